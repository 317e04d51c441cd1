"""What a plan must contain. Each finding says what is missing, where to write it and which clause requires it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from afterschool.values.vocabulary import Weekday
from bureaus.policies.kinds import FeeModel, Gate, PlanPart, RequiredPart
from schools.plans.rules.facts import Finding, PlanFacts, PlanPolicies

PROVIDER_CONTRACT = "provider_contract"  # purpose of the attachment


def check_parts(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    for required in policies.parts.parts:
        sentence, where = MISSING[required.part](required, facts, policies)
        if sentence:
            clause = policies.parts.clause_for("parts", required.key)
            severity = policies.parts.severity_for("parts", required.key)
            yield Finding(f"part_{required.key}", severity, sentence, clause, where)
    yield from check_safety(facts, policies)
    yield from check_gate(facts, policies)


def check_safety(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    """Safety requirements beyond the required parts, unless a required part covers them already."""
    required_parts = {required.part for required in policies.parts.parts}
    safety = policies.safety
    if safety.liability_insurance and PlanPart.INSURANCE not in required_parts and not facts.text("insurance"):
        field, message = "liability_insurance", "没有写校方责任险：请写明承保公司和保单号。"
        yield Finding("insurance", safety.severity_for(field), message, safety.clause_for(field), "texts")
    if safety.risk_assessment and PlanPart.RISK_ASSESSMENT not in required_parts and not facts.text("risk_assessment"):
        field, message = "risk_assessment", "没有写风险评估：请写明开展前评估了哪些风险、怎样防范。"
        yield Finding("risk_assessment", safety.severity_for(field), message, safety.clause_for(field), "texts")


def check_gate(facts: PlanFacts, policies: PlanPolicies) -> Iterator[Finding]:
    gate = policies.gate
    if gate.survey_before_plan and not facts.answers_count and not facts.text("survey_summary"):
        message = "没有摸底情况：请先登记需求摸底，或在“摸底情况”里写明问卷份数和有需求的学生数。"
        yield Finding(
            "survey", gate.severity_for("survey_before_plan"), message, gate.clause_for("survey_before_plan"), "texts"
        )
    with_providers = [activity.name for activity in facts.activities if activity.provider is not None]
    after_contract = gate.gate is Gate.AFTER_TENDER_AND_CONTRACT
    if after_contract and with_providers and PROVIDER_CONTRACT not in facts.attachment_purposes:
        message = f"引进了第三方机构（{'、'.join(with_providers)}），请先完成招投标、签订协议并上传协议。"
        yield Finding("contract", gate.severity_for("gate"), message, gate.clause_for("gate"), "attachments")


# --- one question for each part: the sentence that is missing, and where to write it -----------------------------------

Missing = tuple[str, str]


def _text(field: str, ask: str) -> Callable[[RequiredPart, PlanFacts, PlanPolicies], Missing]:
    def missing(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
        return ("" if facts.text(field) else f"没有写{required.name}：{ask}。", "texts")

    return missing


def _schedule(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
    return ("" if facts.slots else f"没有写{required.name}：请添加每天的服务时段。", "schedule")


def _content(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
    if not facts.activities:
        return f"没有写{required.name}：请添加活动，先写作业辅导和体育活动。", "activities"
    silent = [activity.name for activity in facts.activities if not activity.content.strip()]
    return (f"{required.name}不完整：请写明“{'、'.join(silent)}”的内容。" if silent else "", "activities")


def _student_activities(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
    if not facts.activities:
        return f"没有写{required.name}：请安排每天的学生活动。", "activities"
    arranged = {day for activity in facts.activities for day in activity.weekdays}
    empty = [Weekday(day).label for day in sorted({slot.weekday for slot in facts.slots} - arranged)]
    return (f"{required.name}不完整：{'、'.join(empty)}有服务时段，没有安排活动。" if empty else "", "activities")


def _fee(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
    if policies.fee.model is FeeModel.FREE:
        return "", "fee"
    if facts.fee_amount is None:
        return f"没有写{required.name}：请填写收费标准，不收费的填 0。", "fee"
    if facts.fee_amount and not facts.fee_unit:
        return f"{required.name}不完整：请选择计费单位。", "fee"
    if facts.fee_amount and not facts.fee_document.strip():
        return f"{required.name}不完整：请填写收费依据的文号。", "fee"
    return "", "fee"


def _provider_contract(required: RequiredPart, facts: PlanFacts, policies: PlanPolicies) -> Missing:
    served = [activity.name for activity in facts.activities if activity.provider is not None]
    if served and PROVIDER_CONTRACT not in facts.attachment_purposes:
        return f"没有上传{required.name}：“{'、'.join(served)}”由第三方机构承担。", "attachments"
    return "", "attachments"


MISSING: Mapping[PlanPart, Callable[[RequiredPart, PlanFacts, PlanPolicies], Missing]] = {
    PlanPart.SCHEDULE: _schedule,
    PlanPart.CONTENT: _content,
    PlanPart.STUDENT_ACTIVITIES: _student_activities,
    PlanPart.STAFFING: _text("organization", "请写明负责人、每天的带班领导和任课教师分工"),
    PlanPart.SAFETY: _text("safety_measures", "请写明场地、消防、食品、接送等措施和责任人"),
    PlanPart.EMERGENCY_PLAN: _text("emergency_plan", "请写明突发情况的处置流程和责任人"),
    PlanPart.MANAGEMENT_RULES: _text("management_rules", "请写明考勤、交接班、门卫登记等制度"),
    PlanPart.FEE: _fee,
    PlanPart.PROVIDER_CONTRACT: _provider_contract,
    PlanPart.INSURANCE: _text("insurance", "请写明承保公司和保单号"),
    PlanPart.RISK_ASSESSMENT: _text("risk_assessment", "请写明开展前评估了哪些风险、怎样防范"),
}
