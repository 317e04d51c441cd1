"""The plan as an official document."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from afterschool.papers.pdf import render_pdf
from audit.actors import Actor
from bureaus.documents import services as document_services
from bureaus.documents.models import IssuedDocument
from bureaus.documents.services import Numbering, Stamp
from bureaus.policies import policies
from bureaus.policies.kinds import PlanParts
from schools.plans.models import PlanVersion, ServicePlan
from schools.plans.reports import contents as plan_contents

KIND = "service_plan"


def issue_plan_document(plan: ServicePlan, *, by: Actor) -> IssuedDocument:
    """方案文书 of the approved version, numbered in the bureau's series 课后服务备案."""
    frozen = frozen_plan(plan)

    def body(stamp: Stamp) -> bytes:
        return render_pdf("schools/plans/plan_document.html", {"plan": frozen, "stamp": stamp})

    title = f"{plan.school}{plan.term}课后服务实施方案"
    return document_services.issue_document(
        KIND, title, plan, body, by=by, frozen=frozen, number=Numbering(KIND), school_id=plan.school_id
    )


def find_plan_document(plan: ServicePlan, *, actor: Actor) -> IssuedDocument | None:
    """The newest document of a plan that this person may see."""
    rows = IssuedDocument.objects.visible_to(actor).filter(kind=KIND, subject_kind=plan.kind_code, subject_id=plan.pk)
    return rows.first()


def frozen_plan(plan: ServicePlan) -> dict[str, Any]:
    """Everything the document says, as plain data, untouched by later changes of rows."""
    version = PlanVersion.objects.of(plan.bureau_id).filter(plan=plan).order_by("-number").first()
    content = version.content if version else plan_contents.content_of(plan)
    parts = policies.find(plan.bureau_id, PlanParts, on=plan_contents.judged_on(plan))
    return {
        "name": (parts and parts.plan_name) or "课后服务实施方案",
        "school": plan.school.name,
        "school_code": plan.school.code,
        "stage": plan.school.get_stage_display(),
        "area": plan.school.get_area_display(),
        "term": str(plan.term),
        "term_starts_on": plan.term.starts_on.isoformat(),
        "term_ends_on": plan.term.ends_on.isoformat(),
        "bureau": plan.bureau.name,
        "version": plan.version,
        "submitted_on": _day(plan.submitted_at),
        "approved_on": _day(plan.decided_at),
        "week": plan_contents.week_of(plan),
        "menu": plan_contents.menu_of(plan),
        **content,
    }


def _day(moment: Any) -> str:
    """2021年9月1日, as the document prints it."""
    if moment is None:
        return ""
    day = timezone.localdate(moment)
    return f"{day.year}年{day.month}月{day.day}日"
