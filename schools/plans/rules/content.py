"""The content of the service: activities inside slots, the two basics, the model, science, exercise, self-study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afterschool.values.vocabulary import CATEGORY_LABELS, ActivityCategory, Area, AreaScope, Weekday
from bureaus.policies.kinds import ActivityContent, ServiceModel, ServiceModels
from bureaus.policies.values import Severity
from schools.plans.rules.facts import ActivityFacts, Finding, PlanFacts, PlanPolicies, SlotFacts, grades_of
from schools.plans.rules.schedule import counts, covered_minutes

WHERE = "activities"
ABOUT_MINUTES = 10  # “一小时左右”
SELF_STUDY = {ActivityCategory.HOMEWORK_GUIDANCE, ActivityCategory.READING}
FORBIDDEN_WORDS = ("补课", "新课", "提前学", "刷题", "备考", "考试训练", "应试")
DENIED = re.compile(  # “不讲新课” is a promise, not an offer; “不限年级集体补课” is one
    r"(不(?![限分论同仅但只少断定])|严禁|禁止|杜绝)[^，。；、！]{0,8}"
)


def check_content(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    for activity in facts.activities:
        yield from check_inside_slots(activity, facts, policies)
        yield from check_words(activity, policies.content)
    if facts.activities:
        yield from check_service_models(facts, policies.models)
        yield from check_science(facts, policies.models)
        yield from check_self_study(facts, policies)
    yield from check_exercise(facts, policies.content)


def check_inside_slots(activity: ActivityFacts, facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    """On each of its weekdays an activity lies inside one slot that counts and that is meant for its grades."""
    clause = policies.parts.clause_for("parts", "schedule")
    grades = grades_of(facts.stage, activity.grade_from, activity.grade_to)
    if grades[0] > grades[1]:
        message = f"“{activity.name}”的年级不是本校有的年级。"
        yield Finding("activity_grades", Severity.BLOCK, message, clause, WHERE)
        return
    outside = [
        Weekday(day).label
        for day in sorted(activity.weekdays)
        if not any(_holds(slot, activity, day, grades, facts, policies) for slot in facts.slots)
    ]
    if outside:
        hours = f"{activity.starts_at:%H:%M}–{activity.ends_at:%H:%M}"
        message = f"“{activity.name}”{'、'.join(outside)} {hours} 不在当天的课后服务时段内。"
        yield Finding("activity_outside_slot", Severity.BLOCK, message, clause, WHERE)


def _holds(
    slot: SlotFacts,
    activity: ActivityFacts,
    weekday: int,
    grades: tuple[int, int],
    facts: PlanFacts,
    policies: PlanPolicies,
) -> bool:
    first, last = grades_of(facts.stage, slot.grade_from, slot.grade_to)
    return (
        slot.weekday == weekday
        and counts(slot, policies.scope)
        and slot.starts_at <= activity.starts_at
        and activity.ends_at <= slot.ends_at
        and first <= grades[0]
        and grades[1] <= last
    )


def check_words(activity: ActivityFacts, content: ActivityContent) -> Iterator[Finding]:
    """Points reviewers to names that sound like teaching ahead or drilling; words alone prove nothing."""
    offered = DENIED.sub("", f"{activity.name}。{activity.content}")
    forbidden_words = [word for word in FORBIDDEN_WORDS if word in offered]
    if forbidden_words and content.forbidden:
        message = (
            f"“{activity.name}”写到了“{'、'.join(forbidden_words)}”，请核对：课后服务不得用来补课、讲新课、应试训练。"
        )
        yield Finding("forbidden_content", Severity.WARN, message, content.clause_for("forbidden"), WHERE)


def check_service_models(facts: PlanFacts, models: ServiceModels) -> Iterator[Finding]:
    """The basics of “2+N” are required everywhere, further models where they are promoted.

    A model with more categories than “2+N” is required of urban schools and suggested to township schools.
    """
    declared = [models.model(code) for code in ("2+N", *models.promoted)]
    for model in dict.fromkeys(model for model in declared if model is not None):
        missing = missing_of(model, facts)
        if missing:
            promoted = model.code in models.promoted
            further = model.code != "2+N" and facts.area != Area.URBAN
            severity = models.severity_for("promoted") if promoted and not further else Severity.NOTE
            clause = models.clause_for("promoted") if promoted else models.clause_for("models", model.code)
            message = f"未达到“{model.name}”：{'；'.join(missing)}。"
            yield Finding(f"model_{model.code}", severity, message, clause, WHERE)


def missing_of(model: ServiceModel, facts: PlanFacts) -> list[str]:
    """What a plan lacks for a service model, as parts of a sentence; empty when it is reached."""
    offered = {activity.category for activity in facts.activities}
    missing = [f"缺{CATEGORY_LABELS.get(basic, basic)}" for basic in model.basics if basic not in offered]
    further = sorted(offered - set(model.basics))
    if model.further_categories and len(further) < model.further_categories:
        have = "、".join(CATEGORY_LABELS.get(code, code) for code in further) or "无"
        lacking = model.further_categories - len(further)
        missing.append(f"其他类别应不少于 {model.further_categories} 类，现有 {have}，还差 {lacking} 类")
    if model.science_required and ActivityCategory.SCIENCE_EDUCATION not in offered:
        missing.append("缺科学教育")
    if model.days and (served := len({slot.weekday for slot in facts.slots})) < model.days:
        missing.append(f"每周 {served} 天，应为 {model.days} 天")
    if model.minutes and (short := _short_days(model.minutes, facts)):
        missing.append(f"{'、'.join(short)}不足 {model.minutes} 分钟")
    return missing


def _short_days(minutes: int, facts: PlanFacts) -> list[str]:
    days = sorted({slot.weekday for slot in facts.slots})
    hours = {day: [(s.starts_at, s.ends_at) for s in facts.slots if s.weekday == day] for day in days}
    return [Weekday(day).label for day in days if covered_minutes(hours[day]) < minutes]


def check_science(facts: PlanFacts, models: ServiceModels) -> Iterator[Finding]:
    offered = {activity.category for activity in facts.activities}
    required = models.science_required or {}
    area = AreaScope(facts.area)
    key = area if area in required else AreaScope.ALL
    if required.get(key) and ActivityCategory.SCIENCE_EDUCATION not in offered:
        where = "城区学校" if key is AreaScope.URBAN else "学校"
        message = f"{where}要开设科学教育类活动，方案里还没有。"
        severity, clause = models.severity_for("science_required", key), models.clause_for("science_required", key)
        yield Finding("science_required", severity, message, clause, WHERE)


def check_self_study(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    """About an hour a day of homework, reading and self-study on each service day."""
    minimum = policies.content.self_study_minutes_a_day
    days = sorted({slot.weekday for slot in facts.slots if counts(slot, policies.scope)})
    if not minimum or not days:
        return
    short = []
    for day in days:
        hours = [(a.starts_at, a.ends_at) for a in facts.activities if day in a.weekdays and a.category in SELF_STUDY]
        if covered_minutes(hours) < minimum - ABOUT_MINUTES:
            short.append(Weekday(day).label)
    if short:
        message = f"{'、'.join(short)}的作业辅导和阅读合计不到 {minimum} 分钟左右。"
        field = "self_study_minutes_a_day"
        severity, clause = policies.content.severity_for(field), policies.content.clause_for(field)
        yield Finding("self_study", severity, message, clause, WHERE)


def check_exercise(facts: PlanFacts, content: ActivityContent) -> Iterator[Finding]:
    minimum = content.exercise_minutes_a_day
    if minimum and (facts.exercise_minutes or 0) < minimum:
        have = f"现填 {facts.exercise_minutes} 分钟" if facts.exercise_minutes else "还没有填写"
        message = f"每日体育锻炼（含体育课、大课间、体育活动）应不少于 {minimum} 分钟，{have}。"
        field = "exercise_minutes_a_day"
        yield Finding("exercise", content.severity_for(field), message, content.clause_for(field), "texts")
