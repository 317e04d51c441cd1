"""免费 in 沙河: the plan that asks for money is named, and no standard comes of it, so nobody is charged."""

from decimal import Decimal

import pytest

from billing.charges.models import Charge
from billing.standards.models import FeeStandard
from tests import factories


def draft_standard(county, plan) -> str:
    url = county.url("billing:draft_fee_standard", pk=plan.pk)
    return county.client("school_admin").post(url, follow=True).text


@pytest.mark.req("E-11/standard")
@pytest.mark.parametrize("amount", ["0.01", "2.00"])
def test_no_standard_is_drafted_so_no_family_is_charged(shahe, amount):
    plan = factories.approved_plan(shahe, fee_amount=Decimal(amount), fee_unit="lesson")
    page = draft_standard(shahe, plan)
    assert "本地课后服务免费，不得设收费标准" in page
    assert "对政协沙河市九届委员会第二次会议第89号提案的答复》二" in page
    assert not FeeStandard.objects.of(shahe.bureau.pk).exists()
    assert "报备并公示后才能收费" in shahe.client("cashier").post(shahe.url("billing:issue_charges")).text
    assert not Charge.objects.of(shahe.bureau.pk).exists()


@pytest.mark.req("E-11/standard")
def test_a_plan_without_a_fee_gives_no_standard_either(shahe):
    assert "方案没有写明收费标准" in draft_standard(shahe, shahe.approved_plan())
    assert not FeeStandard.objects.of(shahe.bureau.pk).exists()


@pytest.mark.req("E-11/plan")
@pytest.mark.parametrize(("amount", "named"), [("0.00", False), ("0.01", True)])
def test_a_plan_with_a_fee_is_named_with_the_clause(shahe, amount, named):
    plan = factories.complete_plan(shahe, fee_amount=Decimal(amount), fee_unit="lesson")
    page = shahe.client("school_admin").get(shahe.url("schools:show_plan", pk=plan.pk)).text
    assert (f"本地课后服务免费，方案不能收费（现填 {amount} 元）" in page) is named
