"""The forms that are sent to the routes of accounts."""

from django.test import Client

from accounts.models.user import Membership
from afterschool.tenancy.scopes import bureau_scope
from tests.stage import Stage
from tests.world import PASSWORD

NEW = "另一个示例密码-77"


def build(stage: Stage) -> None:
    """Everybody knows their password; each has the one place of tests/world.py."""
    bureau_id = stage.county.bureau.pk

    def own_place(client: Client) -> int:
        with bureau_scope(bureau_id):
            user_id = client.session.get("_auth_user_id")
            return Membership.objects.of(bureau_id).filter(user_id=user_id).values_list("pk", flat=True).first() or 0

    stage.posts("accounts", "choose_membership", membership=own_place)
    stage.posts("accounts", "change_password", old_password=PASSWORD, new_password1=NEW, new_password2=NEW)
    stage.posts("accounts", "sign_in", username=f"{stage.county.code}-officer", password=PASSWORD)
    stage.posts("family", "request_code", phone=stage.county.guardian.phone)
