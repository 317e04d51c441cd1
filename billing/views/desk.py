"""Pages of the cash desk, of the school's leadership and of the bureau."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from afterschool.errors import RuleViolation, require
from afterschool.lists import page_of
from billing import permissions, reports, services
from billing.forms import CancelChargeForm, ChargeFilterForm, FileFeeStandardForm, RecordPaymentForm
from billing.models import Charge, FeeStandard, JournalEntry
from bureaus.models import Term
from bureaus.requests import HttpRequest
from schools.models import School, ServicePlan


def chosen_term(request: HttpRequest) -> Term:
    """The term of ?term=, else the newest that is not a draft. 404 where the bureau has none."""
    terms = Term.objects.visible_to(request.actor).exclude(status=Term.Status.DRAFT)
    wanted = request.GET.get("term") or request.POST.get("term") or ""
    term = terms.filter(pk=wanted).first() if wanted.isdigit() else terms.first()
    if term is None:
        raise Http404("还没有启用的学期。")
    return term


def own_school(request: HttpRequest) -> School:
    """The school a person works at, or the school of ?school= for the bureau."""
    schools = School.objects.visible_to(request.actor)
    if request.actor.is_bureau:
        return get_object_or_404(schools, pk=request.GET.get("school") or 0)
    return get_object_or_404(schools)


# --- fee standards -------------------------------------------------------------------------------------------------------


@require_safe
def list_fee_standards(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_view_ledger(request.actor))
    standards = (
        FeeStandard.objects.visible_to(request.actor).select_related("school", "term").order_by("-term", "school")
    )
    context = {"page": page_of(request, standards), "plans": _plans_without_standard(request)}
    return render(request, "billing/list_fee_standards.html", context)


def _plans_without_standard(request: HttpRequest) -> list[ServicePlan]:
    """The school's own approved plans with a fee that no standard was made of yet."""
    if not request.actor.is_school:
        return []
    plans = ServicePlan.objects.visible_to(request.actor).approved()
    plans = plans.filter(fee_amount__gt=0, term__status=Term.Status.OPEN)
    made = FeeStandard.objects.visible_to(request.actor).exclude(status=FeeStandard.Status.CLOSED).values("plan_id")
    plans = plans.exclude(pk__in=made).select_related("school", "term")
    return [plan for plan in plans if permissions.can_draft_fee_standard(request.actor, plan)]


@require_POST
def draft_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = get_object_or_404(ServicePlan.objects.visible_to(request.actor).select_related("school", "term"), pk=pk)
    services.draft_fee_standard(plan=plan, by=request.actor)
    messages.success(request, "已按方案建立收费标准，请报备。")
    return redirect("billing:list_fee_standards", bureau_code=bureau_code)


@require_http_methods(["GET", "POST"])
def file_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    standards = FeeStandard.objects.visible_to(request.actor).select_related("school", "term")
    standard = get_object_or_404(standards, pk=pk)
    require(permissions.can_file_fee_standard(request.actor, standard))
    form = FileFeeStandardForm(request.POST or None, initial={"filing_document": standard.filing_document})
    if request.method == "POST" and form.is_valid():
        try:
            services.file_fee_standard(standard=standard, by=request.actor, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal)
        else:
            messages.success(request, "已登记报备，公示后即可收费。")
            return redirect("billing:list_fee_standards", bureau_code=bureau_code)
    return render(request, "billing/file_fee_standard.html", {"form": form, "standard": standard})


@require_POST
def publish_fee_standard(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    standard = get_object_or_404(FeeStandard.objects.visible_to(request.actor), pk=pk)
    services.publish_fee_standard(standard=standard, by=request.actor)
    messages.success(request, "收费标准已公示。")
    return redirect("billing:list_fee_standards", bureau_code=bureau_code)


# --- charges ----------------------------------------------------------------------------------------------------------------


@require_safe
def list_charges(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_view_charges(request.actor))
    term, school = chosen_term(request), own_school(request)
    form = ChargeFilterForm(request.GET)
    charges = Charge.objects.visible_to(request.actor).filter(term=term).select_related("student__school_class")
    if form.is_valid():
        charges = _filtered(charges, **form.cleaned_data)
    figures = reports.charge_figures(request.actor, term=term, schools=[school]).get(school.pk)
    context = {
        "term": term,
        "school": school,
        "form": form,
        "page": page_of(request, charges),
        "figures": figures,
        "uncharged": services.count_uncharged(school, term) if request.actor.has_role("cashier") else 0,
        "can_issue": permissions.can_issue_charges(request.actor, school),
    }
    return render(request, "billing/list_charges.html", context)


def _filtered(charges, *, status: str, q: str):
    if status:
        charges = charges.filter(status=status)
    if q:
        charges = charges.filter(Q(student__name__startswith=q) | Q(student__name_initials__startswith=q.lower()))
    return charges


@require_POST
def issue_charges(request: HttpRequest, bureau_code: str) -> HttpResponse:
    charges = services.issue_charges(school=own_school(request), term=chosen_term(request), by=request.actor)
    waived = sum(1 for charge in charges if not charge.due_amount)
    messages.success(request, f"已开出 {len(charges)} 笔应收，其中免收 {waived} 笔。")
    return redirect("billing:list_charges", bureau_code=bureau_code)


@require_http_methods(["GET", "POST"])
def show_charge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_view_charges(request.actor))
    charge = _charge(request, pk)
    form = RecordPaymentForm(
        initial={"received_on": timezone.localdate(), "amount": charge.due_amount - charge.paid_amount}
    )
    return _charge_page(request, charge, form)


@require_POST
def record_payment(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    charge = _charge(request, pk)
    require(permissions.can_record_payment(request.actor, charge))
    form = RecordPaymentForm(request.POST)
    if form.is_valid():
        try:
            services.record_payment(charge=charge, by=request.actor, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal)
        else:
            messages.success(request, "收款已登记，账目平衡。")
            return redirect("billing:show_charge", bureau_code=bureau_code, pk=pk)
    return _charge_page(request, charge, form, status=422)


@require_POST
def cancel_charge(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    charge = _charge(request, pk)
    services.cancel_charge(charge=charge, reason=request.POST.get("reason", ""), by=request.actor)
    messages.success(request, "已作废，账目已冲回。")
    return redirect("billing:show_charge", bureau_code=bureau_code, pk=pk)


def _charge(request: HttpRequest, pk: int) -> Charge:
    rows = Charge.objects.visible_to(request.actor).select_related(
        "student__school_class", "standard", "waiver", "term"
    )
    return get_object_or_404(rows, pk=pk)


def _charge_page(request: HttpRequest, charge: Charge, form: RecordPaymentForm, status: int = 200) -> HttpResponse:
    is_open = charge.status == Charge.Status.ISSUED
    context = {
        "charge": charge,
        "outstanding": charge.due_amount - charge.paid_amount,
        "payments": charge.payments.select_related("recorded_by"),
        "form": form,
        "can_pay": (is_open or form.is_bound) and permissions.can_record_payment(request.actor, charge),
        "can_cancel": is_open and not charge.paid_amount and permissions.can_cancel_charge(request.actor, charge),
        "cancel_form": CancelChargeForm(),
    }
    return render(request, "billing/show_charge.html", context, status=status)


# --- the ledger ---------------------------------------------------------------------------------------------------------------


@require_safe
def show_ledger(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """One school's books; without a school, the bureau's overview of all schools."""
    require(permissions.can_view_ledger(request.actor))
    term = chosen_term(request)
    if request.actor.is_bureau and not request.GET.get("school"):
        return _overview(request, term)
    school = own_school(request)
    entries = JournalEntry.objects.visible_to(request.actor).filter(school=school, term=term)
    context = {
        "term": term,
        "school": school,
        "trial": reports.trial_balance(request.actor.bureau_id, term=term, school=school),
        "figures": reports.charge_figures(request.actor, term=term, schools=[school]).get(school.pk),
        "page": page_of(request, entries.prefetch_related("postings").order_by("-booked_on", "-pk")),
    }
    return render(request, "billing/show_ledger.html", context)


def _overview(request: HttpRequest, term: Term) -> HttpResponse:
    page = page_of(request, School.objects.visible_to(request.actor).order_by("code"))
    figures = reports.charge_figures(request.actor, term=term, schools=list(page.object_list))
    context = {
        "term": term,
        "page": page,
        "rows": [(school, figures.get(school.pk)) for school in page.object_list],
        "trial": reports.trial_balance(request.actor.bureau_id, term=term),
    }
    return render(request, "billing/show_ledger_overview.html", context)
