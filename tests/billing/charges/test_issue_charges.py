"""开出应收: 0 元 for the exempt child, the published standard for the others, and books that balance."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from billing.charges import services
from billing.charges.models import Charge
from billing.ledger import reports as ledger_reports
from billing.standards import services as standard_services
from enrollment.admissions.models import Application
from enrollment.attendance.models import Session
from tests.cash import CARE, build_cash
from tests.desk import desk_of


def issue(cash, role="cashier"):
    return cash.county.client(role).post(cash.county.url("billing:issue_charges"))


def charges_of(cash):
    return Charge.objects.of(cash.county.bureau.pk).order_by("due_amount")


@pytest.mark.req("C-06/six")
def test_the_exempt_child_owes_nothing_and_the_ledger_balances(cash):
    standard = cash.standard()
    assert issue(cash).status_code == 302
    exempt, paying = charges_of(cash)
    assert (exempt.student, exempt.due_amount, exempt.status) == (cash.exempt.student, 0, "waived")
    assert exempt.calculation == "300.00 元 × 1 学期 = 300.00 元，低保户子女免收"
    assert (paying.student, paying.due_amount, paying.status) == (cash.paying.student, 300, "issued")
    trial = ledger_reports.trial_balance(cash.county.bureau.pk, term=cash.county.term, school=cash.county.school)
    assert trial.is_balanced and trial.debit == Decimal("300.00")
    assert Entry.objects.about(standard).first().changes == {"count": 2, "amount": "300.00"}


def test_issuing_twice_charges_nobody_twice(cash):
    cash.standard()
    issue(cash)
    issue(cash)
    assert charges_of(cash).count() == 2


def test_the_administrator_may_not_issue(cash):
    cash.standard()
    assert issue(cash, "school_admin").status_code == 403


def test_another_county_issues_nothing_here(world, cash):
    cash.standard()
    assert world.anxi.client("cashier").post(cash.county.url("billing:issue_charges")).status_code == 404


@pytest.mark.parametrize("status", ["draft", "filed"])
def test_nothing_is_charged_before_the_standard_is_published(cash, status):
    cash.standard(status)
    response = issue(cash)
    assert response.status_code == 409 and "报备并公示后才能收费" in response.content.decode()
    assert not charges_of(cash).exists()


@pytest.mark.req("A-15/published")
def test_in_anxi_too_the_standard_is_filed_and_published_before_anybody_pays(world):
    """Draft, filed, published: only the last is charged, at its own price."""
    desk = build_cash(world.anxi, "anxi_2021", category="")
    standard = desk.standard("draft")
    admin = desk.county.actor("school_admin")
    for step in (
        lambda: standard_services.file_fee_standard(standard=standard, filing_document="示发改〔2021〕1号", by=admin),
        lambda: standard_services.publish_fee_standard(standard=standard, by=admin),
    ):
        assert issue(desk).status_code == 409 and not charges_of(desk).exists()
        step()
    issue(desk)
    assert [charge.due_amount for charge in charges_of(desk)] == [300, 300]


@pytest.mark.req("C-47/no_charge")
def test_a_child_without_an_agreement_is_not_charged(cash):
    cash.standard()
    Application.objects.of(cash.county.bureau.pk).filter(pk=cash.paying.pk).update(status="accepted")
    issue(cash)
    assert [charge.student for charge in charges_of(cash)] == [cash.exempt.student]


def test_the_number_of_queries_does_not_grow_with_the_children(cash):
    cash.standard()
    Application.objects.of(cash.county.bureau.pk).filter(pk=cash.paying.pk).update(status="accepted")
    actor, county = cash.county.actor("cashier"), cash.county
    with CaptureQueriesContext(
        connection,
    ) as one:
        services.issue_charges(school=county.school, term=county.term, by=actor)
    Charge.objects.of(county.bureau.pk).update(status="cancelled")
    Application.objects.of(county.bureau.pk).update(status="agreed")
    with CaptureQueriesContext(connection) as two:
        services.issue_charges(school=county.school, term=county.term, by=actor)
    assert len(two) <= len(one) + 4  # the first had nothing to book


def test_the_list_and_the_class_teacher(cash):
    cash.charges()
    for role in ("cashier", "class_teacher"):
        page = cash.county.client(role).get(cash.county.url("billing:list_charges")).content.decode()
        assert "示例学生甲" in page and "示例学生乙" in page
    assert cash.county.client("officer").get(cash.county.url("billing:list_charges")).status_code == 403


@pytest.mark.parametrize(
    ("query", "shown"), [("status=waived", "甲"), ("status=issued", "乙"), ("q=slxsj", "甲"), ("q=示例学生乙", "乙")]
)
def test_the_list_filters(cash, query, shown):
    cash.charges()
    page = cash.county.client("cashier").get(cash.county.url("billing:list_charges") + f"?{query}").content.decode()
    assert f"示例学生{shown}" in page and f"示例学生{'甲乙'.replace(shown, '')}" not in page


@pytest.mark.case("D29")
def test_the_lessons_of_a_day_that_the_officer_closed_are_not_charged(cash, time_machine):
    time_machine.move_to("2021-09-01 09:00+08:00", tick=False)
    county = cash.county
    cash.plan.fee_amount, cash.plan.fee_unit = Decimal("2.00"), "lesson"
    cash.plan.save(update_fields=["fee_amount", "fee_unit"])
    desk_of(county).plan_sessions()
    lessons = Session.objects.of(county.bureau.pk).filter(activity__name__in=CARE)
    planned = lessons.count()
    closed = {"day": "2021-09-08", "is_school_day": "no", "reason": "暴雪停课"}
    county.client("officer").post(county.url("bureaus:change_calendar", pk=county.term.pk), closed)
    assert lessons.filter(status="cancelled").count() == 2
    cash.standard()
    issue(cash)
    assert charges_of(cash).get(student=cash.paying.student).due_amount == 2 * (planned - 2)
