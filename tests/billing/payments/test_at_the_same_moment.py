"""Two people write the same thing in the same moment: real threads, real PostgreSQL; one is refused in words."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection, models
from django.http import HttpResponse

from afterschool.tenancy.scopes import bureau_scope
from billing.charges.models import Charge
from billing.ledger import reports as ledger_reports
from billing.payments.models import Payment
from billing.standards.models import FeeStandard
from enrollment.admissions.models import ExemptionClaim
from tests.cash import build_cash, pay
from tests.world import World


@pytest.fixture
def cash(transactional_db):
    with time_machine.travel("2021-09-10 10:00+08:00", tick=False):
        county = World.build().linhe
        with bureau_scope(county.bureau.pk):
            built = build_cash(county)
        yield built


@pytest.fixture
def charges(cash) -> list[Charge]:
    """Two children, both of whom pay."""
    with bureau_scope(cash.county.bureau.pk):
        ExemptionClaim.objects.of(cash.county.bureau.pk).update(status="rejected")
        return cash.charges()


def at_once(acts: Sequence[Callable[[], HttpResponse]], model: type[models.Model]) -> list[HttpResponse]:
    """Nobody writes a row of this model before everybody has found its place free. Ordered by status code."""
    all_looked = Barrier(len(acts))

    def wait_before_writing(execute, sql, params, many, context):
        if sql.startswith(f'INSERT INTO "{model._meta.db_table}"'):
            all_looked.wait(timeout=30)
        return execute(sql, params, many, context)

    def press(act: Callable[[], HttpResponse]) -> HttpResponse:
        try:
            with connection.execute_wrapper(wait_before_writing):
                return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(press, acts), key=lambda response: response.status_code)


def test_one_receipt_number_on_two_charges_is_refused_in_the_form(cash, charges):
    recorded, refused = at_once([lambda charge=charge: pay(cash, charge) for charge in charges], Payment)
    assert (recorded.status_code, refused.status_code) == (302, 422)
    assert "这个票据号已经登记。" in refused.text
    with bureau_scope(cash.county.bureau.pk):
        (payment,) = Payment.objects.of(cash.county.bureau.pk)
        (untouched,) = Charge.objects.of(cash.county.bureau.pk).exclude(pk=payment.charge_id)
        assert (untouched.status, untouched.paid_amount) == ("issued", 0)
        assert ledger_reports.trial_balance(cash.county.bureau.pk, term=cash.county.term).is_balanced


def test_on_a_bare_button_the_sentence_is_an_answer_of_its_own(cash):
    def press() -> HttpResponse:
        return cash.county.client("school_admin").post(cash.county.url("billing:draft_fee_standard", pk=cash.plan.pk))

    drafted, refused = at_once([press, press], FeeStandard)
    assert (drafted.status_code, refused.status_code) == (302, 409)
    assert "本校本学期已有同类收费标准。" in refused.text
    with bureau_scope(cash.county.bureau.pk):
        assert FeeStandard.objects.of(cash.county.bureau.pk).count() == 1
