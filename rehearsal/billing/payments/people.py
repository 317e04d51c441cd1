"""Families pay in the first weeks, most at once, some in parts; the cashier writes it down, sometimes wrongly or twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import count

from django.utils import timezone

from audit.actors import Actor
from audit.roles import Role
from billing.charges.models import Charge
from billing.payments import services as payment_services
from billing.payments.models import Payment
from rehearsal.acts import Act, Post
from rehearsal.county import County
from schools.register.models import School

NEVER, IN_PARTS, DAYS_LATE = 0.05, 0.2, 25


def acts(county: County) -> Iterator[Act]:
    for school in county.schools():
        cashier = county.staff(Role.CASHIER, school)
        open_charges = Charge.objects.of(county.pk).filter(school=school, status=Charge.Status.ISSUED)
        charges = list(open_charges.outstanding().select_related("student").order_by("pk"))
        if cashier is not None and charges:
            yield from _receive(county, school, cashier, charges)
            yield from _mistakes(county, school, cashier, charges)


def _receive(county: County, school: School, cashier: Actor, charges: list[Charge]) -> Iterator[Act]:
    """The receipts of a half-day are numbered as they are torn off."""
    numbers = count(1)
    for charge in charges:
        number = charge.student.student_number
        days = (county.today - timezone.localdate(charge.issued_at)).days
        late = int(county.trait(number, "pays") ** 2 * DAYS_LATE)
        if county.trait(number, "pays") < NEVER or days < late or not county.chance(0.3):
            continue
        left = charge.due_amount - charge.paid_amount
        is_part = county.trait(number, "parts") < IN_PARTS and not charge.paid_amount and left > 1
        amount = (left / 2).quantize(Decimal("0.01")) if is_part else left
        receipt = f"{school.code}-{county.today:%m%d}-{county.half.name[0]}{next(numbers):03d}"
        name = "payment.record_part" if is_part else "payment.record"
        yield _record(county, charge, cashier, amount, receipt, name=name, twice=county.chance(0.08))


def _mistakes(county: County, school: School, cashier: Actor, charges: list[Charge]) -> Iterator[Act]:
    charge = county.dice.choice(charges)
    left = charge.due_amount - charge.paid_amount
    fresh = f"{school.code}-{county.today:%m%d}-{county.half.name[0]}"
    known = Payment.objects.of(county.pk).order_by("pk").last()
    admin = county.staff(Role.SCHOOL_ADMIN, school)
    if county.chance(0.06):
        name = "payment.record_too_much"
        yield _record(county, charge, cashier, left + Decimal("0.01"), f"{fresh}901", name=name, wrong=True)
    if known is not None and county.chance(0.06):
        name = "payment.record_receipt_again"
        yield _record(county, charge, cashier, left, known.receipt_number, name=name, wrong=True)
    if county.chance(0.03):
        yield _record(county, charge, cashier, Decimal(0), f"{fresh}902", name="payment.record_nothing", wrong=True)
    if county.chance(0.03):
        name = "payment.record_of_tomorrow"
        yield _record(county, charge, cashier, left, f"{fresh}903", name=name, days_ahead=1, wrong=True)
    if admin is not None and county.chance(0.03):
        yield _record(county, charge, admin, left, f"{fresh}904", name="payment.record_by_admin", wrong=True)


def _record(
    county: County, charge: Charge, by: Actor, amount: Decimal, receipt: str, *,
    name: str, days_ahead: int = 0, wrong: bool = False, twice: bool = False,
) -> Act:  # fmt: skip
    values = {
        "amount": amount,
        "method": county.dice.choice([Payment.Method.BANK_TRANSFER, Payment.Method.SCAN_CODE]),
        "received_on": county.today + timedelta(days=days_ahead),
        "receipt_number": receipt,
    }
    return Act(
        at=county.at_work(),
        name=name,
        by=by,
        do=partial(payment_services.record_payment, charge=charge, by=by, **values),
        post=Post(route="billing:record_payment", kwargs={"pk": charge.pk}, data=values),
        wrong=wrong,
        twice=twice,
    )
