"""Recording money that reached the school's account."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move, record
from billing.charges.models import Charge
from billing.ledger import services as ledger_services
from billing.ledger.models import Account
from billing.ledger.services import Booking
from billing.payments import permissions, rules
from billing.payments.models import Payment


@transaction.atomic
def record_payment(
    *, charge: Charge, amount: Decimal, method: str, received_on: date, receipt_number: str, by: Actor
) -> Payment:
    """Records money that reached the school's account; part payments add up, overpayment is refused."""
    charge = Charge.objects.of(charge.bureau_id).locked().get(pk=charge.pk)
    require(permissions.can_record_payment(by, charge))
    if charge.status != Charge.Status.ISSUED:
        raise RuleViolation(f"这笔应收{charge.get_status_display()}，不能再收款。")
    rules.check_payment(
        amount, due=charge.due_amount, paid=charge.paid_amount, received_on=received_on, today=timezone.localdate()
    )
    if Payment.objects.of(charge.bureau_id).filter(receipt_number=receipt_number).exists():
        raise RuleViolation("这个票据号已经登记。", field="receipt_number")
    payment = Payment.objects.of(charge.bureau_id).create(
        charge=charge,
        amount=amount,
        method=method,
        received_on=received_on,
        receipt_number=receipt_number,
        recorded_by_id=by.user_id,
    )
    paid = charge.paid_amount + amount
    if paid == charge.due_amount:
        move(charge, Charge.Status.PAID, by=by, action="payment.record", paid_amount=paid)
    else:
        charge.paid_amount = paid
        charge.save(update_fields=["paid_amount"])
        record("payment.record", charge, by=by, amount=amount, paid_amount=paid)
    lines: dict[str, Decimal] = {Account.BANK: amount, Account.RECEIVABLE: -amount}
    text = f"收到课后服务费 {charge.number}"
    receipt = Booking(payment, "received", charge.school_id, charge.term_id, text, lines)
    ledger_services.book_entries([receipt], booked_on=received_on, by=by)
    return payment
