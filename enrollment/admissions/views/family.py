"""Pages of families, made for a phone first."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages.forms import refusals_on
from bureaus.policies.kinds import ReviewSubject
from bureaus.tree.requests import HttpRequest
from enrollment.admissions.forms import AnswerReviewForm, ApplyForm
from enrollment.admissions.models import Application
from enrollment.admissions.reports import application as application_reports
from enrollment.admissions.reports import applying, family
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import reviewing
from schools.families.views import require_guardian


def _applications(request: HttpRequest) -> QuerySet[Application]:
    require_guardian(request)
    return Application.objects.visible_to(request.actor).select_related(
        "round__school", "round__term", "round__plan", "student__school_class"
    )


def application_or_404(request: HttpRequest, pk: int) -> Application:
    application = _applications(request).filter(pk=pk).first()
    if application is None:
        raise Http404
    return application


@require_GET
def show_family(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require_guardian(request)
    children = family.family_home(request.actor, today=timezone.localdate())
    return render(request, "enrollment/admissions/show_family.html", {"children": children})


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, bureau_code: str, pk: int, student_pk: int) -> HttpResponse:
    require_guardian(request)
    invitation = applying.find_invitation(request.actor, round_id=pk, student_id=student_pk)
    if invitation is None:
        raise Http404
    if request.method == "GET" and not invitation.guardianship.consented_at:
        return redirect("schools:give_consent", bureau_code=bureau_code, pk=student_pk)
    is_sent = request.method == "POST"
    form = ApplyForm(invitation, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        with refusals_on(form):
            application = application_services.apply_for_round(
                invitation=invitation,
                offerings=form.cleaned_data["offerings"],
                claim=form.claim,
                priority_group=form.cleaned_data["priority_group"],
                note=form.cleaned_data["note"],
                by=request.actor,
            )
            messages.success(request, "报名已提交，学校审核后会在这里看到结果。")
            return redirect("enrollment:show_family_application", bureau_code=bureau_code, pk=application.pk)
    return _apply_page(request, invitation, form)


def _apply_page(request: HttpRequest, invitation: applying.Invitation, form: ApplyForm) -> HttpResponse:
    on = invitation.rules_on
    context = {
        "invitation": invitation,
        "answer": applying.answer_round(invitation),
        "lines": invitation.lines(),
        "voluntary": invitation.grounds.voluntary,
        "exemptions": applying.exemption_choices(request.bureau.pk, on),
        "has_priorities": bool(applying.priority_choices(request.bureau.pk, on)),
        "form": form,
    }
    return render(request, "enrollment/admissions/apply.html", context)


@require_http_methods(["GET", "POST"])
def show_family_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """The state of an application; here a family answers a request for correction."""
    application = application_or_404(request, pk)
    form = AnswerReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reviewing.answer_review(application=application, answer=form.cleaned_data["answer"], by=request.actor)
        messages.success(request, "补正说明已送达学校。")
        return redirect(request.path)
    claim = application_reports.claim_of(application)
    context = {
        "application": application,
        "places": application_reports.places_of(application),
        "review": application_reports.review_of(application, ReviewSubject.ENROLLMENT_REVIEW),
        "claim": claim,
        "agreement": application_reports.agreement_of(application),
        "form": form,
    }
    return render(request, "enrollment/admissions/show_family_application.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    application = application_or_404(request, pk)
    if request.method == "POST":
        application_services.withdraw_application(application=application, by=request.actor)
        messages.success(request, "已退出。名额已释放，随时可以在开放期内重新报名。")
        return redirect("enrollment:show_family", bureau_code=bureau_code)
    return render(request, "enrollment/admissions/withdraw_application.html", {"application": application})
