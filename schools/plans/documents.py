"""The plan as an official document."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from afterschool.papers.pdf import render_pdf
from audit.actors import Actor
from bureaus.documents import registry as document_registry
from bureaus.documents import services as document_services
from bureaus.documents.models import DocumentOrder
from bureaus.policies import policies
from bureaus.policies.kinds import PlanParts
from schools.plans.models import PlanVersion, ServicePlan
from schools.plans.reports import contents as plan_contents

KIND = "service_plan"


def order_plan_document(plan: ServicePlan, *, by: Actor) -> DocumentOrder:
    """方案文书: the approved version, numbered in the bureau's series 课后服务备案. Ordered before, it is that document."""
    earlier = DocumentOrder.objects.of(plan.bureau_id).about(KIND, plan).first()
    if earlier is not None:
        return earlier
    paper = document_services.Paper(
        kind=KIND,
        subject=plan,
        title=f"{plan.school}{plan.term}课后服务实施方案",
        content=freeze_plan(plan),
        renderer=KIND,
        number=document_services.Numbering(KIND),
        school_id=plan.school_id,
    )
    return document_services.order_document(paper, by=by)


@document_registry.renders(KIND)
def render_plan(content: dict[str, Any], stamp: document_registry.Stamp) -> bytes:
    return render_pdf("schools/plans/plan_document.html", {"plan": content, "stamp": stamp})


def freeze_plan(plan: ServicePlan) -> dict[str, Any]:
    """Everything the document says, as plain data: later changes of rows do not reach it."""
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
