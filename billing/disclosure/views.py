"""Open books: the ledger, published standards, and a family's own charges."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from afterschool.pages.access import public
from afterschool.pages.lists import page_of
from afterschool.values.errors import require
from billing.charges import reports as charge_reports
from billing.charges.models import Charge
from billing.ledger import permissions as ledger_permissions
from billing.ledger import reports as ledger_reports
from billing.ledger.models import JournalEntry
from billing.standards import reports as standard_reports
from billing.standards.models import FeeStandard
from billing.standards.reports import FreeService
from bureaus.terms.models import Term
from bureaus.terms.requests import chosen_term
from bureaus.tree.requests import HttpRequest
from schools.register.models import School
from schools.register.requests import school_asked_for


@require_safe
def show_ledger(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """One school's books; without a school, the bureau's overview of all schools."""
    require(ledger_permissions.can_view_ledger(request.actor))
    term = chosen_term(request)
    if request.actor.is_bureau and not request.GET.get("school"):
        return _overview(request, term)
    school = school_asked_for(request)
    entries = JournalEntry.objects.visible_to(request.actor).filter(school=school, term=term)
    context = {
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "school": school,
        "trial": ledger_reports.trial_balance(request.actor.bureau_id, term=term, school=school),
        "free": _free(request, term),
        "figures": charge_reports.charge_figures(request.actor, term=term, schools=[school]).get(school.pk),
        "page": page_of(request, entries.prefetch_related("postings").order_by("-booked_on", "-pk")),
    }
    return render(request, "billing/disclosure/show_ledger.html", context)


def _overview(request: HttpRequest, term: Term) -> HttpResponse:
    page = page_of(request, School.objects.visible_to(request.actor).order_by("code"))
    figures = charge_reports.charge_figures(request.actor, term=term, schools=list(page.object_list))
    context = {
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "page": page,
        "rows": [(school, figures.get(school.pk)) for school in page.object_list],
        "trial": ledger_reports.trial_balance(request.actor.bureau_id, term=term),
        "free": _free(request, term),
    }
    return render(request, "billing/disclosure/show_ledger_overview.html", context)


def _free(request: HttpRequest, term: Term) -> FreeService | None:
    """Judged on a day of the term, as its plans are."""
    return standard_reports.free_service(request.bureau.pk, term.rules_on(timezone.localdate()))


def _free_today(request: HttpRequest) -> FreeService | None:
    return standard_reports.free_service(request.bureau.pk, timezone.localdate())


@public
@require_safe
def list_disclosures(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """收费公示: every published standard with its filing; totals, never a child."""
    standards = FeeStandard.objects.visible_to(request.actor).filter(status=FeeStandard.Status.PUBLISHED)
    page = page_of(request, standards.select_related("school", "term").order_by("-term__starts_on", "school__code"))
    return render(request, "billing/disclosure/list_disclosures.html", {"page": page, "free": _free_today(request)})


@require_safe
def list_family_charges(request: HttpRequest, bureau_code: str) -> HttpResponse:
    """The guardian's children: what is owed, what was waived and why, what was paid."""
    require(request.actor.is_guardian)
    charges = Charge.objects.visible_to(request.actor).exclude(status=Charge.Status.CANCELLED)
    charges = charges.select_related("student", "term", "school", "standard").prefetch_related("payments")
    context = {"charges": charges.order_by("-issued_at"), "free": _free_today(request)}
    return render(request, "billing/disclosure/list_family_charges.html", context)
