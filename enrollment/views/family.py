"""Pages of families: a phone first."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.errors import Forbidden, RuleViolation
from bureaus.models import Term
from bureaus.policy_kinds import ReviewSubject
from bureaus.requests import HttpRequest
from enrollment import children_data, reports, services
from enrollment.forms import AnswerReviewForm, ApplyForm, DemandForm
from enrollment.models import Application
from schools.models import DemandAnswer, Guardianship


def _family_only(request: HttpRequest) -> None:
    """These pages speak to a guardian; a member of staff has no child here."""
    if not request.actor.is_guardian:
        raise Forbidden("这是家长的页面，请用登记的手机号登录。")


def _guardianship(request: HttpRequest, student_id: int) -> Guardianship:
    _family_only(request)
    found = Guardianship.objects.visible_to(request.actor).filter(student_id=student_id)
    guardianship = found.select_related("student__school", "student__school_class").first()
    if guardianship is None:
        raise Http404
    return guardianship


def _applications(request: HttpRequest) -> QuerySet[Application]:
    _family_only(request)
    return Application.objects.visible_to(request.actor).select_related(
        "round__school", "round__term", "round__plan", "student__school_class"
    )


def _application(request: HttpRequest, pk: int) -> Application:
    found = _applications(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_GET
def show_family(request: HttpRequest, bureau_code: str) -> HttpResponse:
    _family_only(request)
    children = reports.family_home(request.actor, today=timezone.localdate())
    return render(request, "enrollment/show_family.html", {"children": children})


@require_http_methods(["GET", "POST"])
def give_consent(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    guardianship = _guardianship(request, pk)
    if request.method == "POST":
        if request.POST.get("answer") == "refuse":
            services.refuse_consent(guardianship=guardianship, by=request.actor)
            messages.info(request, "已记下您不同意。孩子照常上学；需要课后服务的，可以到学校用纸质方式报名。")
        else:
            services.give_consent(guardianship=guardianship, by=request.actor)
            messages.success(request, "已记下您同意，可以报名了。")
        return redirect("enrollment:show_family", bureau_code=bureau_code)
    context = {"guardianship": guardianship, "points": children_data.POINTS, "version": children_data.VERSION}
    return render(request, "enrollment/give_consent.html", context)


@require_http_methods(["GET", "POST"])
def answer_demand(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    student = _guardianship(request, pk).student
    term = Term.objects.visible_to(request.actor).on(timezone.localdate()).filter(status=Term.Status.OPEN).first()
    if term is None:
        raise RuleViolation("现在没有进行中的学期，不用填写需求摸底。")
    given = DemandAnswer.objects.visible_to(request.actor).filter(term=term, student=student).first()
    form = DemandForm(request.POST or None, initial=_given(given))
    if request.method == "POST" and form.is_valid():
        services.answer_demand(student=student, term=term, by=request.actor, **form.cleaned_data)
        messages.success(request, "已记下，谢谢。以后情况有变可以随时修改。")
        return redirect("enrollment:show_family", bureau_code=bureau_code)
    return render(request, "enrollment/answer_demand.html", {"student": student, "term": term, "form": form})


def _given(answer: DemandAnswer | None) -> dict[str, object]:
    if answer is None:
        return {}
    needs = "yes" if answer.needs_service else "no"
    return {"needs_service": needs, "days_per_week": answer.days_per_week or 5, "wishes": answer.wishes}


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, bureau_code: str, pk: int, student_pk: int) -> HttpResponse:
    _family_only(request)
    invitation = reports.find_invitation(request.actor, round_id=pk, student_id=student_pk)
    if invitation is None:
        raise Http404
    if request.method == "GET" and not invitation.guardianship.consented_at:
        return redirect("enrollment:give_consent", bureau_code=bureau_code, pk=student_pk)
    is_sent = request.method == "POST"
    form = ApplyForm(invitation, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            application = services.apply_for_round(
                invitation=invitation,
                offerings=form.cleaned_data["offerings"],
                claim=form.claim,
                priority_group=form.cleaned_data["priority_group"],
                note=form.cleaned_data["note"],
                by=request.actor,
            )
        except RuleViolation as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "报名已提交，学校审核后会在这里看到结果。")
            return redirect("enrollment:show_family_application", bureau_code=bureau_code, pk=application.pk)
    return _apply_page(request, invitation, form)


def _apply_page(request: HttpRequest, invitation: reports.Invitation, form: ApplyForm) -> HttpResponse:
    on = invitation.rules_on
    context = {
        "invitation": invitation,
        "answer": reports.answer_round(invitation),
        "lines": invitation.lines(),
        "voluntary": invitation.grounds.voluntary,
        "exemptions": reports.exemption_choices(request.bureau.pk, on),
        "has_priorities": bool(reports.priority_choices(request.bureau.pk, on)),
        "form": form,
    }
    return render(request, "enrollment/apply.html", context)


@require_http_methods(["GET", "POST"])
def show_family_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    """Where an application stands; the answer to a request for correction is given here."""
    application = _application(request, pk)
    form = AnswerReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer_review(application=application, answer=form.cleaned_data["answer"], by=request.actor)
        messages.success(request, "补正说明已送达学校。")
        return redirect(request.path)
    claim = reports.claim_of(application)
    context = {
        "application": application,
        "places": reports.places_of(application),
        "review": reports.review_of(application, ReviewSubject.ENROLLMENT_REVIEW),
        "claim": claim,
        "agreement": reports.agreement_of(application),
        "form": form,
    }
    return render(request, "enrollment/show_family_application.html", context)


@require_http_methods(["GET", "POST"])
def withdraw_application(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    application = _application(request, pk)
    if request.method == "POST":
        services.withdraw_application(application=application, by=request.actor)
        messages.success(request, "已退出。名额已释放，随时可以在开放期内重新报名。")
        return redirect("enrollment:show_family", bureau_code=bureau_code)
    return render(request, "enrollment/withdraw_application.html", {"application": application})


@require_http_methods(["GET", "POST"])
def accept_agreement(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    application = _application(request, pk)
    if request.method == "POST":
        services.accept_agreement(application=application, sha256=request.POST.get("sha256", ""), by=request.actor)
        messages.success(request, "协议已签订，孩子可以参加课后服务了。")
        return redirect("enrollment:show_family_application", bureau_code=bureau_code, pk=pk)
    agreement = reports.agreement_of(application)
    draft = None
    if agreement is None:
        draft = services.draft_agreement(application, guardian_name=request.actor.name, on=timezone.localdate())
    context = {
        "application": application,
        "agreement": agreement,
        "draft": draft,
        "can_accept": application.status == Application.Status.ACCEPTED,
    }
    return render(request, "enrollment/accept_agreement.html", context)


@require_GET
def list_family_sessions(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    student = _guardianship(request, pk).student
    context = {
        "student": student,
        "coming": reports.coming_sessions(student, today=timezone.localdate()),
        "attendances": reports.attendance_of(student),
    }
    return render(request, "enrollment/list_family_sessions.html", context)
