"""Schools write their plan and hand it in; the bureau returns it, approves it step by step, and now and then takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from bureaus.policies.values import Severity
from bureaus.reviews import reports as review_reports
from bureaus.terms.models import Term
from providers.register.models import Provider
from rehearsal import files
from rehearsal.acts import Act, Post
from rehearsal.bureaus.reviews.desks import decider
from rehearsal.county import County, Half
from rehearsal.schools.plans.drafts import WORKDAYS, Draft, draft_of
from schools.plans import rules
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.reports import facts as plan_facts
from schools.plans.services import parts as part_services
from schools.plans.services import plans as plan_services
from schools.register.models import School
from schools.staff.models import Staff

Status = ServicePlan.Status
BEFORE_TERM = 9  # days before the term on which the first plans are begun
NEVER_FILING, LATE = 0.2, 0.85
PAPERS = {"parent_letter": "致家长的一封信", "insurance": "校方责任险保单"}  # what every plan comes with
RETURN_REASONS = (
    "安全防范措施写得笼统，请写明接送交接的地点和责任人。",
    "人员安排没有写每天的带班领导，请补充。",
    "应急预案没有写明各岗位责任人，请补充。",
)
MENDED = {0: "safety_measures", 1: "organization", 2: "emergency_plan"}
WITHDRAW_REASONS = ("学校场地改造（示例），原方案不能继续实施。", "经查实际开展与备案不符（示例），责令重新报送。")


def acts(county: County) -> Iterator[Act]:
    term = Term.objects.of(county.pk).nearest_open(county.today)
    if term is None:
        return
    for school in county.schools():
        admin = county.staff(Role.SCHOOL_ADMIN, school)
        plan = standing(county, school, term)
        if admin is None or not files_plan(county, school):
            continue
        if plan is None:
            yield from _begin(county, school, term, admin)
        elif plan.is_editable:
            yield from _write(county, plan, admin)
        elif plan.status == Status.SUBMITTED:
            yield from _decide(county, plan)
        elif plan.status == Status.APPROVED:
            yield from _withdraw(county, plan)


def files_plan(county: County, school: School) -> bool:
    """One school in five never files a plan, whatever it is told; not the first one."""
    if school.code in county.kept:
        return False
    return county.trait(school.code, "files") >= NEVER_FILING or school.pk == county.schools()[0].pk


def standing(county: County, school: School, term: Term) -> ServicePlan | None:
    rows = ServicePlan.objects.of(county.pk).filter(school=school, term=term).exclude(status=Status.WITHDRAWN)
    return rows.select_related("school", "term", "bureau").order_by("pk").first()


# --- the school ---------------------------------------------------------------------------------------------------------


def _begin(county: County, school: School, term: Term, admin: Actor) -> Iterator[Act]:
    waits = 8 if county.trait(f"{school.code}/{term}", "late") > LATE else int(county.trait(school.code, "begins") * 3)
    has_staff = Staff.objects.of(county.pk).filter(school=school, volunteered=True).count() > 2
    if not has_staff or county.today < term.starts_on - timedelta(days=BEFORE_TERM - waits) or not county.chance(0.7):
        return
    earlier = ServicePlan.objects.of(county.pk).filter(school=school).order_by("-pk").first()
    create = partial(plan_services.create_plan, school=school, term=term, by=admin, copied_from=earlier)
    data = {"term": term.pk} | ({"copied_from": earlier.pk} if earlier else {})
    post = Post(route="schools:create_plan", data=data)
    yield Act(at=county.moment(8, 10), name="plan.create", by=admin, do=create, post=post, twice=county.chance(0.1))
    yield Act(at=county.moment(14, 15), name="plan.create", by=admin, do=create, post=post)


def _write(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    """First everything is written, then it is handed in too early, then what is wrong is put right, then it is handed in."""
    slots = TimeSlot.objects.of(county.pk).filter(plan=plan).order_by("pk")
    if not slots.exists():
        yield from _fill(county, plan, admin)
        return
    mendings = list(_mend(county, plan, admin))
    yield from mendings
    blocked = bool(rules.blocking(plan_facts.findings_of(plan)))
    if blocked and county.chance(0.5):
        early = time(7, 30) if county.half is Half.MORNING else time(13, 30)
        yield _submit(plan, admin, at=early, name="plan.submit_unready", wrong=True)
    if not mendings and not blocked and county.chance(0.8):
        at = county.moment(10, 12) if county.half is Half.MORNING else county.moment(15, 18)
        yield _submit(plan, admin, at=at, twice=county.chance(0.15))


def _submit(plan: ServicePlan, admin: Actor, *, at: time, name: str = "plan.submit", **how) -> Act:
    submit = partial(plan_services.submit_plan, plan=plan, by=admin)
    post = None if how.get("wrong") else Post(route="schools:submit_plan", kwargs={"pk": plan.pk})
    return Act(at=at, name=name, by=admin, do=submit, post=post, **how)


def _fill(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    """The draft, part by part. Some schools first write an end that the county does not allow, or a club outside the hours."""
    draft = draft_of(county, plan.school, plan.term.starts_on)
    if not draft.activities:
        return
    clock = iter(_minutes(time(8, 0) if county.half is Half.MORNING else time(14, 0)))
    if rules.blocking(plan_facts.findings_of(plan)):  # where the county's document binds nobody, an empty plan passes
        yield _submit(plan, admin, at=next(clock), name="plan.submit_empty", wrong=True)
    yield _edit_texts(plan, admin, draft.texts, at=next(clock))
    yield from _add_slots(county, plan, admin, draft, clock)
    careless = county.trait(plan.school.code, "careless") > 0.5
    for n, values in enumerate(draft.activities):
        slips = careless and n == len(draft.activities) - 1
        yield _add_activity(plan, admin, _too_late(values) if slips else values, at=next(clock))
    for purpose, name in PAPERS.items():
        yield _attach(plan, admin, purpose, name, at=next(clock))


def _minutes(begins: time) -> Iterator[time]:
    at = datetime.combine(date(2000, 1, 1), begins)
    while True:
        yield at.time()
        at += timedelta(minutes=2)


def _too_late(values: dict[str, object]) -> dict[str, object]:
    """The same activity, ending a quarter of an hour after the service."""
    ends_at = values["ends_at"]
    assert isinstance(ends_at, time)
    return values | {"ends_at": (datetime.combine(date(2000, 1, 1), ends_at) + timedelta(minutes=15)).time()}


def _edit_texts(
    plan: ServicePlan, admin: Actor, values: dict[str, object], *, at: time, name: str = "plan.edit"
) -> Act:
    edit = partial(plan_services.edit_plan, plan=plan, by=admin, **values)
    fields = part_of_plan(plan) | values
    post = Post(route="schools:edit_plan", kwargs={"pk": plan.pk}, data=_sent(fields))
    return Act(at=at, name=name, by=admin, do=edit, post=post)


def part_of_plan(plan: ServicePlan) -> dict[str, object]:
    """What the editor's form holds now."""
    names = (*plan_services.COPIED, "survey_summary")
    return {name: getattr(plan, name) for name in names}


def _add_slots(county: County, plan: ServicePlan, admin: Actor, draft: Draft, clock: Iterator[time]) -> Iterator[Act]:
    late = draft.slot | {"ends_at": time(20, 30)}
    if county.trait(plan.school.code, "too late") > 0.6 and _blocks(plan, late):
        yield _slots(plan, admin, late, at=next(clock), name="plan.add_late_slots", wrong=True)
    yield _slots(plan, admin, draft.slot, at=next(clock))
    if county.chance(0.3):
        yield _slots(plan, admin, draft.slot, at=next(clock), name="plan.add_slots_again", wrong=True)


def _blocks(plan: ServicePlan, values: dict[str, object]) -> bool:
    policies = plan_facts.policies_for(plan.bureau_id, plan.term.starts_on)
    facts = plan_facts.slot_facts(TimeSlot(plan=plan, bureau_id=plan.bureau_id, weekday=1, **values))
    findings = rules.check_slot(facts, stage=plan.school.stage, window=policies.window, scope=policies.scope)
    return bool(rules.blocking(findings))


def _slots(
    plan: ServicePlan, admin: Actor, values: dict[str, object], *, at: time, name: str = "plan.add_slots", wrong: bool = False
) -> Act:  # fmt: skip
    add = partial(part_services.add_slots, plan=plan, weekdays=WORKDAYS, by=admin, **values)
    post = Post(route="schools:add_slots", kwargs={"pk": plan.pk}, data=_sent(values | {"weekdays": WORKDAYS}))
    return Act(at=at, name=name, by=admin, do=add, post=post, wrong=wrong)


def _add_activity(plan: ServicePlan, admin: Actor, values: dict[str, object], *, at: time) -> Act:
    add = partial(part_services.add_activity, plan=plan, by=admin, **values)
    post = Post(route="schools:add_activity", kwargs={"pk": plan.pk}, data=_sent(values))
    return Act(at=at, name="plan.add_activity", by=admin, do=add, post=post)


def _attach(plan: ServicePlan, admin: Actor, purpose: str, name: str, *, at: time) -> Act:
    def attach() -> None:
        part_services.attach_file(plan=plan, upload=files.paper(name), purpose=purpose, by=admin)

    return Act(at=at, name="plan.attach", by=admin, do=attach)


def _sent(values: dict[str, object]) -> dict[str, object]:
    """As a browser sends it: rows by their key, nothing for what is empty."""
    keys = {name: getattr(value, "pk", value) for name, value in values.items()}
    return {
        name: f"{value:%H:%M}" if isinstance(value, time) else value
        for name, value in keys.items()
        if value is not None
    }


# --- what is put right ---------------------------------------------------------------------------------------------------


def _mend(county: County, plan: ServicePlan, admin: Actor) -> Iterator[Act]:
    """What the findings and the bureau's reason ask for, one thing a half-day for the lazy, all at once for most."""
    draft = draft_of(county, plan.school, plan.term.starts_on)
    meant = {values["name"]: values for values in draft.activities}
    clock = iter(_minutes(time(8, 30) if county.half is Half.MORNING else time(14, 30)))
    for activity in (
        Activity.objects.of(county.pk).filter(plan=plan).select_related("teacher", "provider").order_by("pk")
    ):
        changes = _put_right(activity, meant.get(activity.name))
        if changes:
            yield _edit_activity(plan, activity, admin, changes, at=next(clock))
    if _needs_contract(county, plan):
        yield _attach(plan, admin, rules.PROVIDER_CONTRACT, "第三方机构服务协议", at=next(clock))
    yield from _answer_reason(plan, admin, at=next(clock))


def _put_right(activity: Activity, meant: dict[str, object] | None) -> dict[str, object]:
    """What differs from what the school means where it matters: the hours, somebody who left, an institution that is out."""
    if meant is None:
        return {}
    changes = {name: meant[name] for name in ("starts_at", "ends_at") if getattr(activity, name) != meant[name]}
    if not (activity.teacher.is_active and activity.teacher.volunteered):
        changes["teacher"] = meant["teacher"]
    if activity.provider is not None and activity.provider.status != Provider.Status.SHORTLISTED:
        changes["provider"] = meant["provider"]
    return changes


def _edit_activity(plan: ServicePlan, activity: Activity, admin: Actor, changes: dict[str, object], *, at: time) -> Act:
    edit = partial(part_services.edit_activity, activity=activity, by=admin, **changes)
    fields = (
        "name", "kind", "category", "weekdays", "starts_at", "ends_at", "grade_from", "grade_to", "capacity", "teacher",
        "venue", "provider", "content",
    )  # fmt: skip
    data = _sent({field: getattr(activity, field) for field in fields} | changes)
    post = Post(route="schools:edit_activity", kwargs={"pk": activity.pk}, data=data)
    return Act(at=at, name="plan.edit_activity", by=admin, do=edit, post=post)


def _needs_contract(county: County, plan: ServicePlan) -> bool:
    bought = Activity.objects.of(county.pk).filter(plan=plan, provider__isnull=False).exists()
    return bought and not plan.attachments.filter(attachment__purpose=rules.PROVIDER_CONTRACT).exists()


def _answer_reason(plan: ServicePlan, admin: Actor, *, at: time) -> Iterator[Act]:
    """The school adds a sentence where the bureau missed one."""
    for n, reason in enumerate(RETURN_REASONS):
        field = MENDED[n]
        sentence = f"（第 {plan.version} 版退回后补充：责任人为值班干部。）"
        if plan.status == Status.RETURNED and plan.returned_reason == reason and sentence not in getattr(plan, field):
            yield _edit_texts(plan, admin, {field: getattr(plan, field) + sentence}, at=at, name="plan.answer_reason")
    if not plan.survey_summary.strip():
        summary = "上一学期的服务对象逐户回访，需求重新登记。"
        yield _edit_texts(plan, admin, {"survey_summary": summary}, at=at, name="plan.write_survey")


# --- the bureau ----------------------------------------------------------------------------------------------------------


def _decide(county: County, plan: ServicePlan) -> Iterator[Act]:
    """Who holds the open step decides, some late; who does not hold it presses too, and is refused."""
    case = review_reports.case_of(plan, plan_services.CHAIN)
    by = decider(county, case) if case else None
    if case is None or by is None:
        return
    at = county.moment(9, 12) if county.half is Half.MORNING else county.moment(14, 18)
    approve = partial(plan_services.approve_plan, plan=plan, by=by)
    other = next((county.staff(role) for role in (Role.OFFICER, Role.APPROVER) if role != by.role), None)
    if other is not None and county.chance(0.15):
        early = partial(plan_services.approve_plan, plan=plan, by=other)
        yield Act(at=time(at.hour - 1, at.minute), name="plan.approve_out_of_turn", by=other, do=early, wrong=True)
    pace = 0.6 if county.trait(f"{plan.school.code}/{case.step_role}", "pace") < 0.8 else 0.15
    findings = [finding for finding in plan_facts.findings_of(plan) if finding.severity is not Severity.NOTE]
    if not county.chance(pace):
        return
    if findings or (plan.version == 1 and case.step == 0 and county.trait(plan.school.code, "returned") < 0.4):
        reason = findings[0].message if findings else county.dice.choice(RETURN_REASONS)
        yield _return(plan, by, reason, at=at)
    else:
        post = Post(route="schools:approve_plan", kwargs={"pk": plan.pk})
        yield Act(at=at, name="plan.approve", by=by, do=approve, post=post, twice=county.chance(0.15))


def _return(plan: ServicePlan, by: Actor, reason: str, *, at: time) -> Act:
    back = partial(plan_services.return_plan, plan=plan, reason=reason, by=by)
    post = Post(route="schools:return_plan", kwargs={"pk": plan.pk}, data={"reason": reason})
    return Act(at=at, name="plan.return", by=by, do=back, post=post)


def _withdraw(county: County, plan: ServicePlan) -> Iterator[Act]:
    """In the middle of a term, rarely; and a school that thinks it may do so itself."""
    in_term = plan.term.starts_on + timedelta(days=14) < county.today < plan.term.ends_on
    officer, admin = county.staff(Role.OFFICER), county.staff(Role.SCHOOL_ADMIN, plan.school)
    if not in_term or officer is None:
        return
    reason = county.dice.choice(WITHDRAW_REASONS)
    if county.chance(0.003):
        take_back = partial(plan_services.withdraw_plan, plan=plan, reason=reason, by=officer)
        post = Post(route="schools:withdraw_plan", kwargs={"pk": plan.pk}, data={"reason": reason})
        yield Act(
            at=county.moment(9, 12), name="plan.withdraw", by=officer, do=take_back, post=post, twice=county.chance(0.3)
        )
    if admin is not None and county.chance(0.003):
        take_back = partial(plan_services.withdraw_plan, plan=plan, reason=reason, by=admin)
        yield Act(at=county.moment(9, 12), name="plan.withdraw_itself", by=admin, do=take_back, wrong=True)
