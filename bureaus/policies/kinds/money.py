"""Fees, refunds, expenses, and what is published about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum

from afterschool.values.vocabulary import CollectionChannel, FeeUnit, Stage
from bureaus.policies.kinds.shared import NamedRule
from bureaus.policies.values import Item, Merge, PolicyValue, ensure, named, stated


class FeeModel(StrEnum):
    FREE = "free"
    SERVICE_CHARGE = "service_charge"
    MARKET = "market"

    @property
    def label(self) -> str:
        return {"free": "免费", "service_charge": "服务性收费", "market": "市场运作、谁受益谁付费"}[self.value]


@dataclass(frozen=True, kw_only=True)
class FeeCap(Item):
    """收费上限 of one unit in one stage, in yuan."""

    unit: FeeUnit = named("计费单位")
    stage: Stage | None = named("学段", None)
    amount: Decimal = named("上限（元）")

    @property
    def key(self) -> str:
        return f"{self.unit.value}-{self.stage.value if self.stage else 'all'}"

    def combined(self, lower: FeeCap) -> FeeCap:
        return min(self, lower, key=lambda cap: cap.amount)


@dataclass(frozen=True, kw_only=True)
class FeeRules(PolicyValue):
    """收费: charging model, units, caps, channels and required filing."""

    KIND = "fee"
    LABEL = "收费"

    model: FeeModel | None = stated("收费性质", Merge.NEAREST)
    units: tuple[FeeUnit, ...] = stated("计费单位", Merge.COMMON, ())
    caps: tuple[FeeCap, ...] = stated("上限", Merge.ALL, ())
    lesson_minutes: Mapping[Stage, int] | None = stated("一课时分钟", Merge.NEAREST)
    channels: tuple[CollectionChannel, ...] = stated("允许的收费渠道", Merge.COMMON, ())
    forbidden_channels: tuple[CollectionChannel, ...] = stated("禁止的收费渠道", Merge.ALL, ())
    principles: tuple[NamedRule, ...] = stated("原则", Merge.ALL, ())
    forbidden: tuple[NamedRule, ...] = stated("禁止行为", Merge.ALL, ())
    catalogue_approved_by: str | None = stated("收费项目清单审定", Merge.UPPER)
    filed_before_charge: bool | None = stated("先备案后收费", Merge.EITHER)
    filing_departments: tuple[str, ...] = stated("备案部门", Merge.ALL, ())
    published_before_charge: bool | None = stated("先公示后收费", Merge.EITHER)
    charge_period: FeeUnit | None = stated("收费周期", Merge.NEAREST)
    instalments: tuple[FeeUnit, ...] = stated("可选缴费方式", Merge.COMMON, ())
    prepay_across_terms: bool | None = stated("可跨学期预收", Merge.UPPER)

    def __post_init__(self) -> None:
        both = set(self.channels) & set(self.forbidden_channels)
        ensure(not both, "channels", f"“{'、'.join(sorted(both))}”同时被允许和禁止")
        for cap in self.caps:
            ensure(cap.amount > 0, "caps", "上限应大于 0 元")

    def may_collect_through(self, channel: CollectionChannel) -> bool:
        return channel in self.channels and channel not in self.forbidden_channels

    def cap(self, unit: FeeUnit, stage: Stage | None) -> FeeCap | None:
        """The lowest cap that holds for the unit in the stage."""
        holding = [cap for cap in self.caps if cap.unit is unit and cap.stage in (None, stage)]
        return min(holding, key=lambda cap: cap.amount, default=None)


class RefundForm(StrEnum):
    """退费规则: the nine forms in use across the country, each with the parameters it needs."""

    SHARE_WITHIN_MONTHS = "share_within_months"  # withdrawn within n months: a share back; later: none
    BY_MONTHS_ABSENT = "by_months_absent"  # a month away: a month back; half: half; less: none
    HALF_MONTH_SETTLEMENT = "half_month_settlement"  # prepaid; at term end begun half months are charged
    FULL_WITHIN_MONTHS = "full_within_months"  # not served, or at most n months: settled back; later: none
    BY_ACTUAL_DAYS = "by_actual_days"
    HALF_CHARGE_BELOW_HALF_MONTH = "half_charge_below_half_month"
    OFFSET_NEXT_TERM = "offset_next_term"  # lessons not held × price, set off against the next term
    BY_LEAVE_NOTICE = "by_leave_notice"  # leave asked in time is refunded, absence is not
    BY_ACTUAL_LESSONS = "by_actual_lessons"  # lessons attended × price, settled at term end

    @property
    def label(self) -> str:
        return {
            "share_within_months": "限期退出按比例退",
            "by_months_absent": "按缺勤整月、半月退",
            "half_month_settlement": "期末按半月结算",
            "full_within_months": "限期内据实退、逾期不退",
            "by_actual_days": "按实际天数退",
            "half_charge_below_half_month": "不足半月收半",
            "offset_next_term": "未开课次抵下学期",
            "by_leave_notice": "按时请假才退",
            "by_actual_lessons": "按实际课次期末结算",
        }[self.value]


REFUND_PARAMETERS: Mapping[RefundForm, tuple[str, ...]] = {
    RefundForm.SHARE_WITHIN_MONTHS: ("within_months", "share"),
    RefundForm.HALF_MONTH_SETTLEMENT: ("days_a_month", "months_a_term"),
    RefundForm.FULL_WITHIN_MONTHS: ("within_months",),
    RefundForm.BY_LEAVE_NOTICE: ("leave_before",),
}


@dataclass(frozen=True, kw_only=True)
class RefundRule(PolicyValue):
    """退费: the form and its parameters. Whether it fits is checked once the levels are merged."""

    KIND = "refund"
    LABEL = "退费"

    form: RefundForm | None = stated("规则", Merge.NEAREST)
    within_months: int | None = stated("限期（月）", Merge.NEAREST)
    share: Decimal | None = stated("退还比例（%）", Merge.NEAREST)
    days_a_month: int | None = stated("每月计费天数", Merge.NEAREST)
    months_a_term: Decimal | None = stated("每学期月数", Merge.NEAREST)
    leave_before: time | None = stated("请假截止（前一日）", Merge.NEAREST)
    claim_within_days: int | None = stated("期末后申领天数", Merge.NEAREST)
    return_within_days: int | None = stated("申请后退款天数", Merge.LOWEST)
    original_route: bool | None = stated("原路退回", Merge.EITHER)

    def __post_init__(self) -> None:
        ensure(self.share is None or 0 <= self.share <= 100, "share", "应在 0 至 100 之间")
        for name in REFUND_PARAMETERS.get(self.form, ()) if self.form else ():
            ensure(getattr(self, name) is not None, name, f"规则“{self.form.label}”需要这一项")


class HeadWeight(StrEnum):
    MAIN = "main"
    SUITABLE = "suitable"

    @property
    def label(self) -> str:
        return {"main": "主要", "suitable": "适当"}[self.value]


@dataclass(frozen=True, kw_only=True)
class ExpenseHead(Item):
    """支出科目 allowed, with the share of the income it may take (per cent)."""

    code: str = named("代码")
    name: str = named("名称")
    weight: HeadWeight = named("主次", HeadWeight.SUITABLE)
    at_least: Decimal | None = named("最低占比（%）", None)
    at_most: Decimal | None = named("最高占比（%）", None)

    def __post_init__(self) -> None:
        low, high = self.at_least or Decimal(0), self.at_most or Decimal(100)
        ensure(0 <= low <= high <= 100, "at_most", "占比应满足 0 ≤ 最低 ≤ 最高 ≤ 100")


@dataclass(frozen=True, kw_only=True)
class ExpenseHeads(PolicyValue):
    """经费使用: the heads of expense allowed and how the money is kept."""

    KIND = "expense_head"
    LABEL = "经费使用"

    heads: tuple[ExpenseHead, ...] = stated("支出科目", Merge.COMMON, ())
    earmarked: bool | None = stated("专款专用", Merge.EITHER)
    separate_account: bool | None = stated("专账管理", Merge.EITHER)
    expense_ledger: bool | None = stated("建立支出台账", Merge.EITHER)
    published_regularly: bool | None = stated("定期公示", Merge.EITHER)
    joint_committee: tuple[str, ...] = stated("经费管理机构成员", Merge.NEAREST, ())
    forbidden: tuple[NamedRule, ...] = stated("禁止行为", Merge.ALL, ())
    staff_paid_by: str | None = stated("劳务报酬发放主体", Merge.UPPER)
    staff_paid_every: FeeUnit | None = stated("劳务报酬发放周期", Merge.NEAREST)
    staff_share_at_least: Decimal | None = stated("人员补助最低占比（%）", Merge.HIGHEST)
    funding_sources: tuple[NamedRule, ...] = stated("经费来源", Merge.ALL, ())

    def allows(self, code: str) -> bool:
        return any(head.code == code for head in self.heads)


@dataclass(frozen=True, kw_only=True)
class DisclosureRules(PolicyValue):
    """公示: what must be published, and how often."""

    KIND = "disclosure"
    LABEL = "公示公开"

    items: tuple[NamedRule, ...] = stated("公示事项", Merge.ALL, ())
    before_charge: bool | None = stated("收费前公示", Merge.EITHER)
    every: FeeUnit | None = stated("公示周期", Merge.NEAREST)
