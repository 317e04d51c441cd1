"""Officers publish the county's text, and a new one when they like; families sign at once, days late, or never."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from functools import partial

from django.utils import timezone

from audit.actors import Actor
from audit.roles import Role
from enrollment.admissions.models import Application
from enrollment.agreements import rules, texts
from enrollment.agreements import services as agreement_services
from enrollment.agreements.models import AgreementTemplate
from rehearsal.acts import Act, Post
from rehearsal.county import County, Half

NEVER, AT_ONCE, DAYS_LATE = 0.04, 0.6, 7
TEXTS = 3  # as many versions as an officer writes in one run
TITLE = "中小学生课后服务协议（示例）"


def acts(county: County) -> Iterator[Act]:
    yield from _publish(county)
    waiting = Application.objects.of(county.pk).filter(status=Application.Status.ACCEPTED)
    for application in waiting.select_related(*FACTS).order_by("pk"):
        yield from _sign(county, application)


FACTS = ("round__plan", "round__school", "round__term", "student__school_class", "guardian")


# --- the text ---------------------------------------------------------------------------------------------------------


def _publish(county: County) -> Iterator[Act]:
    """The first text comes in the first week, or the platform's own is used for a while; later ones when something changes."""
    written = AgreementTemplate.objects.of(county.pk).filter(version__startswith="示例").count()
    due = county.day >= 2 and county.half is Half.MORNING
    if not due or written >= TEXTS or not county.chance(0.25 if written == 0 else 0.02):
        return
    officer = county.bureau_actor(Role.OFFICER)
    yield _publishing(
        county, officer, "示例-缺退费", texts.BODY.replace("{refund}", "另行通知"), at=time(9, 0), wrong=True
    )
    yield _publishing(county, officer, "示例-错字段", texts.BODY + "{phone}", at=time(9, 10), wrong=True)
    body = texts.BODY + f"\n十、补充\n本文本为{county.data.short_name}示例文本第 {written + 1} 版。\n"
    yield _publishing(county, officer, f"示例-{written + 1}", body, at=time(10, 0))
    if written:
        yield _publishing(county, officer, f"示例-{written}", body, at=time(10, 30), wrong=True)


def _publishing(county: County, officer: Actor, version: str, body: str, *, at: time, wrong: bool = False) -> Act:
    values = {"version": version, "title": TITLE, "body": body, "effective_from": county.today}
    return Act(
        at=at,
        name="agreement.publish_wrong" if wrong else "agreement.publish",
        by=officer,
        do=partial(agreement_services.publish_agreement_template, bureau_id=county.pk, by=officer, **values),
        post=Post(route="enrollment:publish_agreement_template", data=values),
        wrong=wrong,
    )


# --- families ---------------------------------------------------------------------------------------------------------


def _sign(county: County, application: Application) -> Iterator[Act]:
    number = application.student.student_number
    trait = county.trait(number, "signs")
    if trait < NEVER or application.decided_at is None:
        return
    days = (county.today - timezone.localdate(application.decided_at)).days
    by = county.family(application.guardian)
    if county.chance(0.02):
        yield _stale(county, application, by)
    if trait > AT_ONCE and days < int(county.trait(number, "late") * DAYS_LATE):
        return
    if county.chance(0.8):
        draft = agreement_services.draft_agreement(application, guardian_name=by.name, on=county.today)
        yield Act(
            at=county.at_home(),
            name="agreement.accept",
            by=by,
            do=partial(_read_and_accept, application, by),
            post=_post(application, draft.sha256),
            twice=county.chance(0.06),
        )


def _read_and_accept(application: Application, by: Actor) -> None:
    fresh = Application.objects.of(by.bureau_id).select_related(*FACTS).get(pk=application.pk)
    draft = agreement_services.draft_agreement(fresh, guardian_name=by.name, on=timezone.localdate())
    agreement_services.accept_agreement(application=fresh, sha256=draft.sha256, by=by)


def _stale(county: County, application: Application, by: Actor) -> Act:
    """Accepts what a page said that was opened long ago: an older text, a draft for somebody else."""
    older = AgreementTemplate.objects.of(county.pk).order_by("effective_from", "pk").first()
    text = older.body if older else texts.BODY
    sha256 = rules.digest(rules.fill_agreement(text, {"guardian": by.name}))
    accept = partial(agreement_services.accept_agreement, application=application, sha256=sha256, by=by)
    post = _post(application, sha256)
    return Act(at=county.at_home(), name="agreement.accept_stale", by=by, do=accept, post=post, wrong=True)


def _post(application: Application, sha256: str) -> Post:
    return Post(route="enrollment:accept_agreement", kwargs={"pk": application.pk}, data={"sha256": sha256})
