"""Hours and content of the service, and what counts as 课后服务."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from afterschool.values.vocabulary import AreaScope, ServiceKind, Stage, TimetableSeason, Weekday
from bureaus.policies.kinds.shared import NamedRule
from bureaus.policies.values import Item, Merge, PolicyValue, ensure, named, stated


@dataclass(frozen=True, kw_only=True)
class ServiceWindow(PolicyValue):
    """服务时间: days, earliest start, latest end, minimum duration."""

    KIND = "service_window"
    LABEL = "服务时间"

    weekdays: tuple[Weekday, ...] = stated("服务日", Merge.COMMON, ())
    school_days_only: bool | None = stated("只在上课日开展", Merge.EITHER)
    earliest_start: Mapping[Stage, time] | None = stated("最早开始", Merge.HIGHEST)
    latest_end: Mapping[Stage, time] | None = stated("最晚结束", Merge.LOWEST)
    midday_from: Mapping[TimetableSeason, time] | None = stated("午间时段最早开始（冬季、夏季）", Merge.HIGHEST)
    minimum_minutes_a_day: int | None = stated("每日最少分钟", Merge.HIGHEST)
    days_a_week: int | None = stated("每周开展天数", Merge.HIGHEST)
    ends_with_working_day: bool | None = stated("结束时间与当地下班时间衔接", Merge.EITHER)
    keeps_lesson_hours: bool | None = stated("不得缩减课时或调整到校时间", Merge.EITHER)
    flexible_by_season: bool | None = stated("学校可按季节弹性确定", Merge.NEAREST)

    def __post_init__(self) -> None:
        if self.days_a_week is not None:
            ensure(1 <= self.days_a_week <= 7, "days_a_week", "应在 1 至 7 之间")
        if self.minimum_minutes_a_day is not None:
            ensure(self.minimum_minutes_a_day <= 480, "minimum_minutes_a_day", "一天不会超过 480 分钟")
        for stage, end in (self.latest_end or {}).items():
            start = (self.earliest_start or {}).get(stage)
            ensure(start is None or start < end, f"latest_end.{stage}", f"最晚结束 {end:%H:%M} 不晚于最早开始")


@dataclass(frozen=True, kw_only=True)
class ServiceModel(Item):
    """课后服务模式, such as “2+N”: the basic items and how many further categories at least."""

    code: str = named("代码")
    name: str = named("名称")
    basics: tuple[str, ...] = named("基本服务（活动类别代码）", ())
    further_categories: int | None = named("其他类别最少门类", None)
    science_required: bool = named("必须开设科学教育", False)
    days: int | None = named("每周天数", None)
    minutes: int | None = named("每日分钟", None)


@dataclass(frozen=True, kw_only=True)
class ServiceModels(PolicyValue):
    """服务模式: what “5+2”, “2+N” and “2+3” mean here, and whether science is required."""

    KIND = "service_model"
    LABEL = "服务模式"

    models: tuple[ServiceModel, ...] = stated("模式", Merge.NEAREST, ())
    promoted: tuple[str, ...] = stated("推行的模式", Merge.ALL, ())
    science_required: Mapping[AreaScope, bool] | None = stated("必须开设科学教育（按城乡）", Merge.EITHER)

    def model(self, code: str) -> ServiceModel | None:
        return next((model for model in self.models if model.code == code), None)


@dataclass(frozen=True, kw_only=True)
class OfferedCategory(Item):
    """活动类别 that a document names, such as 作业辅导 or 科学教育; `kinds` gives its examples."""

    code: str = named("代码")
    name: str = named("名称")
    kinds: tuple[str, ...] = named("具体形式", ())
    area: AreaScope = named("适用区域", AreaScope.ALL)


@dataclass(frozen=True, kw_only=True)
class ActivityContent(PolicyValue):
    """服务内容: the categories offered, what is forbidden, the daily minimum of exercise and self-study."""

    KIND = "activity_content"
    LABEL = "服务内容"

    categories: tuple[OfferedCategory, ...] = stated("活动类别", Merge.ALL, ())
    forbidden: tuple[NamedRule, ...] = stated("禁止内容", Merge.ALL, ())
    required: tuple[NamedRule, ...] = stated("应当做到", Merge.ALL, ())
    permitted: tuple[NamedRule, ...] = stated("可以采用", Merge.ALL, ())
    exercise_minutes_a_day: int | None = stated("每日体育锻炼分钟", Merge.HIGHEST)
    self_study_minutes_a_day: int | None = stated("每日自主学习分钟（左右）", Merge.HIGHEST)


@dataclass(frozen=True, kw_only=True)
class ScopedService(Item):
    """One type of service: may it be offered, counted as 课后服务, charged as 课后服务费."""

    service: ServiceKind = named("服务类型")
    name: str = named("名称")
    offered: bool = named("可以开展", True)
    counted: bool = named("计入课后服务", False)
    charged: bool = named("可纳入课后服务收费", False)

    @property
    def key(self) -> str:
        return self.service.value

    def combined(self, lower: ScopedService) -> ScopedService:
        """What any level forbids stays forbidden."""
        return ScopedService(
            service=self.service,
            name=self.name,
            offered=self.offered and lower.offered,
            counted=self.counted and lower.counted,
            charged=self.charged and lower.charged,
        )


@dataclass(frozen=True, kw_only=True)
class ServiceScope(PolicyValue):
    """服务范围: which care counts and may be charged as 课后服务 (domain: the national notice of December 2023)."""

    KIND = "service_scope"
    LABEL = "服务范围"

    services: tuple[ScopedService, ...] = stated("服务类型", Merge.ALL, ())
    stages: tuple[Stage, ...] = stated("学段", Merge.ALL, ())
    served: tuple[NamedRule, ...] = stated("服务对象", Merge.NEAREST, ())

    def service(self, kind: ServiceKind) -> ScopedService | None:
        return next((service for service in self.services if service.service == kind), None)

    def counts(self, kind: ServiceKind) -> bool:
        service = self.service(kind)
        return bool(service and service.counted)

    def may_charge(self, kind: ServiceKind) -> bool:
        service = self.service(kind)
        return bool(service and service.charged)
