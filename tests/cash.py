"""The cash desk of a school in a term in which two children take part: one exempt, one not."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse

from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from billing.standards.models import FeeStandard
from bureaus.documents.models import Attachment
from bureaus.policies import services as policy_services
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Place, Round
from enrollment.agreements.models import Agreement, AgreementTemplate
from schools.plans.models import ServicePlan
from tests.world import County


@dataclass
class Cash:
    """The cash desk of 临河's first school, with what it works on."""

    county: County
    plan: ServicePlan
    exempt: Application
    paying: Application

    def standard(self, status: str = "published") -> FeeStandard:
        """The term's fee standard, brought to a status through the services."""
        admin = self.county.actor("school_admin")
        standard = standard_services.draft_fee_standard(plan=self.plan, by=admin)
        if status in {"filed", "published"}:
            standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
        if status == "published":
            standard_services.publish_fee_standard(standard=standard, by=admin)
        standard.refresh_from_db()
        return standard

    def charges(self):
        """Issued charges, the exempt child's first."""
        self.standard()
        charge_services.issue_charges(school=self.county.school, term=self.county.term, by=self.county.actor("cashier"))
        rows = Charge.objects.of(self.county.bureau.pk).order_by("due_amount")
        return list(rows)


def build_cash(county: County) -> Cash:
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=county.actor("officer"))
    plan = county.approved_plan()
    plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
    plan.save(update_fields=["fee_amount", "fee_unit"])
    round_ = Round.objects.of(county.bureau.pk).create(
        school=county.school,
        term=county.term,
        plan=plan,
        opens_at="2021-08-26T08:00+08",
        closes_at="2021-08-31T08:00+08",
    )
    exempt, paying = (_agreed(county, round_, n) for n in (0, 1))
    evidence = Attachment.objects.of(county.bureau.pk).create(
        purpose="exemption", name="证明.jpg", path="x", media_type="image/jpeg", size=1, sha256="0" * 64
    )
    ExemptionClaim.objects.of(county.bureau.pk).create(
        student=exempt.student,
        application=exempt,
        status="accepted",
        category="subsistence_allowance",
        category_name="低保户子女",
        evidence=evidence,
        valid_from=county.term.starts_on,
        valid_to=county.term.ends_on,
        clause="三(三)",
    )
    return Cash(county, plan, exempt, paying)


def _agreed(county: County, round_: Round, n: int) -> Application:
    bureau = county.bureau.pk
    application = Application.objects.of(bureau).create(
        round=round_,
        student=county.students[n],
        guardian=county.guardians[n],
        status="agreed",
        takes_part_from=county.term.starts_on,
    )
    for activity in round_.plan.activities.filter(kind="base_care"):
        offering = Offering.objects.of(bureau).get_or_create(
            round=round_, activity=activity, defaults={"bureau_id": bureau}
        )[0]
        Place.objects.of(bureau).create(application=application, offering=offering)
    template = AgreementTemplate.objects.of(bureau).get_or_create(
        version="1",
        defaults={
            "bureau_id": bureau,
            "title": "协议",
            "body": "文本",
            "sha256": "0" * 64,
            "effective_from": "2021-08-01",
        },
    )[0]
    Agreement.objects.of(bureau).create(
        application=application,
        template=template,
        version="1",
        text="文本",
        sha256="0" * 64,
        accepted_by=county.guardians[n],
    )
    return application


PAYMENT = {"amount": "300.00", "method": "bank_transfer", "received_on": "2021-09-10", "receipt_number": "示例0001"}


def pay(cash: Cash, charge: Charge, role: str = "cashier", **changes: str) -> HttpResponse:
    """The form of the cashier, filled in for the whole amount, with these changes."""
    url = cash.county.url("billing:record_payment", pk=charge.pk)
    return cash.county.client(role).post(url, PAYMENT | changes)
