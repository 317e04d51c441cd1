"""Every month each school files its clue report: mostly nil, some with a clue, some late; the team remembers, freezes, forwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial

from audit.actors import Actor
from audit.roles import Role
from rectification.campaigns.models import Campaign
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import clue_months
from rectification.returns.reports.clue_months import SchoolMonth
from rectification.returns.rules import Month
from rectification.returns.services import clue_reports as clue_report_services
from rectification.returns.services import monthly_merges as monthly_merge_services
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half
from schools.register.models import School

FORGETS, HAS_CLUE = 0.1, 0.2


def acts(county: County) -> Iterator[Act]:
    campaigns = Campaign.objects.of(county.pk).filter(status=Campaign.Status.RUNNING).order_by("pk")
    inspector = county.staff(Role.INSPECTOR)
    for campaign in campaigns:
        for school in county.schools():
            principal = county.staff(Role.PRINCIPAL, school)
            if principal is not None:
                yield from _school(county, campaign, school, principal)
        if inspector is not None:
            yield from _team(county, campaign, inspector)
    if inspector is not None:
        yield from _merges(county, inspector)


# --- a school -------------------------------------------------------------------------------------------------------------


def _school(county: County, campaign: Campaign, school: School, by: Actor) -> Iterator[Act]:
    for row in clue_months.months_of_school([campaign], school, today=county.today)[:2]:
        who = f"{school.code}/{row.month}"
        files_on = 3 + int(county.trait(who, "files on") * 26)  # some only after the 25th: too late
        if row.is_closed:
            yield from _too_late(county, row, by)
        elif row.is_handed_in:
            yield from _reopen(county, row, by)
        elif county.trait(who, "forgets") >= FORGETS and county.today.day >= files_on and county.chance(0.7):
            yield from _fill(county, row, by, has_clue=county.trait(who, "clue") < HAS_CLUE)
    if county.chance(0.005):
        coming = Month.of(county.today).following
        yield _nil(county, campaign, coming, by, name="clue_report.file_in_advance", wrong=True)


def _fill(county: County, row: SchoolMonth, by: Actor, *, has_clue: bool) -> Iterator[Act]:
    report = row.report
    clues = list(report.clues.order_by("pk")) if report else []
    if not has_clue and not clues:
        if report is not None and county.chance(0.3):
            yield _file(county, report, by, name="clue_report.file_empty", wrong=True, hour=9)
        yield _nil(county, row.campaign, row.month, by, twice=county.chance(0.2))
    elif report is None:
        start = partial(clue_report_services.start_clue_report, campaign=row.campaign, month=row.month, by=by)
        post = Post(route="rectification:start_clue_report", data=_month(row.campaign, row.month))
        yield Act(at=_hour(county, 9), name="clue_report.start", by=by, do=start, post=post, twice=county.chance(0.2))
    elif not clues:
        yield from _add_clues(county, report, by)
    else:
        yield from _finish(county, report, clues, by)


def _finish(county: County, report: ClueReport, clues: list[Clue], by: Actor) -> Iterator[Act]:
    """Before it is filed: a clue is corrected or taken out; nil is refused."""
    luck = county.dice.random()
    if luck < 0.2:
        edit = partial(
            clue_report_services.edit_clue, clue=clues[0], values=_values(county, report) | {"note": "已核对"}, by=by
        )
        yield Act(at=_hour(county, 9), name="clue.edit", by=by, do=edit)
    elif luck < 0.3:
        remove = partial(clue_report_services.remove_clue, clue=clues[-1], by=by)
        post = Post(route="rectification:remove_clue", kwargs={"pk": clues[-1].pk})
        yield Act(at=_hour(county, 9), name="clue.remove", by=by, do=remove, post=post)
        return
    elif luck < 0.5:
        month = clue_report_services.month_of(report)
        yield _nil(county, report.campaign, month, by, name="clue_report.file_nil_with_clue", wrong=True, hour=9)
    yield _file(county, report, by, twice=county.chance(0.3))


def _add_clues(county: County, report: ClueReport, by: Actor) -> Iterator[Act]:
    values = _values(county, report)
    for name, wrong in (
        ("clue.add_of_last_year", {"found_on": values["found_on"].replace(year=report.year - 1, day=1)}),
        ("clue.add_of_tomorrow", {"found_on": county.today + timedelta(days=1)}),
        ("clue.add_other_business", {"is_discipline_business": False}),
    ):
        if county.chance(0.4):
            yield _add(county, report, by, values | wrong, name=name, wrong=True)
    for _ in range(county.dice.choice([1, 1, 2])):
        yield _add(county, report, by, values, name="clue.add")


def _values(county: County, report: ClueReport) -> dict:
    found_on = max(county.today - timedelta(days=county.dice.randrange(3)), county.today.replace(month=1, day=1))
    return {
        "source": county.dice.choice(Clue.Source.values),
        "found_on": found_on,
        "subject_name": "张示例",
        "subject_post": f"{report.school}总务处（示例）",
        "is_supervised_person": county.chance(0.5),
        "category": county.dice.choice(Clue.Category.values),
        "summary": "示例：违规收取费用。",
        "amount": Decimal("120.00") if county.chance(0.5) else None,
        "is_discipline_business": True,
        "handling": county.dice.choice(Clue.Handling.values),
        "handler": "派驻纪检监察组",
        "progress": "待办",
        "note": "",
    }


def _add(county: County, report: ClueReport, by: Actor, values: dict, *, name: str, wrong: bool = False) -> Act:
    add = partial(clue_report_services.add_clue, report=report, values=values, by=by)
    data = {key: value for key, value in values.items() if value is not None and value is not False}
    post = Post(route="rectification:add_clue", kwargs={"pk": report.pk}, data=data)
    return Act(at=_hour(county, 10), name=name, by=by, do=add, post=post, wrong=wrong)


def _file(
    county: County, report: ClueReport, by: Actor, *, name="clue_report.file", wrong=False, twice=False, hour: int = 11
) -> Act:  # fmt: skip
    file = partial(clue_report_services.file_clue_report, report=report, by=by)
    post = Post(route="rectification:file_clue_report", kwargs={"pk": report.pk})
    return Act(
        at=_hour(county, hour), name=name, by=by, do=file, post=None if wrong else post, wrong=wrong, twice=twice
    )


def _nil(
    county: County, campaign: Campaign, month: Month, by: Actor, *, name="clue_report.file_nil", wrong=False, twice=False,
    hour: int = 11,
) -> Act:  # fmt: skip
    file = partial(clue_report_services.file_nil_report, campaign=campaign, month=month, by=by)
    post = Post(route="rectification:file_nil_report", data=_month(campaign, month))
    return Act(
        at=_hour(county, hour), name=name, by=by, do=file, post=None if wrong else post, wrong=wrong, twice=twice
    )


def _reopen(county: County, row: SchoolMonth, by: Actor) -> Iterator[Act]:
    if row.report is not None and county.chance(0.02):
        yield _taking_back(county, row.report, by, name="clue_report.reopen")


def _taking_back(county: County, report: ClueReport, by: Actor, *, name: str, wrong: bool = False) -> Act:
    reopen = partial(clue_report_services.reopen_clue_report, report=report, reason="漏填一条（示例）", by=by)
    post = Post(route="rectification:reopen_clue_report", kwargs={"pk": report.pk}, data={"reason": "漏填一条（示例）"})
    return Act(at=_hour(county, 9), name=name, by=by, do=reopen, post=post, wrong=wrong)


def _too_late(county: County, row: SchoolMonth, by: Actor) -> Iterator[Act]:
    """The month is merged: nothing more is filed or taken back."""
    if row.report is not None and row.is_handed_in and county.chance(0.01):
        yield _taking_back(county, row.report, by, name="clue_report.reopen_merged", wrong=True)
    elif not row.is_handed_in and county.chance(0.05):
        yield _nil(county, row.campaign, row.month, by, name="clue_report.file_merged", wrong=True)


# --- the county -----------------------------------------------------------------------------------------------------------


def _team(county: County, campaign: Campaign, inspector: Actor) -> Iterator[Act]:
    """Reminds by hand, and freezes early where everybody has filed."""
    month, officer = Month.of(county.today), county.staff(Role.OFFICER)
    if month not in clue_months.owed_months(campaign):
        return
    board = clue_months.board(campaign, month, today=county.today)
    if officer is not None and not board.is_frozen and county.chance(0.05):
        remind = partial(monthly_merge_services.remind_schools, campaign=campaign, month=month, by=officer)
        name = "county_return.remind" if board.missing else "county_return.remind_nobody"
        post = Post(route="rectification:remind_schools", data=_month(campaign, month)) if board.missing else None
        yield Act(at=_hour(county, 8), name=name, by=officer, do=remind, post=post, wrong=not board.missing)
    if board.is_frozen or county.today > board.due_on:
        return
    freeze = partial(monthly_merge_services.freeze_month, campaign=campaign, month=month, by=inspector)
    if board.missing and county.chance(0.03):
        yield Act(at=_hour(county, 8), name="county_return.freeze_too_early", by=inspector, do=freeze, wrong=True)
    elif not board.missing and county.chance(0.1):
        post = Post(route="rectification:freeze_month", data=_month(campaign, month))
        twice = county.chance(0.5)
        yield Act(at=_hour(county, 12), name="county_return.freeze", by=inspector, do=freeze, post=post, twice=twice)


def _merges(county: County, inspector: Actor) -> Iterator[Act]:
    for merge in MonthlyMerge.objects.of(county.pk).exclude(status="collecting").order_by("pk"):
        forward = partial(monthly_merge_services.forward_merge, merge=merge, by=inspector)
        post = Post(route="rectification:forward_merge", kwargs={"pk": merge.pk})
        if merge.status == MonthlyMerge.Status.FROZEN and county.chance(0.4):
            twice = county.chance(0.3)
            yield Act(
                at=_hour(county, 9), name="county_return.forward", by=inspector, do=forward, post=post, twice=twice
            )
        elif merge.status == MonthlyMerge.Status.FORWARDED and county.chance(0.003):
            yield Act(at=_hour(county, 9), name="county_return.forward_again", by=inspector, do=forward, wrong=True)
    filed = Clue.objects.of(county.pk).exclude(number="").filter(disposition="").without_substance().order_by("pk")
    for clue in filed:
        if county.chance(0.05):
            yield from _dispose(county, clue, inspector)


def _dispose(county: County, clue: Clue, inspector: Actor) -> Iterator[Act]:
    values = {"disposition": county.dice.choice(Clue.Disposition.values), "concluded_on": county.today}
    wrong = values | {"concluded_on": clue.found_on - timedelta(days=1)}
    for name, sent, is_wrong in (
        ("clue.conclude_before_found", wrong, True),
        ("clue.record_disposition", values, False),
    ):
        note = partial(clue_report_services.record_disposition, clue=clue, by=inspector, **sent)
        post = Post(route="rectification:record_disposition", kwargs={"pk": clue.pk}, data=sent)
        yield Act(at=_hour(county, 9), name=name, by=inspector, do=note, post=post, wrong=is_wrong)


def _month(campaign: Campaign, month: Month) -> dict[str, object]:
    """What the button of a month sends."""
    return {"campaign": campaign.pk, "month": str(month)}


def _hour(county: County, hour: int):
    """Within this hour of the morning, or six hours later."""
    at = hour if county.half is Half.MORNING else hour + 6
    return county.moment(at, at + 1)
