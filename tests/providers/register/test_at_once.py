"""Two officers of the city put the same institution on the blacklist in the same moment: one entry, and one sentence."""

import pytest
from django.test import Client

from accounts.models.user import Membership, User
from afterschool.tenancy.scopes import bureau_scope
from audit.roles import Role
from bureaus.tree.models import Bureau
from providers.register.models import BlacklistEntry
from tests.credit_codes import CREDIT_CODE
from tests.threads import all_look_before_one_writes
from tests.world import PASSWORD, World

FORM = {"name": "示例机构", "credit_code": CREDIT_CODE, "reason": "提供虚假资质", "proposed_by_code": "150802"}


@pytest.mark.django_db(transaction=True)
def test_one_of_two_lists_it():
    World.build()
    city = Bureau.objects.get(code="150800")
    clients = [signed_in(city, f"150800-officer-{n}") for n in range(2)]
    refused, listed = all_look_before_one_writes(
        [lambda client=client: client.post("/150800/providers/blacklist/new/", FORM) for client in clients],
        BlacklistEntry,
    )
    assert (refused.status_code, listed.status_code) == (200, 302)
    assert "这家机构已在黑名单上。" in refused.text
    with bureau_scope(city.pk):
        assert BlacklistEntry.objects.of(city.pk).count() == 1


def signed_in(city: Bureau, username: str) -> Client:
    user = User.objects.create_user(username, password=PASSWORD, name="市局股室示例")
    with bureau_scope(city.pk):
        Membership.objects.of(city.pk).create(user=user, role=Role.OFFICER)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
