"""登记收款: part payments add up, nothing is collected twice, every booking balances."""

from decimal import Decimal

import pytest
import time_machine

from audit.models import Entry
from billing.ledger import reports as ledger_reports
from billing.payments.models import Payment
from tests.cash import PAYMENT, pay


@pytest.fixture
def charge(cash):
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        yield cash.charges()[1]


def test_a_payment_settles_the_charge_and_is_booked(cash, charge):
    assert pay(cash, charge).status_code == 302
    charge.refresh_from_db()
    assert (charge.status, charge.paid_amount) == ("paid", 300)
    assert Entry.objects.about(charge).first().action == "payment.record"
    trial = ledger_reports.trial_balance(cash.county.bureau.pk, term=cash.county.term)
    assert trial.is_balanced
    assert {row.account: row.balance for row in trial.accounts} == {
        "receivable": 0,
        "bank": Decimal("300.00"),
        "service_income": Decimal("-300.00"),
    }


def test_part_payments_add_up(cash, charge):
    pay(cash, charge, amount="100")
    pay(cash, charge, amount="200", receipt_number="示例0002")
    charge.refresh_from_db()
    assert (charge.status, charge.payments.count()) == ("paid", 2)


def test_the_administrator_may_not_take_money(cash, charge):
    assert pay(cash, charge, role="school_admin").status_code == 403


def test_another_county_does_not_see_the_charge(world, cash, charge):
    url = cash.county.url("billing:record_payment", pk=charge.pk)
    assert world.anxi.client("cashier").post(url, PAYMENT).status_code == 404
    assert world.anxi.client("cashier").get(world.anxi.url("billing:show_charge", pk=charge.pk)).status_code == 404


def test_a_settled_charge_takes_no_more(cash, charge):
    pay(cash, charge)
    page = pay(cash, charge, receipt_number="示例0002")
    assert page.status_code == 422 and "已缴清，不能再收款" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "300.01"}, "超过尚欠的 300.00 元"),
        ({"amount": "0"}, "大于零"),
        ({"received_on": "2021-09-11"}, "不能晚于今天"),
        ({"receipt_number": ""}, "必填"),
    ],
)
def test_bad_payments_are_refused_and_what_was_typed_stays(cash, charge, changes, sentence):
    page = pay(cash, charge, **changes)
    assert page.status_code == 422 and sentence in page.content.decode()
    assert not Payment.objects.of(cash.county.bureau.pk).exists()


def test_a_receipt_number_is_used_once(cash, charge):
    pay(cash, charge, amount="100")
    page = pay(cash, charge, amount="100")
    assert "票据号已经登记" in page.content.decode()


def test_a_charge_is_cancelled_by_another_than_the_cashier_and_the_books_are_reversed(cash, charge):
    url = cash.county.url("billing:cancel_charge", pk=charge.pk)
    assert cash.county.client("cashier").post(url, {"reason": "重复"}).status_code == 403
    assert cash.county.client("school_admin").post(url, {"reason": " "}).status_code == 409
    cash.county.client("school_admin").post(url, {"reason": "重复开出"})
    charge.refresh_from_db()
    assert charge.status == "cancelled"
    trial = ledger_reports.trial_balance(cash.county.bureau.pk, term=cash.county.term)
    assert trial.is_balanced and all(row.balance == 0 for row in trial.accounts)


def test_a_charge_with_money_on_it_is_not_cancelled(cash, charge):
    pay(cash, charge, amount="100")
    url = cash.county.url("billing:cancel_charge", pk=charge.pk)
    response = cash.county.client("school_admin").post(url, {"reason": "错"})
    assert response.status_code == 409 and "退费" in response.content.decode()
