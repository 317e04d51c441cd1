"""The rows with which the routes of providers.register are opened."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from providers.register.models import BlacklistEntry, Provider, ShortlistItem
from tests.credit_codes import CREDIT_CODE
from tests.stage import Stage


def build(stage: Stage) -> None:
    """One provider with a price, another on the blacklist for a year."""
    bureau, today = stage.county.bureau, timezone.localdate()
    provider = Provider.objects.of(bureau.pk).create(name="示例艺术中心", credit_code=CREDIT_CODE, status="shortlisted")
    ShortlistItem.objects.of(bureau.pk).create(provider=provider, service="书法", price=Decimal("20.00"))
    BlacklistEntry.objects.of(bureau.pk).create(
        credit_code="0" * 18,
        name="示例培训部",
        reason="示例",
        proposed_by_code=bureau.code,
        starts_on=today,
        ends_on=today + timedelta(days=365),
    )
    stage.opens("providers", "show_provider shortlist_provider suspend_provider remove_provider", pk=provider.pk)
