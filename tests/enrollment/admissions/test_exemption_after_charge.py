"""An exemption that is accepted when the charge stands already: the cashier is told, and the charge stays as it is until then."""

import pytest

from billing.charges import services as charge_services
from billing.charges.models import Charge
from billing.standards import services as standard_services
from enrollment.admissions.models import ExemptionClaim
from schools.plans.models import ServicePlan


@pytest.fixture
def charged(desk, claim) -> Charge:
    """甲 takes part and is charged in full; its claim is not decided yet."""
    desk.agree(desk.accept(desk.apply("课业辅导", claim=claim)))
    desk.plan_sessions()
    plan, admin = (
        ServicePlan.objects.of(desk.county.bureau.pk).get(pk=desk.round.plan_id),
        desk.county.actor("school_admin"),
    )
    standard = standard_services.draft_fee_standard(plan=plan, by=admin)
    standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin)
    standard_services.publish_fee_standard(standard=standard, by=admin)
    (charge,) = charge_services.issue_charges(
        school=desk.county.school, term=desk.county.term, by=desk.county.actor("cashier")
    )
    assert charge.due_amount > 0
    return charge


def decide(desk, decision):
    claim = ExemptionClaim.objects.of(desk.county.bureau.pk).get()
    for role in ("class_teacher", "school_admin")[: 1 if decision == "reject" else 2]:
        client = desk.county.client(role)
        client.get(desk.county.url("bureaus:download_attachment", pk=claim.evidence_id))
        url = desk.county.url("enrollment:review_exemption", pk=claim.pk)
        client.post(url, {"exemption-decision": decision, "exemption-reason": "证件已过期"})


def inbox(desk):
    return desk.county.client("cashier").get(desk.county.url("bureaus:show_inbox")).text


def test_the_cashier_is_told_by_how_much_until_the_charge_is_seen_to(desk, charged):
    assert charged.number not in inbox(desk)
    decide(desk, "approve")
    page = inbox(desk)
    assert f"应收 {charged.number}" in page and f"已认定减免，应收 {charged.due_amount} 元应调整为 0.00 元" in page
    assert charged.get_absolute_url() in page
    due = charged.due_amount
    charged.refresh_from_db()
    assert charged.due_amount == due
    confirm = desk.county.url("billing:confirm_charge", pk=charged.pk)
    desk.county.client("cashier").post(confirm, {"reason": "已在线下减免"})
    assert charged.number not in inbox(desk)


def test_a_rejected_claim_changes_nothing(desk, charged):
    decide(desk, "reject")
    assert ExemptionClaim.objects.of(desk.county.bureau.pk).get().status == "rejected"
    assert charged.number not in inbox(desk)
