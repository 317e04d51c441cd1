"""The rows with which the routes of providers.register are opened."""

from decimal import Decimal

from django.utils import timezone

from afterschool.values.clauses import Clause
from bureaus.policies import services as policy_services
from providers.register.models import Provider, ShortlistItem
from tests import city
from tests.credit_codes import CREDIT_CODE, credit_code
from tests.stage import Stage


def build(stage: Stage) -> None:
    """One provider with a price, another on the blacklist of the city; the county may keep a blacklist of its own."""
    bureau = stage.county.bureau
    provider = Provider.objects.of(bureau.pk).create(name="示例艺术中心", credit_code=CREDIT_CODE, status="shortlisted")
    ShortlistItem.objects.of(bureau.pk).create(provider=provider, service="书法", price=Decimal("20.00"))
    city.blacklist(bureau, name="示例培训部", credit_code=credit_code(3))
    stage.opens("providers", "show_provider shortlist_provider suspend_provider remove_provider", pk=provider.pk)
    stage.posts("providers", "register_provider", name="示例球社", credit_code=credit_code(2), services="篮球")
    stage.posts("providers", "shortlist_provider", items="篮球 80")
    stage.posts("providers", "suspend_provider remove_provider", reason="示例")
    stage.posts("providers", "blacklist_provider", name="示例球社", credit_code=credit_code(2), reason="示例")

    def keep_a_blacklist() -> None:
        policy_services.add_policy(
            kind="provider",
            value={"blacklist_scope": "county"},
            severity="block",
            clause=Clause("示例办法", "", "第一条"),
            effective_from=timezone.localdate(),
            by=stage.county.actor("officer"),
        )

    stage.comes_first("providers", "blacklist_provider", keep_a_blacklist)
