"""The service agreement: its published text, the text one family reads, and the acceptance of exactly that text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import move, record
from bureaus.policies import policies
from bureaus.policies.kinds import EnrollmentRules, RefundRule
from enrollment.admissions.models import Application, ExemptionClaim
from enrollment.admissions.reports import application as application_reports
from enrollment.admissions.reports import applying
from enrollment.agreements import permissions, rules
from enrollment.agreements import texts as agreement_texts
from enrollment.agreements.models import Agreement, AgreementTemplate
from schools.plans.models import Activity, ServicePlan


@transaction.atomic
def publish_agreement_template(
    *, bureau_id: int, version: str, title: str, body: str, effective_from: date, by: Actor
) -> AgreementTemplate:
    """发布协议文本. A version is never changed; a new text is a new version.

    Raises RuleViolation for placeholders that cannot be filled, for a text without what it must say, and for a version
    that exists.
    """
    require(permissions.can_publish_agreement_template(by))
    rules.check_agreement_body(body)
    try:
        with transaction.atomic():
            template = AgreementTemplate.objects.of(bureau_id).create(
                version=version, title=title, body=body, sha256=rules.digest(body), effective_from=effective_from
            )
    except IntegrityError:
        raise RuleViolation(f"版本号“{version}”已经使用，请换一个。", field="version") from None
    record("agreement.publish", template, by=by, version=version, sha256=template.sha256)
    return template


def template_in_force(bureau_id: int, on: date) -> AgreementTemplate:
    """The bureau's newest text in force; without one, this product's own text, unsaved."""
    published = AgreementTemplate.objects.of(bureau_id).filter(effective_from__lte=on)
    return published.order_by("-effective_from", "-pk").first() or AgreementTemplate(
        bureau_id=bureau_id,
        version=agreement_texts.VERSION,
        title=agreement_texts.TITLE,
        body=agreement_texts.BODY,
        sha256=rules.digest(agreement_texts.BODY),
        effective_from=on,
    )


@dataclass(frozen=True)
class Draft:
    """The agreement as this family reads it before accepting; `sha256` travels with the form."""

    template: AgreementTemplate
    text: str

    @property
    def sha256(self) -> str:
        return rules.digest(self.text)


def draft_agreement(application: Application, *, guardian_name: str, on: date) -> Draft:
    """Fills the text in force with this child's places, times, fee and exemption."""
    template = template_in_force(application.bureau_id, on)
    return Draft(template, rules.fill_agreement(template.body, _values(application, guardian_name, on)))


def _values(application: Application, guardian_name: str, on: date) -> dict[str, str]:
    student, round_ = application.student, application.round
    lines = [
        f"· {place.offering.activity.name}：{applying.times_of(place.offering.activity)}{_pause(place.offering.activity)}"
        for place in application_reports.places_of(application)
        if place.status == place.Status.HELD
    ]
    return {
        "child": student.name,
        "school_class": str(student.school_class),
        "guardian": guardian_name,
        "school": str(round_.school),
        "term": str(round_.term),
        "period": f"{round_.term.starts_on:%Y年%m月%d日}至{round_.term.ends_on:%Y年%m月%d日}",
        "times": "\n".join(lines),
        "fee": _fee(round_.plan),
        "exemption": _exemption(application_reports.claim_of(application)),
        "refund": _refund(application.bureau_id, round_.term.rules_on(on)),
    }


def _pause(activity: Activity) -> str:
    """What the family has to know of a club whose institution may not serve."""
    note: str = getattr(activity, "stop_note", "")
    return f"（{note}恢复前不上课，不计费）" if note and activity.kind == Activity.Kind.CLUB else ""


def _fee(plan: ServicePlan) -> str:
    if not plan.fee_amount:
        return "不收费。"
    basis = f"（{plan.fee_document}）" if plan.fee_document else ""
    return f"{plan.fee_amount} {plan.price_unit}{basis}，以学校公示的标准为准。"


def _exemption(claim: ExemptionClaim | None) -> str:
    if claim is None:
        return "未申请减免。"
    name = claim.category_name
    share = "免收课后服务费" if claim.reduction_percent == 100 else f"减收课后服务费 {claim.reduction_percent}%"
    return {
        ExemptionClaim.Status.SUBMITTED: f"已按“{name}”申请减免，正在审核；认定后按认定结果执行。",
        ExemptionClaim.Status.ACCEPTED: f"已认定为“{name}”，{share}。",
        ExemptionClaim.Status.REJECTED: f"按“{name}”提出的减免申请未认定。",
    }[ExemptionClaim.Status(claim.status)]


def _refund(bureau_id: int, on: date) -> str:
    refund_rule = policies.find(bureau_id, RefundRule, on=on)
    if refund_rule is None or refund_rule.form is None:
        return agreement_texts.DEFAULT_REFUND
    route = "，原路退回" if refund_rule.original_route else ""
    return f"{refund_rule.form.label}{route}；具体以学校公示的退费办法为准。"


@transaction.atomic
def accept_agreement(*, application: Application, sha256: str, by: Actor) -> Agreement:
    """签订协议. Stores version, filled-in text, SHA-256, who accepted and when; the child takes part from now on.

    `sha256` is the hash of the text the guardian read: where the text has changed since, they have to read it again.
    """
    rows = Application.objects.of(application.bureau_id).locked()
    application = rows.select_related("round__plan", "round__school", "round__term", "student__school_class").get(
        pk=application.pk
    )
    require(permissions.can_accept_agreement(by, application))
    if application.status != Application.Status.ACCEPTED:
        raise RuleViolation(
            f"报名现在是“{application.get_status_display()}”，审核通过后才能签订协议。",
            clause=agreement_clause(application.bureau_id),
        )
    if not application.round.is_in_force:
        raise RuleViolation("方案已撤销备案或学期已结束，不能再签订协议。")
    draft = draft_agreement(application, guardian_name=by.name, on=timezone.localdate())
    if draft.sha256 != sha256:
        raise RuleViolation("协议内容在您阅读之后有更新，请重新阅读后确认。")
    template = _kept(draft.template)
    agreement = Agreement.objects.of(application.bureau_id).create(
        application=application,
        template=template,
        version=template.version,
        text=draft.text,
        sha256=draft.sha256,
        accepted_by_id=by.guardian_id,
    )
    move(
        application,
        Application.Status.AGREED,
        by=by,
        action="agreement.accept",
        reason=f"SHA-256 {draft.sha256}",
        takes_part_from=timezone.localdate(),
    )
    return agreement


def _kept(template: AgreementTemplate) -> AgreementTemplate:
    """The text as a row. This product's own is written down by the first family that accepts it, or by several at once."""
    if not template._state.adding:
        return template
    own, _ = AgreementTemplate.objects.of(template.bureau_id).get_or_create(
        version=template.version,
        sha256=template.sha256,
        defaults={"title": template.title, "body": template.body, "effective_from": template.effective_from},
    )
    return own


def agreement_clause(bureau_id: int) -> Clause | None:
    """The rule that requires an agreement before a child takes part."""
    enrollment_rules = policies.find(bureau_id, EnrollmentRules, on=timezone.localdate())
    return enrollment_rules.clause_for("agreement_required") if enrollment_rules else None
