"""Progress of schools in the two steps this app owns, and the inbox of its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count
from django.urls import reverse

from audit.actors import Actor
from bureaus.inbox import registry as inbox
from bureaus.terms.models import Term
from bureaus.tree import reports as directory
from enrollment.admissions.models import Application, Round
from enrollment.admissions.reports.applying import CLOSED
from schools.register.models import School
from schools.register.registry import Progress

Status = Application.Status


def enrollment_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """自愿申报. Done once families have applied."""
    counts = _counts(bureau_id, school_ids, term)
    progress_of = {}
    for row in _rounds(bureau_id, school_ids, term):
        applied = sum(count for status, count in counts[row.school_id].items() if status not in CLOSED)
        missing = () if applied else ("报名已开放，还没有家长报名。",)
        note = f"{applied} 人报名" if applied else ""
        progress_of[row.school_id] = Progress(done=bool(applied), missing=missing, note=note, href=_address(row))
    closed = Progress(done=False, missing=("方案备案后还没有开放报名。",))
    return {school_id: progress_of.get(school_id, closed) for school_id in school_ids}


def agreement_progress(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Progress]:
    """签订协议. Done once a family has agreed and none waits for a review or a signature."""
    counts = _counts(bureau_id, school_ids, term)
    return {school_id: _agreement_progress(counts[school_id]) for school_id in school_ids}


def _agreement_progress(counts: Mapping[str, int]) -> Progress:
    agreed, waiting, unsigned = (counts.get(s, 0) for s in (Status.AGREED, Status.SUBMITTED, Status.ACCEPTED))
    missing = []
    if waiting:
        missing.append(f"还有 {waiting} 份报名没有审核完。")
    if unsigned:
        missing.append(f"还有 {unsigned} 户没有签订服务协议。")
    if not agreed and not missing:
        missing.append("还没有家长签订服务协议。")
    return Progress(done=not missing, missing=tuple(missing), note=f"{agreed} 户已签订" if agreed else "")


def _rounds(bureau_id: int, school_ids: Collection[int], term: Term) -> Iterable[Round]:
    rounds = Round.objects.of(bureau_id).filter(term=term, school_id__in=school_ids)
    return rounds.exclude(status=Round.Status.DRAFT).order_by("opens_at")


def _counts(bureau_id: int, school_ids: Collection[int], term: Term) -> Mapping[int, Counter[str]]:
    """Applications by school and status."""
    rows = Application.objects.of(bureau_id).filter(round__term=term, round__school_id__in=school_ids)
    counts: dict[int, Counter[str]] = {school_id: Counter() for school_id in school_ids}
    for school_id, status, count in rows.order_by().values_list("round__school_id", "status").annotate(n=Count("pk")):
        counts[school_id][status] += count
    return counts


def _address(round_: Round) -> str:
    code = directory.get(round_.bureau_id).code
    return reverse("enrollment:show_round", kwargs={"bureau_code": code, "pk": round_.pk})


def step_counts(actor: Actor, term: Term | None) -> list[inbox.StepCount]:
    """The first page: how many of the schools this person sees have completed each of the two steps."""
    if term is None or not (actor.is_bureau or actor.is_school):
        return []
    school_ids = list(School.objects.visible_to(actor).open_on(term.starts_on).values_list("pk", flat=True))
    href = f"{reverse('enrollment:list_rounds', kwargs={'bureau_code': actor.bureau_code})}?term={term.pk}"
    sources = {"enrollment": enrollment_progress, "agreement": agreement_progress}
    return [
        inbox.StepCount(
            code,
            sum(progress.done for progress in source(term.bureau_id, school_ids, term).values()),
            len(school_ids),
            href,
        )
        for code, source in sources.items()
    ]


def figures(actor: Actor, term: Term | None) -> list[inbox.Figure]:
    """The first page: participation."""
    if term is None or not (actor.is_bureau or actor.is_school):
        return []
    agreed = Application.objects.of(term.bureau_id).filter(round__term=term, status=Status.AGREED)
    if actor.is_school and actor.school_id:
        agreed = agreed.filter(round__school_id=actor.school_id)
    href = f"{reverse('enrollment:list_rounds', kwargs={'bureau_code': actor.bureau_code})}?term={term.pk}"
    pupils = agreed.values("student_id").distinct().count()
    return [inbox.Figure("参加学生", pupils, "人", "已签订服务协议", href, "users-group")]
