"""The bureau's pages about the agreement text, and the family's page to accept it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.pages.forms import refusals_on
from afterschool.values.errors import require
from bureaus.tree.requests import HttpRequest
from enrollment.admissions.models import Application
from enrollment.admissions.reports import application as application_reports
from enrollment.admissions.views.family import application_or_404
from enrollment.agreements import permissions, rules, services
from enrollment.agreements.forms import PublishAgreementTemplateForm
from enrollment.agreements.models import AgreementTemplate


@require_GET
def list_agreement_templates(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_agreement_templates(request.actor))
    context = {
        "templates": AgreementTemplate.objects.visible_to(request.actor),
        "in_force": services.template_in_force(request.bureau.pk, timezone.localdate()),
        "may_publish": permissions.can_publish_agreement_template(request.actor),
    }
    return render(request, "enrollment/agreements/list_agreement_templates.html", context)


@require_http_methods(["GET", "POST"])
def publish_agreement_template(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_publish_agreement_template(request.actor))
    form = PublishAgreementTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            services.publish_agreement_template(bureau_id=request.bureau.pk, by=request.actor, **form.cleaned_data)
            messages.success(request, "协议文本已发布。")
            return redirect("enrollment:list_agreement_templates", bureau_code=bureau_code)
    context = {"form": form, "placeholders": rules.PLACEHOLDERS.items()}
    return render(request, "enrollment/agreements/publish_agreement_template.html", context)


@require_http_methods(["GET", "POST"])
def accept_agreement(request: HttpRequest, bureau_code: str, pk: int) -> HttpResponse:
    application = application_or_404(request, pk)
    if request.method == "POST":
        services.accept_agreement(application=application, sha256=request.POST.get("sha256", ""), by=request.actor)
        messages.success(request, "协议已签订，孩子可以参加课后服务了。")
        return redirect("enrollment:show_family_application", bureau_code=bureau_code, pk=pk)
    agreement = application_reports.agreement_of(application)
    draft = None
    if agreement is None:
        draft = services.draft_agreement(application, guardian_name=request.actor.name, on=timezone.localdate())
    context = {
        "application": application,
        "agreement": agreement,
        "draft": draft,
        "can_accept": application.status == Application.Status.ACCEPTED,
    }
    return render(request, "enrollment/agreements/accept_agreement.html", context)
