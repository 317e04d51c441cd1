"""A school's plan and its approval: required parts, gate, review chains."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audit.roles import OUTSIDE_ROLES, Role
from bureaus.policies.values import Item, Merge, PolicyValue, ensure, named, stated


class PlanPart(StrEnum):
    """Parts that a plan may have to contain; schools.plans checks for each whether it is there."""

    SCHEDULE = "schedule"
    CONTENT = "content"
    STUDENT_ACTIVITIES = "student_activities"
    STAFFING = "staffing"
    SAFETY = "safety"
    EMERGENCY_PLAN = "emergency_plan"
    MANAGEMENT_RULES = "management_rules"
    FEE = "fee"
    PROVIDER_CONTRACT = "provider_contract"
    INSURANCE = "insurance"
    RISK_ASSESSMENT = "risk_assessment"

    @property
    def label(self) -> str:
        return {
            "schedule": "服务时间",
            "content": "服务内容",
            "student_activities": "学生活动安排",
            "staffing": "人员安排",
            "safety": "安全措施",
            "emergency_plan": "应急预案",
            "management_rules": "管理制度",
            "fee": "收费事项",
            "provider_contract": "机构协议",
            "insurance": "责任险",
            "risk_assessment": "风险评估",
        }[self.value]


@dataclass(frozen=True, kw_only=True)
class RequiredPart(Item):
    """One required part of a plan, under its local name."""

    part: PlanPart = named("部分")
    name: str = named("名称")

    @property
    def key(self) -> str:
        return self.part.value


@dataclass(frozen=True, kw_only=True)
class PlanParts(PolicyValue):
    """方案必备内容 of 一校一案, and what the plan is called here."""

    KIND = "plan_parts"
    LABEL = "方案必备内容"

    plan_name: str | None = stated("方案名称", Merge.NEAREST)
    parts: tuple[RequiredPart, ...] = stated("必备部分", Merge.ALL, ())


class Gate(StrEnum):
    """方案何时批准: before the service starts, or only after tender and contract."""

    BEFORE_START = "before_start"
    AFTER_TENDER_AND_CONTRACT = "after_tender_and_contract"

    @property
    def label(self) -> str:
        return {"before_start": "批准后才能开展", "after_tender_and_contract": "招标签约后再批准"}[self.value]


@dataclass(frozen=True, kw_only=True)
class PlanGate(PolicyValue):
    """方案审批关口: what must have happened before the plan may be approved and the service may start."""

    KIND = "plan_gate"
    LABEL = "方案审批关口"

    gate: Gate | None = stated("审批时点", Merge.UPPER)
    emergency_plan_filed: bool | None = stated("应急预案一并备案", Merge.EITHER)
    survey_before_plan: bool | None = stated("先摸底后拟定方案", Merge.EITHER)
    approval_before_enrollment: bool | None = stated("先批准后报名", Merge.EITHER)


class ReviewSubject(StrEnum):
    """What a review chain decides about."""

    PLAN_APPROVAL = "plan_approval"
    ENROLLMENT_REVIEW = "enrollment_review"
    EXEMPTION_REVIEW = "exemption_review"
    FEE_FILING = "fee_filing"
    SHORTLIST_REVIEW = "shortlist_review"
    REFUND_APPROVAL = "refund_approval"
    ATTENDANCE_CORRECTION = "attendance_correction"
    CLUE_REPORT = "clue_report"

    @property
    def label(self) -> str:
        return {
            "plan_approval": "方案备案审批",
            "enrollment_review": "报名审核",
            "exemption_review": "减免审核",
            "fee_filing": "收费备案",
            "shortlist_review": "机构备选清单审核",
            "refund_approval": "退费审批",
            "attendance_correction": "考勤更正审批",
            "clue_report": "线索登记表审核",
        }[self.value]


class StepScope(StrEnum):
    """Where the deciding role is held: in the pupil's class, grade or school, or in the bureau."""

    CLASS = "class"
    GRADE = "grade"
    SCHOOL = "school"
    BUREAU = "bureau"

    @property
    def label(self) -> str:
        return {"class": "班级", "grade": "年级", "school": "学校", "bureau": "教育局"}[self.value]


APPLICANT = "applicant"


@dataclass(frozen=True, kw_only=True)
class ReviewStep(Item):
    """One step: who decides, how many must agree, within how many working days, and to which steps it may return."""

    code: str = named("代码")
    name: str = named("名称")
    role: Role = named("岗位")
    scope: StepScope = named("范围", StepScope.SCHOOL)
    quorum: int = named("同意人数", 1)
    days_allowed: int | None = named("办理期限（工作日）", None)
    may_return_to: tuple[str, ...] = named("可以退回到", (APPLICANT,))
    delegate: Role | None = named("可代办岗位", None)

    def __post_init__(self) -> None:
        ensure(self.quorum >= 1, "quorum", "至少 1 人")
        ensure(self.days_allowed is None or 1 <= self.days_allowed <= 60, "days_allowed", "应在 1 至 60 之间")
        for field, role in (("role", self.role), ("delegate", self.delegate)):
            ensure(role not in OUTSIDE_ROLES, field, "审核由教育局和学校的岗位承担，第三方机构不参与")
        ensure(self.delegate != self.role, "delegate", "代办岗位不能是本岗位")


@dataclass(frozen=True, kw_only=True)
class ReviewChain(Item):
    """审核流程 of one subject: its steps, in order."""

    subject: ReviewSubject = named("事项")
    steps: tuple[ReviewStep, ...] = named("步骤")

    def __post_init__(self) -> None:
        ensure(self.steps, "steps", "至少一步")
        earlier = [APPLICANT]
        for index, step in enumerate(self.steps):
            for target in step.may_return_to:
                ensure(target in earlier, f"steps[{index}].may_return_to", f"“{target}”不是在它之前的步骤")
            earlier.append(step.code)

    @property
    def key(self) -> str:
        return self.subject.value


@dataclass(frozen=True, kw_only=True)
class ReviewChains(PolicyValue):
    """审核流程: the deciders of each subject, their order, votes and days."""

    KIND = "review_chain"
    LABEL = "审核流程"

    chains: tuple[ReviewChain, ...] = stated("流程", Merge.NEAREST, ())
    days_allowed: int | None = stated("未写明时的办理期限（工作日）", Merge.NEAREST)

    def chain(self, subject: ReviewSubject | str) -> ReviewChain | None:
        return next((chain for chain in self.chains if chain.subject == subject), None)
