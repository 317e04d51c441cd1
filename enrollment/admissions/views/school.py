"""Pages of the school office: rounds, applications and their review, rosters."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from afterschool.pages import lists
from afterschool.pages.forms import ReasonForm, refusals_on
from afterschool.values.errors import require
from audit.models import Entry
from audit.roles import HEADS
from bureaus.policies.kinds import ReviewSubject
from bureaus.reviews import permissions as review_permissions
from bureaus.reviews import reports as review_reports
from bureaus.terms.models import Term
from bureaus.terms.requests import named_term
from bureaus.tree.requests import HttpRequest
from enrollment.admissions import permissions
from enrollment.admissions.forms import ApplicationFilterForm, OpenRoundForm, ReviewExemptionForm, ReviewForm
from enrollment.admissions.models import Application, ExemptionClaim, Offering, Place, Round
from enrollment.admissions.reports import application as application_reports
from enrollment.admissions.reports import applying
from enrollment.admissions.reports import rounds as round_reports
from enrollment.admissions.services import reviewing
from enrollment.admissions.services import rounds as round_services
from schools.plans.models import ServicePlan

# --- rounds -----------------------------------------------------------------------------------------------


@require_GET
def list_rounds(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_rounds(request.actor))
    term = named_term(request)
    rounds = Round.objects.visible_to(request.actor).select_related("school", "term").order_by("-opens_at", "pk")
    rounds = rounds.filter(term=term) if term else rounds
    plans = ServicePlan.objects.visible_to(request.actor).filter(rounds__isnull=True).exclude(status="withdrawn")
    context = {
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
        "page": lists.page_of(request, round_reports.with_application_counts(rounds)),
        "plans": plans.select_related("school", "term") if request.actor.is_school else [],
        "may_open": request.actor.has_role(*HEADS),
    }
    return render(request, "enrollment/admissions/list_rounds.html", context)


@require_http_methods(["GET", "POST"])
def open_round(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    plan = ServicePlan.objects.visible_to(request.actor).select_related("school", "term").filter(pk=pk).first()
    if plan is None:
        raise Http404
    require(permissions.can_open_round(request.actor, plan.school))
    form = OpenRoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            round_ = round_services.open_round(plan=plan, by=request.actor, **form.cleaned_data)
            messages.success(request, "报名已开放，家长现在可以报名。")
            return redirect("enrollment:show_round", bureau_code=bureau_code, pk=round_.pk)
    return render(request, "enrollment/admissions/open_round.html", {"plan": plan, "form": form})


def round_or_404(request: HttpRequest, pk: int) -> Round:
    round_ = Round.objects.visible_to(request.actor).select_related("school", "term", "plan").filter(pk=pk).first()
    if round_ is None or request.actor.is_guardian:
        raise Http404
    return round_


@require_GET
def show_round(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    round_ = round_or_404(request, pk)
    require(permissions.can_list_rounds(request.actor))
    context = {
        "round": round_,
        "figures": round_reports.round_figures(round_),
        "offerings": round_reports.offerings_of(round_),
        "may_close": round_.status == Round.Status.OPEN and permissions.can_close_round(request.actor, round_),
        "may_list": permissions.can_list_applications(request.actor),
        "trail": Entry.objects.of(round_.bureau_id).about(round_),
    }
    return render(request, "enrollment/admissions/show_round.html", context)


@require_POST
def close_round(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    round_services.close_round(round=round_or_404(request, pk), by=request.actor)
    messages.success(request, "报名已截止。")
    return redirect("enrollment:show_round", bureau_code=bureau_code, pk=pk)


@require_GET
def show_roster(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    rows = Offering.objects.visible_to(request.actor).select_related(
        "activity__teacher", "round__school", "round__term"
    )
    offering = rows.filter(pk=pk).first()
    if offering is None or request.actor.is_guardian:
        raise Http404
    require(permissions.can_show_roster(request.actor, offering))
    context = {
        "offering": offering,
        "times": applying.times_of(offering.activity),
        "places": round_reports.roster_of(offering, timezone.localdate()),
        "is_masked": request.GET.get("names") == "masked",
    }
    return render(request, "enrollment/admissions/show_roster.html", context)


# --- applications -----------------------------------------------------------------------------------------


def _applications(request: HttpRequest) -> QuerySet[Application]:
    if request.actor.is_guardian:
        raise Http404
    return Application.objects.visible_to(request.actor).select_related(
        "round__school", "round__term", "student__school_class", "guardian"
    )


def application_or_404(request: HttpRequest, pk: int) -> Application:
    application = _applications(request).filter(pk=pk).first()
    if application is None:
        raise Http404
    return application


@require_GET
def list_applications(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_applications(request.actor))
    form = ApplicationFilterForm(request.actor, request.GET)
    term = named_term(request)
    rows = _applications(request).filter(**form.chosen).order_by("-pk")
    rows = rows.filter(round__term=term) if term else rows
    page = lists.page_of(request, rows.prefetch_related("places__offering__activity", "exemption_claim"))
    mine = review_reports.waiting_for(request.actor).filter(chain=ReviewSubject.ENROLLMENT_REVIEW)
    waiting = set(mine.values_list("subject_id", flat=True))
    context = {
        "form": form,
        "page": page,
        "waiting": waiting,
        "term": term,
        "terms": Term.objects.visible_to(request.actor),
    }
    return render(request, "enrollment/admissions/list_applications.html", context)


@require_POST
def approve_applications(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_applications(request.actor))
    chosen = [int(pk) for pk in request.POST.getlist("applications") if pk.isdecimal() and len(pk) < 19]
    count = reviewing.approve_applications(applications=_applications(request).filter(pk__in=chosen), by=request.actor)
    if count:
        messages.success(request, f"已通过 {count} 份申请。")
    else:
        messages.warning(request, "没有选中等您审核的申请。")
    return redirect("enrollment:list_applications", bureau_code=bureau_code)


@require_GET
def show_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    require(permissions.can_list_applications(request.actor) or request.actor.is_guardian)
    return _application_page(request, application_or_404(request, pk))


@require_POST
def review_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    application = application_or_404(request, pk)
    require(permissions.can_review_application(request.actor, application))
    form = ReviewForm(request.POST)
    if form.is_valid():
        with refusals_on(form):
            reviewing.review_application(application=application, by=request.actor, **form.cleaned_data)
            messages.success(request, "审核意见已记录。")
            return redirect("enrollment:show_application", bureau_code=bureau_code, pk=pk)
    return _application_page(request, application, review_form=form)


@require_POST
def review_exemption(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    claim = ExemptionClaim.objects.visible_to(request.actor).filter(pk=pk).first()
    if claim is None or claim.application_id is None:
        raise Http404
    application = application_or_404(request, claim.application_id)
    require(permissions.can_review_exemption(request.actor, claim))
    form = ReviewExemptionForm(request.POST, prefix="exemption")
    if form.is_valid():
        with refusals_on(form):
            reviewing.review_exemption(claim=claim, by=request.actor, **form.cleaned_data)
            messages.success(request, "减免意见已记录。")
            return redirect("enrollment:show_application", bureau_code=bureau_code, pk=application.pk)
    return _application_page(request, application, exemption_form=form)


@require_POST
def remove_club(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    place = Place.objects.visible_to(request.actor).select_related("application").filter(pk=pk).first()
    if place is None or request.actor.is_guardian:
        raise Http404
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    reviewing.remove_club(place=place, reason=reason, by=request.actor)
    messages.success(request, "已取消这个社团名额，理由会告诉家长。")
    return redirect("enrollment:show_application", bureau_code=bureau_code, pk=place.application_id)


def _at_step(form: ReviewForm, review: application_reports.Review | None) -> ReviewForm:
    """The form with the step that the page shows beside it, also where it is shown again because the review has moved on."""
    step = review.case.step if review is not None and review.case is not None else ""
    form.initial["step"] = step
    if form.is_bound:
        form.data = form.data.copy()
        form.data[form.add_prefix("step")] = step
    return form


def _application_page(
    request: HttpRequest,
    application: Application,
    review_form: ReviewForm | None = None,
    exemption_form: ReviewExemptionForm | None = None,
) -> HttpResponse:
    claim = application_reports.claim_of(application)
    review = application_reports.review_of(application, ReviewSubject.ENROLLMENT_REVIEW)
    exemption_review = application_reports.review_of(claim, ReviewSubject.EXEMPTION_REVIEW) if claim else None
    actor = request.actor
    context = {
        "application": application,
        "places": application_reports.places_of(application),
        "claim": claim,
        "review": review,
        "exemption_review": exemption_review,
        "may_review": review.is_open
        and review.case is not None
        and review_permissions.can_review_step(actor, review.case),
        "may_review_exemption": exemption_review is not None
        and exemption_review.is_open
        and exemption_review.case is not None
        and review_permissions.can_review_step(actor, exemption_review.case),
        "has_seen": claim is not None and reviewing.has_seen_evidence(claim, actor),
        "priority": dict(
            applying.priority_choices(request.bureau.pk, application.round.term.rules_on(timezone.localdate()))
        ).get(application.priority_group, ""),
        "agreement": application_reports.agreement_of(application),
        "review_form": _at_step(review_form or ReviewForm(), review),
        "exemption_form": _at_step(exemption_form or ReviewExemptionForm(prefix="exemption"), exemption_review),
        "reason_form": ReasonForm(),
        "trail": Entry.objects.of(application.bureau_id).about(application),
    }
    return render(request, "enrollment/admissions/show_application.html", context)
