"""Pages of the bureau: the text of the agreement."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from afterschool.errors import RuleViolation, require
from bureaus.requests import HttpRequest
from enrollment import permissions, rules, services
from enrollment.forms import PublishAgreementTemplateForm
from enrollment.models import AgreementTemplate


@require_GET
def list_agreement_templates(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_list_agreement_templates(request.actor))
    context = {
        "templates": AgreementTemplate.objects.visible_to(request.actor),
        "in_force": services.template_in_force(request.bureau.pk, timezone.localdate()),
        "may_publish": permissions.can_publish_agreement_template(request.actor),
    }
    return render(request, "enrollment/list_agreement_templates.html", context)


@require_http_methods(["GET", "POST"])
def publish_agreement_template(request: HttpRequest, bureau_code: str) -> HttpResponse:
    require(permissions.can_publish_agreement_template(request.actor))
    form = PublishAgreementTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_agreement_template(bureau_id=request.bureau.pk, by=request.actor, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(refusal.field, refusal)
        else:
            messages.success(request, "协议文本已发布。")
            return redirect("enrollment:list_agreement_templates", bureau_code=bureau_code)
    context = {"form": form, "placeholders": rules.PLACEHOLDERS.items()}
    return render(request, "enrollment/publish_agreement_template.html", context)
