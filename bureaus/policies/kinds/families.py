"""Rights of families: exemptions, priority, enrollment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bureaus.policies.kinds.shared import NamedRule
from bureaus.policies.values import Item, Merge, PolicyValue, ensure, named, stated


class Treatment(StrEnum):
    EXEMPT = "exempt"
    REDUCTION = "reduction"

    @property
    def label(self) -> str:
        return {"exempt": "免收", "reduction": "减收"}[self.value]


@dataclass(frozen=True, kw_only=True)
class ExemptionCategory(Item):
    """减免类别: a group of families and how it is treated."""

    code: str = named("代码")
    name: str = named("名称")
    treatment: Treatment = named("处理", Treatment.EXEMPT)
    share: Decimal | None = named("减收比例（%）", None)
    replaced_by: str | None = named("已由此类别取代", None)

    def __post_init__(self) -> None:
        if self.treatment is Treatment.EXEMPT:
            ensure(self.share is None, "share", "免收不写减收比例")
        else:
            ensure(self.share is None or 0 < self.share < 100, "share", "应在 0 与 100 之间")

    def combined(self, lower: ExemptionCategory) -> ExemptionCategory:
        """A lower level may be more generous than an upper one, never less: 免收 beats 减收."""
        if self.treatment is Treatment.EXEMPT and lower.treatment is Treatment.REDUCTION:
            return self
        return lower


@dataclass(frozen=True, kw_only=True)
class Evidence(Item):
    """证明材料 required of a family that claims a category."""

    code: str = named("类别代码")
    name: str = named("类别")
    papers: tuple[str, ...] = named("材料")


@dataclass(frozen=True, kw_only=True)
class Exemptions(PolicyValue):
    """减免对象. The list is versioned by the dates of its statements; “等” makes it open to additions."""

    KIND = "exemption"
    LABEL = "减免对象"

    categories: tuple[ExemptionCategory, ...] = stated("类别", Merge.ALL, ())
    evidence: tuple[Evidence, ...] = stated("证明材料", Merge.NEAREST, ())
    open_list: bool | None = stated("可以增列（“等”）", Merge.EITHER)

    def category(self, code: str) -> ExemptionCategory | None:
        return next((category for category in self.categories if category.code == code), None)

    def evidence_for(self, code: str) -> tuple[str, ...]:
        """The documents required of a family that claims the category."""
        return next((evidence.papers for evidence in self.evidence if evidence.code == code), ())


@dataclass(frozen=True, kw_only=True)
class PriorityGroups(PolicyValue):
    """优先保障群体 when seats are allotted."""

    KIND = "priority_group"
    LABEL = "优先保障群体"

    groups: tuple[NamedRule, ...] = stated("群体", Merge.ALL, ())


@dataclass(frozen=True, kw_only=True)
class EnrollmentRules(PolicyValue):
    """报名: voluntary, never refused, informed beforehand, agreed in writing, announced."""

    KIND = "enrollment"
    LABEL = "报名与协议"

    voluntary: bool | None = stated("自愿参加，不得强制或变相强制", Merge.EITHER)
    never_refuse: bool | None = stated("不得拒绝或推诿", Merge.EITHER)
    notice_before_enrollment: bool | None = stated("报名前告知家长", Merge.EITHER)
    notice_items: tuple[NamedRule, ...] = stated("告知内容", Merge.ALL, ())
    written_application: bool | None = stated("家长书面申请", Merge.EITHER)
    agreement_required: bool | None = stated("须签订服务协议", Merge.EITHER)
    roster_notice_required: bool | None = stated("名单须公示", Merge.EITHER)
    roster_notice_days: int | None = stated("名单公示工作日", Merge.HIGHEST)
    flexible_leaving: bool | None = stated("弹性离校", Merge.EITHER)
    never_send_home_early: bool | None = stated("不得强制提前离校", Merge.EITHER)
