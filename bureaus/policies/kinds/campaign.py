"""The campaign 点题整治: deadlines of its forms, targets of its indicators, its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from afterschool.values.vocabulary import AreaScope, Comparison, Stage
from bureaus.policies.kinds.shared import NamedRule
from bureaus.policies.values import Item, Merge, PolicyValue, ensure, named, stated


class Recurrence(StrEnum):
    MONTHLY = "monthly"
    YEARLY = "yearly"

    @property
    def label(self) -> str:
        return {"monthly": "每月", "yearly": "每年"}[self.value]


class Recipient(StrEnum):
    COUNTY_TEAM = "county_team"
    CITY_TEAM = "city_team"
    COUNTY_BUREAU = "county_bureau"
    CITY_BUREAU = "city_bureau"
    COUNTY_COMMISSION = "county_commission"

    @property
    def label(self) -> str:
        return {
            "county_team": "派驻县教育局纪检监察组",
            "city_team": "市纪委监委派驻市教育局纪检监察组",
            "county_bureau": "县教育局",
            "city_bureau": "市教育局",
            "county_commission": "县纪委监委",
        }[self.value]


class FiledBy(StrEnum):
    SCHOOL = "school"
    BUREAU = "bureau"

    @property
    def label(self) -> str:
        return {"school": "学校", "bureau": "教育局"}[self.value]


@dataclass(frozen=True, kw_only=True)
class ReportDeadline(Item):
    """报送期限 of one form: day (and month), whether the day itself is still in time, to whom, reminders before."""

    code: str = named("代码")
    name: str = named("名称")
    recurrence: Recurrence = named("周期")
    day: int = named("日")
    month: int | None = named("月", None)
    year: int | None = named("只限年份", None)
    inclusive: bool = named("当日仍算按时", True)
    filed_by: FiledBy = named("报送主体", FiledBy.SCHOOL)
    recipients: tuple[Recipient, ...] = named("报送对象", ())
    remind_days_before: tuple[int, ...] = named("提前几天提醒", ())
    nil_return: bool = named("可以零报告", False)

    def __post_init__(self) -> None:
        ensure(1 <= self.day <= 31, "day", "应在 1 至 31 之间")
        if self.recurrence is Recurrence.MONTHLY:
            ensure(self.month is None, "month", "每月报送不写月份")
            ensure(self.day <= 28, "day", "每月都要有这一天，应在 1 至 28 之间")
        else:
            ensure(self.month is not None and 1 <= self.month <= 12, "month", "应在 1 至 12 之间")


@dataclass(frozen=True, kw_only=True)
class ReportDeadlines(PolicyValue):
    """报送期限 of the campaign's forms."""

    KIND = "report_deadline"
    LABEL = "报送期限"

    reports: tuple[ReportDeadline, ...] = stated("报送事项", Merge.NEAREST, ())

    def report(self, code: str) -> ReportDeadline | None:
        return next((report for report in self.reports if report.code == code), None)


class ClueField(StrEnum):
    """The possible contents of a column of the clue register."""

    ROW = "row"
    SCHOOL = "school"
    NUMBER = "number"
    SOURCE = "source"
    FOUND_ON = "found_on"
    SUBJECT_NAME = "subject_name"
    SUBJECT_POST = "subject_post"
    SUPERVISED_PERSON = "supervised_person"
    SUMMARY = "summary"
    CATEGORY = "category"
    AMOUNT = "amount"
    DISCIPLINE_BUSINESS = "discipline_business"
    HANDLING = "handling"
    HANDLER = "handler"
    DISPOSITION = "disposition"
    PROGRESS = "progress"
    CONCLUDED_ON = "concluded_on"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class ClueColumn(Item):
    """栏目 of the register: its content, its title in the bureau's document, its printed width."""

    code: ClueField = named("内容")
    title: str = named("栏目名称")
    width: int | None = named("宽度（毫米）", None)

    def __post_init__(self) -> None:
        ensure(self.width is None or 5 <= self.width <= 120, "width", "应在 5 至 120 之间")

    @property
    def key(self) -> str:
        return self.code.value


@dataclass(frozen=True, kw_only=True)
class ClueForm(PolicyValue):
    """问题线索登记表: its columns, and the clues it covers. The official annex was never published."""

    KIND = "clue_form"
    LABEL = "问题线索登记表"

    columns: tuple[ClueColumn, ...] = stated("栏目", Merge.ALL, ())
    found_this_year_only: bool | None = stated("只报今年以来发现的", Merge.EITHER)
    discipline_business_only: bool | None = stated("只报属于纪检监察业务的", Merge.EITHER)


class Counted(StrEnum):
    SCHOOLS = "schools"
    PUPILS = "pupils"

    @property
    def label(self) -> str:
        return {"schools": "学校", "pupils": "学生"}[self.value]


@dataclass(frozen=True, kw_only=True)
class IndicatorTarget(Item):
    """指标目标: the share of a population to be reached by a deadline."""

    code: str = named("代码")
    name: str = named("名称")
    counted: Counted = named("统计对象", Counted.SCHOOLS)
    area: AreaScope = named("区域", AreaScope.ALL)
    stages: tuple[Stage, ...] = named("学段", (Stage.PRIMARY, Stage.JUNIOR))
    numerator: str = named("分子")
    denominator: str = named("分母")
    target: Decimal = named("目标（%）")
    comparison: Comparison = named("比较", Comparison.AT_LEAST)
    deadline: date = named("期限")

    def __post_init__(self) -> None:
        ensure(0 < self.target <= 100, "target", "应在 0 与 100 之间")

    @property
    def key(self) -> str:
        return f"{self.code}@{self.deadline.isoformat()}"

    def combined(self, lower: IndicatorTarget) -> IndicatorTarget:
        """The higher target is the stricter one."""
        return max(self, lower, key=lambda target: target.target)


@dataclass(frozen=True, kw_only=True)
class IndicatorTargets(PolicyValue):
    """指标目标. One indicator may have several targets with different deadlines."""

    KIND = "indicator_target"
    LABEL = "指标目标"

    targets: tuple[IndicatorTarget, ...] = stated("目标", Merge.ALL, ())

    def of(self, code: str) -> tuple[IndicatorTarget, ...]:
        """The targets of one indicator, the earliest deadline first."""
        return tuple(sorted((t for t in self.targets if t.code == code), key=lambda target: target.deadline))

    def next_target(self, code: str, on: date) -> IndicatorTarget | None:
        """The target that applies on a day: the one with the next deadline, or the last one after all deadlines."""
        targets = self.of(code)
        return next((target for target in targets if target.deadline >= on), targets[-1] if targets else None)


@dataclass(frozen=True, kw_only=True)
class Milestone(Item):
    """工作步骤 of a campaign, from and to."""

    code: str = named("代码")
    name: str = named("名称")
    starts_on: date = named("开始")
    ends_on: date = named("完成")
    tasks: tuple[str, ...] = named("任务", ())

    def __post_init__(self) -> None:
        ensure(self.starts_on <= self.ends_on, "ends_on", "完成早于开始")


@dataclass(frozen=True, kw_only=True)
class CampaignRules(PolicyValue):
    """专项整治: its steps, lists and supervision."""

    KIND = "campaign"
    LABEL = "专项整治"

    title: str | None = stated("整治项目", Merge.NEAREST)
    milestones: tuple[Milestone, ...] = stated("工作步骤", Merge.ALL, ())
    lists: tuple[NamedRule, ...] = stated("清单与评价", Merge.ALL, ())
    focus: tuple[NamedRule, ...] = stated("整治重点", Merge.ALL, ())
    accountability: tuple[NamedRule, ...] = stated("问责情形", Merge.ALL, ())
    supervision: tuple[NamedRule, ...] = stated("监督方式", Merge.ALL, ())
    case_batches: int | None = stated("典型案例批次", Merge.HIGHEST)
