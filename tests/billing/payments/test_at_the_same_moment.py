"""Two cashiers write the same receipt number in the same moment: one is refused in the form."""

import pytest

from afterschool.tenancy.scopes import bureau_scope
from billing.charges.models import Charge
from billing.ledger import reports as ledger_reports
from billing.payments.models import Payment
from enrollment.admissions.models import ExemptionClaim
from tests.cash import Cash, pay
from tests.threads import all_look_before_one_writes


@pytest.fixture
def cash(committed_cash) -> Cash:
    return committed_cash


@pytest.fixture
def charges(cash) -> list[Charge]:
    """Two children, both of whom pay."""
    with bureau_scope(cash.county.bureau.pk):
        ExemptionClaim.objects.of(cash.county.bureau.pk).update(status="rejected")
        return cash.charges()


def test_one_receipt_number_on_two_charges_is_refused_in_the_form(cash, charges):
    recorded, refused = all_look_before_one_writes(
        [lambda charge=charge: pay(cash, charge) for charge in charges], Payment
    )
    assert (recorded.status_code, refused.status_code) == (302, 422)
    assert "这个票据号已经登记。" in refused.text
    with bureau_scope(cash.county.bureau.pk):
        (payment,) = Payment.objects.of(cash.county.bureau.pk)
        (untouched,) = Charge.objects.of(cash.county.bureau.pk).exclude(pk=payment.charge_id)
        assert (untouched.status, untouched.paid_amount) == ("issued", 0)
        assert ledger_reports.trial_balance(cash.county.bureau.pk, term=cash.county.term).is_balanced
