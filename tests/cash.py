"""The cash desk of a school in a term in which two children take part: one exempt, one not."""

from dataclasses import dataclass
from decimal import Decimal

import time_machine
from django.http import HttpResponse
from django.utils import timezone

from afterschool.papers import uploads
from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.policies import services as policy_services
from enrollment.admissions.models import Application
from enrollment.admissions.services import applications as application_services
from schools.families.models import Guardianship
from schools.plans.models import ServicePlan
from tests.desk import open_desk
from tests.files import photograph
from tests.world import County


@dataclass
class Cash:
    """The cash desk of 临河's first school, with what it works on."""

    county: County
    plan: ServicePlan
    exempt: Application
    paying: Application

    def standard(self, status: str = "published") -> FeeStandard:
        return standard_of(self.county, self.plan, status)

    def charges(self) -> list[Charge]:
        """Issued charges, the exempt child's first."""
        return issue(self.county, self.plan)


def standard_of(county: County, plan: ServicePlan, status: str = "published") -> FeeStandard:
    """The term's fee standard, brought to a status through the services."""
    admin = county.actor("school_admin")
    standard = standard_services.draft_fee_standard(plan=plan, by=admin)
    if status in {"filed", "published"}:
        standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    if status == "published":
        standard_services.publish_fee_standard(standard=standard, by=admin)
    standard.refresh_from_db()
    return standard


def issue(county: County, plan: ServicePlan) -> list[Charge]:
    """The charges of the term under the published standard, the smallest first."""
    standard_of(county, plan)
    charge_services.issue_charges(school=plan.school, term=plan.term, by=county.actor("cashier"))
    return list(Charge.objects.of(county.bureau.pk).order_by("due_amount"))


CARE = ("课业辅导", "阳光体育")


def build_cash(county: County, pack: str = "bayannur_2021", category: str = "subsistence_allowance") -> Cash:
    """Through the services: both families applied and signed before the term began; the first one's claim was accepted.

    Without a category, in a county that has none, nobody claims anything.
    """
    policy_services.adopt_policy_pack(pack_code=pack, by=county.actor("officer"))
    with time_machine.travel("2021-08-30 10:00+08:00", tick=False):
        plan = county.approved_plan()
        plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
        plan.save(update_fields=["fee_amount", "fee_unit"])
        Guardianship.objects.of(county.bureau.pk).update(consented_at=timezone.now(), consent_version="2026-1")
        desk = open_desk(county, plan)
        claim = application_services.Claim(category, uploads.check_upload(photograph())) if category else None
        exempt, paying = desk.apply(*CARE, n=0, claim=claim), desk.apply(*CARE, n=1)
        if claim:
            desk.settle_claim(exempt)
        for n, application in enumerate((exempt, paying)):
            desk.agree(desk.accept(application), n)
    return Cash(county, plan, exempt, paying)


PAYMENT = {"amount": "300.00", "method": "bank_transfer", "received_on": "2021-09-10", "receipt_number": "示例0001"}


def pay(cash: Cash, charge: Charge, role: str = "cashier", **changes: str) -> HttpResponse:
    """The form of the cashier, filled in for the whole amount, with these changes."""
    url = cash.county.url("billing:record_payment", pk=charge.pk)
    return cash.county.client(role).post(url, PAYMENT | changes)
