"""收费 in 麒麟区 in autumn 2024, under 曲靖's draft and the nation's notice: who pays, when, and no more than was published."""

from decimal import Decimal

import pytest

from billing.charges.models import Charge
from billing.standards.models import FeeStandard
from schools.plans.models import ServicePlan
from tests import factories
from tests.desk import Desk
from tests.world import County


def press(county: County, name: str, role: str = "school_admin", data: dict | None = None, **kwargs: object):
    return county.client(role).post(county.url(f"billing:{name}", **kwargs), data or {}, follow=True)


def published(qilin_desk: Desk) -> FeeStandard:
    county = qilin_desk.county
    press(county, "draft_fee_standard", pk=qilin_desk.round.plan_id)
    standard = FeeStandard.objects.of(county.bureau.pk).get()
    press(county, "file_fee_standard", data={"filing_document": "示发改〔2024〕1号"}, pk=standard.pk)
    press(county, "publish_fee_standard", pk=standard.pk)
    standard.refresh_from_db()
    assert standard.status == "published"
    return standard


def charges(county: County):
    return Charge.objects.of(county.bureau.pk)


@pytest.mark.req("D-17/before_charge")
def test_nothing_is_charged_before_the_fee_is_filed_and_published(qilin_desk):
    county = qilin_desk.county
    for name, data in [
        ("", {}),
        ("draft_fee_standard", {}),
        ("file_fee_standard", {"filing_document": "示发改〔2024〕1号"}),
    ]:
        if name:
            pk = (
                qilin_desk.round.plan_id
                if name.startswith("draft")
                else FeeStandard.objects.of(county.bureau.pk).get().pk
            )
            press(county, name, data=data, pk=pk)
        assert "报备并公示后才能收费" in press(county, "issue_charges", "cashier").text
        assert not charges(county).exists()
    press(county, "publish_fee_standard", pk=FeeStandard.objects.of(county.bureau.pk).get().pk)
    press(county, "issue_charges", "cashier")
    assert charges(county).exists()


@pytest.mark.req("D-04/takers_pay", "D-21/at_once", "D-33/agreement")
def test_only_a_child_that_takes_part_is_charged_once_for_the_term(qilin_desk):
    published(qilin_desk)
    press(qilin_desk.county, "issue_charges", "cashier")
    press(qilin_desk.county, "issue_charges", "cashier")
    charge = charges(qilin_desk.county).get()
    assert (charge.student, charge.due_amount) == (qilin_desk.county.students[0], Decimal("300.00"))
    assert charge.calculation == "300.00 元 × 1 学期 = 300.00 元"


@pytest.mark.req("D-25/not_raised")
def test_what_was_published_is_not_raised(qilin_desk):
    standard, county = published(qilin_desk), qilin_desk.county
    form = factories.PARTS | {"fee_amount": "400", "fee_unit": "term", "lesson_minutes": "40"}
    edit = county.url("schools:edit_plan", pk=standard.plan_id)
    assert "不能修改" in county.client("school_admin").post(edit, form | {"collection_channel": "school_account"}).text
    ServicePlan.objects.of(county.bureau.pk).filter(pk=standard.plan_id).update(fee_amount=Decimal("400.00"))
    assert "本校本学期已有收费标准" in press(county, "draft_fee_standard", pk=standard.plan_id).text
    press(county, "issue_charges", "cashier")
    assert charges(county).get().due_amount == Decimal("300.00")
    assert "300.00 元/生·学期" in county.client("guardian").get(county.url("billing:list_disclosures")).text
