"""The page of one charge: recording a payment, canceling the charge."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from billing.charges import permissions as charge_permissions
from billing.charges import services as charge_services
from billing.charges.forms import CancelChargeForm, ConfirmChargeForm
from billing.charges.models import Charge
from billing.charges.views import charge_or_404
from billing.payments import permissions, services
from billing.payments.forms import RecordPaymentForm
from bureaus.tree.requests import HttpRequest


@require_safe
def show_charge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(charge_permissions.can_view_charges(request.actor))
    charge = charge_or_404(request, pk)
    form = RecordPaymentForm(
        initial={"received_on": timezone.localdate(), "amount": charge.due_amount - charge.paid_amount}
    )
    return _charge_page(request, charge, form)


@require_POST
def record_payment(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    charge = charge_or_404(request, pk)
    require(permissions.can_record_payment(request.actor, charge))
    form = RecordPaymentForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            services.record_payment(charge=charge, by=request.actor, **form.cleaned_data)
            messages.success(request, "收款已登记，账目平衡。")
            return redirect("billing:show_charge", bureau_code=bureau_code, pk=pk)
    return _charge_page(request, charge, form, status=422)


@require_POST
def cancel_charge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    charge = charge_or_404(request, pk)
    charge_services.cancel_charge(charge=charge, reason=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, "已作废，账目已冲回。")
    return redirect("billing:show_charge", bureau_code=bureau_code, pk=pk)


@require_POST
def confirm_charge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    charge = charge_or_404(request, pk)
    charge_services.confirm_charge(charge=charge, reason=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, "已核对，这笔应收照旧。")
    return redirect("billing:show_charge", bureau_code=bureau_code, pk=pk)


def _charge_page(request: HttpRequest, charge: Charge, form: RecordPaymentForm, status: int = 200) -> HttpResponse:
    is_open = charge.status == Charge.Status.ISSUED
    context = {
        "charge": charge,
        "outstanding": charge.due_amount - charge.paid_amount,
        "payments": charge.payments.select_related("recorded_by"),
        "form": form,
        "can_pay": (is_open or form.is_bound) and permissions.can_record_payment(request.actor, charge),
        "can_cancel": is_open
        and not charge.paid_amount
        and charge_permissions.can_cancel_charge(request.actor, charge),
        "cancel_form": CancelChargeForm(),
        "can_confirm": charge.is_to_check and charge_permissions.can_confirm_charge(request.actor, charge),
        "confirm_form": ConfirmChargeForm(),
    }
    return render(request, "billing/payments/show_charge.html", context, status=status)
