"""谁交费: the children who agreed and have no accepted claim; nobody else pays, and nobody else is let off."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from afterschool.papers import uploads
from afterschool.values.clauses import Clause
from billing.charges.models import Charge
from bureaus.policies import services as policy_services
from enrollment.admissions.models import Application, ExemptionClaim
from enrollment.admissions.reports import applying
from enrollment.admissions.services import applications as application_services
from tests import cash, crowd
from tests.desk import MONDAY, Desk, open_desk
from tests.files import photograph
from tests.mixed_class import AGREED, CARE, build_mixed_class

SIX = ["建档立卡贫困户子女", "低保户子女", "特困家庭子女", "烈士子女", "孤儿", "残疾学生"]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def desk(world) -> Desk:
    """临河 under its own document; the service costs 300 yuan a term."""
    county = world.linhe
    policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=county.actor("officer"))
    plan = county.approved_plan()
    plan.fee_amount, plan.fee_unit = Decimal("300.00"), "term"
    plan.save(update_fields=["fee_amount", "fee_unit"])
    return open_desk(county, plan)


def take_part(desk: Desk, n: int, category: str = "", *, decision: str = "") -> Application:
    """The n-th child takes part; its family claims to belong to the category, and the school decides."""
    by, student = crowd.family(desk.county, n, name=f"学生样本{n}")
    claim = application_services.Claim(category, uploads.check_upload(photograph())) if category else None
    application = desk.apply_for(student, by, CARE, claim=claim)
    if decision:
        desk.settle_claim(application, decision, "证件已过期" if decision == "reject" else "")
    return desk.agree_as(by, desk.accept(application))


def issued(desk: Desk) -> dict[int, Charge]:
    """What is issued once the fee is published, by student."""
    return {charge.student_id: charge for charge in cash.issue(desk.county, desk.round.plan)}


@pytest.mark.req("C-47/no_charge")
def test_only_who_agreed_and_still_takes_part_is_charged(desk):
    mixed = build_mixed_class(desk)
    assert mixed.names(issued(desk)) == set(AGREED)


@pytest.mark.req("C-06/decided")
def test_only_an_accepted_claim_is_let_off(desk):
    accepted = take_part(desk, 1, "orphan", decision="approve")
    others = [
        take_part(desk, 2, "orphan", decision="reject"),
        take_part(desk, 3, "orphan"),
        take_part(desk, 4),
    ]
    charges = issued(desk)
    free = charges[accepted.student_id]
    assert (free.due_amount, free.status, free.waiver.category_name) == (0, "waived", "孤儿")
    assert [(charges[each.student_id].due_amount, charges[each.student_id].waiver) for each in others] == [
        (300, None)
    ] * 3


@pytest.mark.req("C-06/six")
@pytest.mark.parametrize("name", SIX)
def test_each_of_the_six_groups_pays_nothing(desk, name):
    choices = applying.exemption_choices(desk.county.bureau.pk, MONDAY.date())
    [code] = [code for code, called, _, _ in choices if called == name]
    charge = issued_for(desk, code)
    assert (charge.due_amount, charge.waived_amount, charge.status) == (0, 300, "waived")
    assert charge.calculation.endswith(f"{name}免收") and "三(三)公益普惠原则" in charge.clause


@pytest.mark.req("C-06/open_list")
def test_a_group_that_the_county_adds_is_let_off_too(desk):
    policy_services.add_policy(
        kind="exemption", value={"categories": [{"code": "single_parent", "name": "单亲困难家庭子女", "treatment": "exempt"}]},
        severity="block", clause=Clause("示例减免办法", "示教〔2021〕2号", "二"), effective_from=date(2021, 9, 1),
        by=desk.county.actor("officer"),
    )  # fmt: skip
    charge = issued_for(desk, "single_parent")
    assert (charge.due_amount, charge.status) == (0, "waived") and "示教〔2021〕2号" in charge.clause


def issued_for(desk: Desk, category: str) -> Charge:
    application = take_part(desk, 1, category, decision="approve")
    assert ExemptionClaim.objects.of(desk.county.bureau.pk).get().status == "accepted"
    return issued(desk)[application.student_id]
