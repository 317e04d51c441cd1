"""Activities whose institution may no longer serve: marked wherever they are shown, and waiting for whoever rearranges them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from audit.actors import Actor
from audit.events import Consequence
from audit.roles import BUREAU_OFFICE, SCHOOL_OFFICE
from bureaus.inbox import registry as inbox
from providers.register import reports as provider_reports
from providers.register.models import Provider
from schools.plans.models import Activity, ActivityQuerySet

KIND = "机构停止服务"


def stopped(bureau_id: int, activities: Iterable[Activity], *, on: date) -> dict[int, str]:
    """The sentence for each of these activities whose institution may not serve on a day, by its id. One query at most."""
    served = {activity.pk: activity.provider for activity in activities if activity.provider is not None}
    words = provider_reports.out_of_service(bureau_id, served.values(), on=on)
    return {
        pk: f"本活动的机构“{provider}”{words[provider.pk]}。" for pk, provider in served.items() if provider.pk in words
    }


def stopped_activities(actor: Actor, *, on: date) -> ActivityQuerySet:
    """Those of plans in force that this person sees. Two queries, this and the blacklist's."""
    kept_out = provider_reports.blacklist_of(actor.bureau_id, on=on)
    rows = Activity.objects.visible_to(actor).in_force().out_of_service(kept_out)
    return rows.select_related("provider", "plan__school", "plan__term").order_by("provider_id", "plan_id", "pk")


def activities_waiting(actor: Actor, today: date) -> list[inbox.InboxItem]:
    """等我处理: of a school's office, each activity to rearrange; of the bureau, each institution with what it leaves behind."""
    if actor.is_school and actor.has_role(*SCHOOL_OFFICE):
        rows = list(stopped_activities(actor, on=today))
        sentences = stopped(actor.bureau_id, rows, on=today)
        return [_item_of_school(actor, activity, sentences[activity.pk]) for activity in rows]
    if actor.has_role(*BUREAU_OFFICE):
        by_provider: dict[Provider, list[Activity]] = defaultdict(list)
        for activity in stopped_activities(actor, on=today):
            if activity.provider is not None:
                by_provider[activity.provider].append(activity)
        words = provider_reports.out_of_service(actor.bureau_id, by_provider, on=today)
        return [_item_of_bureau(actor, provider, rows, words[provider.pk]) for provider, rows in by_provider.items()]
    return []


def _item_of_school(actor: Actor, activity: Activity, sentence: str) -> inbox.InboxItem:
    is_care = activity.kind == Activity.Kind.BASE_CARE
    meanwhile = "请由本校教师照看" if is_care else "孩子在基础看护中"
    return inbox.InboxItem(
        kind=KIND,
        title=f"请调整：{activity}",
        href=reverse("schools:show_plan", args=[actor.bureau_code, activity.plan_id]),
        since=activity.provider.out_since if activity.provider else None,
        note=f"{sentence}{meanwhile}；要改由他人承担，须由教育局撤销备案后重新提交方案",
    )


def _item_of_bureau(actor: Actor, provider: Provider, rows: list[Activity], words: str) -> inbox.InboxItem:
    schools = {activity.plan.school_id for activity in rows}
    return inbox.InboxItem(
        kind=KIND,
        title=f"{provider}{words}",
        href=reverse("schools:list_provider_activities", args=[actor.bureau_code, provider.pk]),
        since=provider.out_since,
        note=f"{len(schools)} 所学校的 {len(rows)} 个活动要调整",
    )


def activities_that_would_stop(provider: Provider) -> list[Consequence]:
    rows = Activity.objects.of(provider.bureau_id).in_force().filter(provider=provider)
    return [Consequence(rows.count(), "个正在进行的活动停止")]


def activities_of(actor: Actor, provider: Provider) -> list[Activity]:
    """What an institution serves in plans in force that this person sees, each with its `stop_note`."""
    rows = Activity.objects.visible_to(actor).in_force().filter(provider=provider)
    rows = rows.select_related("provider", "plan__school", "plan__term").order_by("plan__school__code", "pk")
    return marked(actor.bureau_id, rows)


def marked(bureau_id: int, activities: Iterable[Activity]) -> list[Activity]:
    """These activities, each with the sentence about its institution as `stop_note`; empty where it may serve."""
    rows = list(activities)
    sentences = stopped(bureau_id, rows, on=timezone.localdate())
    for activity in rows:
        activity.stop_note = sentences.get(activity.pk, "")  # type: ignore[attr-defined]
    return rows
