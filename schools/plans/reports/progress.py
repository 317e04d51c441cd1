"""Progress of schools in the steps this app owns: survey, plan, approval."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from audit.actors import Actor
from audit.events import Consequence
from audit.roles import HEADS
from bureaus.inbox import registry as inbox
from bureaus.terms.models import Term
from bureaus.tree import reports as directory
from schools.plans import rules
from schools.plans.models import ServicePlan
from schools.plans.reports import facts as plan_facts
from schools.pupils.models import Student
from schools.register.models import School
from schools.register.registry import Progress
from schools.surveys.models import DemandAnswer

Status = ServicePlan.Status


def survey_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """摸底. Done once there are answers, or the plan sums up the survey."""
    enrolled = _counted(Student.objects.of(bureau_id).enrolled(), "school_id", school_ids)
    answers = DemandAnswer.objects.of(bureau_id).filter(term=term, student__school_id__in=school_ids)
    by_school = {
        row["student__school_id"]: row
        for row in answers.values("student__school_id").annotate(
            answered=Count("pk"), needing=Count("pk", filter=Q(needs_service=True))
        )
    }
    described = {plan.school_id for plan in standing_plans(bureau_id, school_ids, term) if plan.survey_summary.strip()}
    progress_of = {}
    for school_id in school_ids:
        figures = by_school.get(school_id)
        if figures:
            note = (
                f"{enrolled.get(school_id, 0)} 名学生中 {figures['answered']} 名已登记，{figures['needing']} 名有需求"
            )
            progress_of[school_id] = Progress(done=True, note=note)
        elif school_id in described:
            progress_of[school_id] = Progress(done=True, note="摸底情况写在方案里")
        else:
            progress_of[school_id] = Progress(
                done=False, missing=("还没有登记需求摸底：请发放告家长书，登记每名学生的需求。",)
            )
    return progress_of


def plan_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """方案. Done once submitted. For a single school it also lists what the draft lacks."""
    plans = {plan.school_id: plan for plan in standing_plans(bureau_id, school_ids, term)}
    return {school_id: _plan_progress(plans.get(school_id), in_full=len(school_ids) == 1) for school_id in school_ids}


def _plan_progress(plan: ServicePlan | None, *, in_full: bool) -> Progress:
    if plan is None:
        return Progress(done=False, missing=("本学期还没有拟定方案。",))
    href = address_of(plan)
    if plan.status in {Status.SUBMITTED, Status.APPROVED}:
        return Progress(done=True, note=f"第 {plan.version} 版", href=href)
    lacking = tuple(finding.message for finding in rules.blocking(plan_facts.findings_of(plan))) if in_full else ()
    first = f"方案已退回：{plan.returned_reason}" if plan.status == Status.RETURNED else "方案还是草稿，没有提交。"
    return Progress(done=False, missing=(first, *lacking), href=href)


def approval_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """审批. Done once the bureau has approved the plan."""
    progress_of = {}
    for plan in standing_plans(bureau_id, school_ids, term):
        waiting = ("方案已提交，等待教育局审批。",) if plan.status == Status.SUBMITTED else ()
        done = plan.status == Status.APPROVED
        progress_of[plan.school_id] = Progress(done=done, missing=waiting, href=address_of(plan))
    return progress_of


def standing_plans(bureau_id: int, school_ids: Collection[int], term: Term) -> list[ServicePlan]:
    """The plan of each school for a term, without those that were withdrawn."""
    rows = ServicePlan.objects.of(bureau_id).filter(term=term, school_id__in=school_ids)
    return list(rows.exclude(status=Status.WITHDRAWN).select_related("school", "term"))


def address_of(plan: ServicePlan) -> str:
    code = directory.get(plan.bureau_id).code
    return reverse("schools:show_plan", kwargs={"bureau_code": code, "pk": plan.pk})


def _counted(rows: QuerySet[Any], field: str, school_ids: Collection[int]) -> dict[int, int]:
    counted = rows.filter(**{f"{field}__in": school_ids}).values(field).annotate(n=Count("pk"))
    return {row[field]: row["n"] for row in counted}


def step_counts(actor: Actor, term: Term | None) -> list[inbox.StepCount]:
    """The first page: how many of the schools this person sees have completed each of the three steps."""
    if term is None or not (actor.is_bureau or actor.is_school):
        return []
    school_ids = list(School.objects.visible_to(actor).open_on(term.starts_on).values_list("pk", flat=True))
    sources = {"survey": survey_progress, "plan": plan_progress, "approval": approval_progress}
    counts = []
    for code, source in sources.items():
        done = sum(progress.done for progress in source(term.bureau_id, school_ids, term).values())
        href = reverse("schools:list_plans", kwargs={"bureau_code": actor.bureau_code})
        counts.append(inbox.StepCount(code, done, len(school_ids), f"{href}?term={term.pk}"))
    return counts


def figures(actor: Actor, term: Term | None) -> list[inbox.Figure]:
    """The bureau's first page: plans awaiting approval and plans approved, each linked to its rows."""
    if term is None or not actor.is_bureau:
        return []
    rows = ServicePlan.objects.visible_to(actor).filter(term=term)
    counts = {row["status"]: row["n"] for row in rows.order_by().values("status").annotate(n=Count("pk"))}
    schools = School.objects.visible_to(actor).open_on(term.starts_on).count()
    address = reverse("schools:list_plans", kwargs={"bureau_code": actor.bureau_code})
    waiting, approved = counts.get(Status.SUBMITTED, 0), counts.get(Status.APPROVED, 0)
    return [
        inbox.Figure(
            "待审批方案",
            waiting,
            "份",
            href=f"{address}?status={Status.SUBMITTED}&term={term.pk}",
            icon="clipboard-list",
        ),
        inbox.Figure(
            "已备案方案",
            approved,
            "份",
            note=f"本学期应报 {schools} 所",
            href=f"{address}?status={Status.APPROVED}&term={term.pk}",
            icon="clipboard-check",
        ),
    ]


def returned_plans(actor: Actor, today: date) -> list[inbox.InboxItem]:
    """The inbox of those who file a school's plan: plans that the bureau returned, while their term lasts."""
    if not (actor.is_school and actor.has_role(*HEADS)):
        return []
    rows = ServicePlan.objects.visible_to(actor).filter(status=Status.RETURNED)
    rows = rows.exclude(term__status=Term.Status.CLOSED).select_related("term", "school")
    return [
        inbox.InboxItem(
            kind="方案退回",
            title=str(plan),
            href=address_of(plan),
            since=plan.decided_at and timezone.localdate(plan.decided_at),
            note=plan.returned_reason,
        )
        for plan in rows
    ]


def returned_with_term(term: Term) -> list[Consequence]:
    """Plans that would go back undecided if the term were closed."""
    waiting = ServicePlan.objects.of(term.bureau_id).filter(term=term, status=Status.SUBMITTED)
    return [Consequence(waiting.count(), "份待审批的方案退回学校")]
