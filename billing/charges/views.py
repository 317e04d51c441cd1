"""Lists of charges: for the cash desk, the school's leadership and the bureau."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from audit.roles import Role
from billing.charges import permissions, reports, services
from billing.charges.forms import ChargeFilterForm
from billing.charges.models import Charge
from bureaus.terms.models import Term
from bureaus.terms.requests import chosen_term
from bureaus.tree.requests import HttpRequest
from schools.register.requests import own_school


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
        "terms": Term.objects.visible_to(request.actor),
        "school": school,
        "form": form,
        "page": page_of(request, charges),
        "figures": figures,
        "uncharged": services.count_uncharged(school, term) if request.actor.has_role(Role.CASHIER) else 0,
        "can_issue": permissions.can_issue_charges(request.actor, school),
    }
    return render(request, "billing/charges/list_charges.html", context)


def _filtered(charges, *, status: str, to_check: str, q: str):
    if status:
        charges = charges.filter(status=status)
    if to_check:
        charges = charges.to_check()
    if q:
        charges = charges.filter(Q(student__name__startswith=q) | Q(student__name_initials__startswith=q.lower()))
    return charges


@require_POST
def issue_charges(request: HttpRequest, bureau_code: str) -> HttpResponse:
    term = chosen_term(request)
    charges = services.issue_charges(school=own_school(request), term=term, by=request.actor)
    waived = sum(1 for charge in charges if not charge.due_amount)
    messages.success(request, f"已开出 {len(charges)} 笔应收，其中免收 {waived} 笔。")
    address = reverse("billing:list_charges", kwargs={"bureau_code": bureau_code})
    return redirect(f"{address}?term={term.pk}")


def charge_or_404(request: HttpRequest, pk: int) -> Charge:
    rows = Charge.objects.visible_to(request.actor).select_related(
        "student__school_class", "standard", "waiver", "term"
    )
    return get_object_or_404(rows, pk=pk)
