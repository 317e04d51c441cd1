"""Third-party providers, the people who serve, and safety."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bureaus.policies.kinds.shared import NamedRule
from bureaus.policies.values import Merge, PolicyValue, ensure, stated


class SelectionLevel(StrEnum):
    """遴选层级: the bureau draws up a shortlist, or each school holds its own tender."""

    BUREAU_SHORTLIST = "bureau_shortlist"
    SCHOOL_TENDER = "school_tender"

    @property
    def label(self) -> str:
        return {"bureau_shortlist": "教育局备选清单", "school_tender": "学校招投标"}[self.value]


class BlacklistScope(StrEnum):
    COUNTY = "county"
    PREFECTURE = "prefecture"
    PROVINCE = "province"

    @property
    def label(self) -> str:
        return {"county": "全县", "prefecture": "全市", "province": "全省"}[self.value]


@dataclass(frozen=True, kw_only=True)
class ProviderRules(PolicyValue):
    """第三方机构: their selection, supervision, assessment and removal."""

    KIND = "provider"
    LABEL = "第三方机构"

    selection_level: SelectionLevel | None = stated("遴选方式", Merge.UPPER)
    shortlist_published: bool | None = stated("公开备选清单、服务项目和引进费用标准", Merge.EITHER)
    school_tender: bool | None = stated("学校与家委会招投标", Merge.EITHER)
    min_bidders: int | None = stated("最少投标机构", Merge.HIGHEST)
    min_caterers: int | None = stated("最少供餐投标企业", Merge.HIGHEST)
    committee_takes_part: bool | None = stated("家委会全程参与", Merge.EITHER)
    non_academic_only: bool | None = stated("只限非学科类", Merge.EITHER)
    only_when_school_lacks: bool | None = stated("校内资源不足时才引进", Merge.EITHER)
    allowed_kinds: tuple[NamedRule, ...] = stated("可引进的机构", Merge.NEAREST, ())
    mechanisms: tuple[NamedRule, ...] = stated("管理机制", Merge.ALL, ())
    termination_grounds: tuple[NamedRule, ...] = stated("取消资格情形", Merge.ALL, ())
    min_satisfaction: Decimal | None = stated("最低满意度（%）", Merge.HIGHEST)
    assessments_a_term: int | None = stated("每学期评估次数", Merge.HIGHEST)
    blacklist_years: int | None = stated("黑名单年限", Merge.HIGHEST)
    blacklist_scope: BlacklistScope | None = stated("黑名单范围", Merge.UPPER)
    forbidden: tuple[NamedRule, ...] = stated("禁止行为", Merge.ALL, ())

    def __post_init__(self) -> None:
        ensure(self.min_satisfaction is None or self.min_satisfaction <= 100, "min_satisfaction", "不能超过 100")
        ensure(self.min_bidders is None or self.min_bidders >= 1, "min_bidders", "至少 1 家")


@dataclass(frozen=True, kw_only=True)
class StaffRules(PolicyValue):
    """服务人员: who may serve, their rights, who is on duty."""

    KIND = "staff"
    LABEL = "服务人员"

    own_teachers_first: bool | None = stated("以本校教师为主", Merge.EITHER)
    voluntary: bool | None = stated("教师自愿，不得强制或摊派", Merge.EITHER)
    flexible_hours: bool | None = stated("弹性上下班", Merge.EITHER)
    outside_people: tuple[NamedRule, ...] = stated("可聘请的校外人员", Merge.ALL, ())
    vetting: bool | None = stated("外聘人员资格审查", Merge.EITHER)
    leaders_on_duty_a_day: int | None = stated("每日带班领导人数", Merge.HIGHEST)
    duty_rank: str | None = stated("值班干部级别", Merge.UPPER)
    forbidden: tuple[NamedRule, ...] = stated("禁止行为", Merge.ALL, ())
    talent_pool: bool | None = stated("建立人才库", Merge.EITHER)


@dataclass(frozen=True, kw_only=True)
class SafetyRules(PolicyValue):
    """安全管理: records, checks, insurance."""

    KIND = "safety"
    LABEL = "安全管理"

    records: tuple[NamedRule, ...] = stated("必备记录", Merge.ALL, ())
    checks: tuple[NamedRule, ...] = stated("必查事项", Merge.ALL, ())
    liability_insurance: bool | None = stated("投保校方责任险", Merge.EITHER)
    risk_assessment: bool | None = stated("事前风险评估", Merge.EITHER)
    content_review: bool | None = stated("课程内容审核", Merge.EITHER)
