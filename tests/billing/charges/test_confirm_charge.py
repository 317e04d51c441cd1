"""核对应收: what changes after the charge goes into the cashier's inbox; nothing is given back by itself."""

import pytest
import time_machine

from audit.models import Entry
from billing.charges.models import Charge


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        yield


@pytest.fixture
def charges(cash):
    """The exempt child's charge of nothing, and the other child's of 300 元."""
    return cash.charges()


def withdraw(cash, application, n):
    """The n-th family takes its application back, on its own page."""
    county = cash.county
    county.guardians[0], guardian = county.guardians[n], county.guardians[0]
    answer = county.client("guardian").post(county.url("enrollment:withdraw_application", pk=application.pk))
    county.guardians[0] = guardian
    return answer


def inbox(cash, role="cashier") -> str:
    return cash.county.client(role).get(cash.county.url("bureaus:show_inbox")).text


def confirm(cash, charge, role="cashier", reason="已参加到今天，按标准收取"):
    return cash.county.client(role).post(cash.county.url("billing:confirm_charge", pk=charge.pk), {"reason": reason})


def test_who_leaves_after_the_charge_is_a_matter_for_the_cashier(cash, charges):
    assert "核对应收" not in inbox(cash)
    assert withdraw(cash, cash.paying, 1).status_code == 302
    page = inbox(cash)
    assert f"应收 {charges[1].number}" in page and "请核对：已退出，是否作废或退费" in page
    assert "示例学生" not in page
    assert "核对应收" not in inbox(cash, "class_teacher")
    charges[1].refresh_from_db()
    assert charges[1].status == Charge.Status.ISSUED
    entry = Entry.objects.about(cash.paying).filter(action="application.mark_charges").get()
    assert entry.changes["count"] == 1
    shown = cash.county.client("cashier").get(charges[1].get_absolute_url()).text
    assert "请核对" in shown and "核对无误，照旧" in shown


def test_a_charge_of_nothing_asks_nobody(cash, charges):
    withdraw(cash, cash.exempt, 0)
    assert "核对应收" not in inbox(cash)


def test_a_charge_that_was_paid_is_checked_too(cash, charges):
    Charge.objects.of(cash.county.bureau.pk).filter(pk=charges[1].pk).update(status="paid", paid_amount=300)
    withdraw(cash, cash.paying, 1)
    assert "核对应收" in inbox(cash)


def test_the_family_reads_that_the_school_checks(cash, charges):
    Charge.objects.of(cash.county.bureau.pk).filter(pk=charges[0].pk).update(
        status="issued", waived_amount=0, due_amount=300
    )
    withdraw(cash, cash.exempt, 0)
    page = cash.county.client("guardian").get(cash.county.url("billing:list_family_charges")).text
    assert "学校正在核对这笔费用" in page


def test_the_cashier_confirms_with_a_reason(cash, charges):
    withdraw(cash, cash.paying, 1)
    assert confirm(cash, charges[1], reason=" ").status_code == 409
    assert confirm(cash, charges[1]).status_code == 302
    assert "核对应收" not in inbox(cash)
    entry = Entry.objects.about(charges[1]).first()
    assert (entry.action, entry.reason) == ("charge.confirm", "已参加到今天，按标准收取")
    assert "没有待核对的事项" in confirm(cash, charges[1]).text


def test_cancelled_it_waits_for_nobody(cash, charges):
    withdraw(cash, cash.paying, 1)
    url = cash.county.url("billing:cancel_charge", pk=charges[1].pk)
    cash.county.client("school_admin").post(url, {"reason": "已退出，没有参加"})
    assert "核对应收" not in inbox(cash)


def test_a_wrong_role_and_another_county_do_not_confirm(cash, charges, world):
    withdraw(cash, cash.paying, 1)
    assert confirm(cash, charges[1], role="school_admin").status_code == 403
    url = world.anxi.url("billing:confirm_charge", pk=charges[1].pk)
    assert world.anxi.client("cashier").post(url, {"reason": "x"}).status_code == 404


def test_many_are_one_item_that_leads_to_the_list(cash, charges):
    Charge.objects.of(cash.county.bureau.pk).update(
        status="issued", waived_amount=0, due_amount=300, to_check_since="2021-09-09", to_check_reason="已退出"
    )
    assert "2 笔应收" in inbox(cash)
    url = cash.county.url("billing:list_charges") + f"?term={cash.county.term.pk}&to_check=yes"
    assert url.replace("&", "&amp;") in inbox(cash)
    Charge.objects.of(cash.county.bureau.pk).filter(pk=charges[0].pk).update(to_check_since=None)
    page = cash.county.client("cashier").get(url).text
    assert "示例学生乙" in page and "示例学生甲" not in page
