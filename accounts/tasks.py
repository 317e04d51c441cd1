"""Jobs of signing in."""

from django.conf import settings
from django.utils import timezone

from accounts.models import Guardian, OneTimeCode
from afterschool.tenancy.scopes import bureau_scope
from audit import jobs
from bureaus.notifications import gateways
from bureaus.notifications.gateways import Template


@jobs.handles("sign_in_code", leaves_house=True)
def send_sign_in_code(bureau_id: int, code_id: int) -> None:
    """Sends a code to its guardian's phone, if there is such a guardian and the code still opens anything."""
    with bureau_scope(bureau_id):
        code = OneTimeCode.objects.of(bureau_id).get(pk=code_id)
        guardian = Guardian.objects.of(bureau_id).filter(phone_index=code.phone_index, is_active=True).first()
    if guardian is None or code.used_at is not None or code.expires_at <= timezone.now():
        return
    params = {"code": code.digits, "minutes": str(settings.ONE_TIME_CODE_MINUTES)}
    gateways.deliver(guardian.phone, Template.SIGN_IN_CODE, params)
