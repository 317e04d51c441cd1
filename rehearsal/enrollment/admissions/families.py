"""Families apply early, in the middle, in the last minute, too late; with a claim, without consent; withdraw and change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from afterschool.papers import uploads
from afterschool.values.errors import Forbidden
from audit.actors import Actor
from bureaus.reviews.models import ReviewCase
from enrollment.admissions.models import Application, Offering, Round
from enrollment.admissions.reports import applying
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import reviewing
from enrollment.admissions.services.applications import Claim
from rehearsal import files
from rehearsal.acts import Act, Post
from rehearsal.county import County
from schools.families import services as family_services
from schools.families.models import Guardianship

NOT_INTERESTED, LAST_MINUTE = 0.12, 0.85
POOR = 0.14  # families that claim to belong to a group whose fee is waived
ANSWER = "已补充（示例）：放学由外婆接，电话已登记。"


def acts(county: County) -> Iterator[Act]:
    for round_ in Round.objects.of(county.pk).exclude(status="draft").select_related("plan", "term").order_by("pk"):
        if round_.status == Round.Status.OPEN and round_.closes_at > timezone.now():
            yield from _apply_all(county, round_)
        elif county.today <= timezone.localdate(round_.closes_at) + timedelta(days=10):
            yield from _too_late(county, round_)
    yield from _withdrawals(county)
    yield from _answers(county)


# --- applying -----------------------------------------------------------------------------------------------------------


def _apply_all(county: County, round_: Round) -> Iterator[Act]:
    offerings = list(Offering.objects.of(county.pk).filter(round=round_).select_related("activity").order_by("pk"))
    for link in _links(county, round_):
        number = link.student.student_number
        if county.trait(number, "keen") < NOT_INTERESTED:
            continue
        at = _when(county, round_, number)
        if at is None:
            continue
        if link.consented_at is None:
            if county.chance(0.05):
                yield _without_consent(county, link, round_, offerings, at)
        elif link.student.status == "enrolled":
            yield _apply(county, link, round_, _wishes(county, link, round_, offerings), at)
        elif county.chance(0.2):
            base = [row.pk for row in offerings if row.capacity is None]
            yield _apply(county, link, round_, base, at, name="application.submit_for_child_that_left", claims=False)


def _links(county: County, round_: Round) -> list[Guardianship]:
    """The guardians of each child of the school that has no living application in the round."""
    applied = Application.objects.of(county.pk).filter(round=round_).alive()
    rows = Guardianship.objects.of(county.pk).filter(student__school=round_.school_id, guardian__is_active=True)
    rows = rows.exclude(student__in=applied.values("student"))
    return list(rows.select_related("student__school_class", "guardian").order_by("pk"))


def _when(county: County, round_: Round, number: str) -> time | None:
    """The minute of this half-day at which this family applies, if it does now: most in the first days, some in the last hour."""
    opens_at, closes_at = timezone.localtime(round_.opens_at), timezone.localtime(round_.closes_at)
    trait = county.trait(number, "applies")
    if trait > LAST_MINUTE:
        at = (closes_at - timedelta(minutes=1 + int(county.trait(number, "minute") * 50))).time()
        is_now = closes_at.date() == county.today and county.half.covers(at)
        return at if is_now else None
    meant = opens_at + (closes_at - opens_at) * (trait / LAST_MINUTE) ** 2
    if meant.date() > county.today or not county.chance(0.7):
        return None
    at = county.at_home() if county.chance(0.7) else county.at_work()
    return at if opens_at <= _today(at) < closes_at else None


def _today(at: time) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), at))


def _wishes(county: County, link: Guardianship, round_: Round, offerings: list[Offering]) -> list[int]:
    """Base care mostly, with as many clubs as the round allows; some want a club only. A full club is tried too."""
    grade = link.student.school_class.grade
    base = [row.pk for row in offerings if row.capacity is None]
    clubs = [row for row in offerings if row.capacity is not None]
    fitting = [row for row in clubs if row.activity.grade_from <= grade <= row.activity.grade_to]
    free = [row for row in fitting if row.seats_left] if county.chance(0.9) else fitting
    wanted = county.dice.sample(free, min(len(free), county.dice.randrange(round_.clubs_per_student + 1)))
    chosen = [row.pk for row in wanted]
    return chosen if chosen and county.chance(0.12) else base + chosen


def _apply(
    county: County, link: Guardianship, round_: Round, offerings: list[int], at: time, *,
    name: str = "application.submit", claims: bool = True, wrong: bool = False,
) -> Act:  # fmt: skip
    by = county.family(link.guardian)
    category = _category(county, link, round_) if claims else None
    data: dict[str, object] = {"offerings": offerings, "note": "", "exemption": category or ""}
    if category:
        data["evidence"] = files.certificate("困难证明")
    return Act(
        at=at,
        name=f"{name}_with_claim" if category else name,
        by=by,
        do=partial(_submit, by, round_.pk, link.student_id, offerings, category),
        post=Post(route="enrollment:apply", kwargs={"pk": round_.pk, "student_pk": link.student_id}, data=data),
        twice=not wrong and county.chance(0.05),
        wrong=wrong,
    )


def _category(county: County, link: Guardianship, round_: Round) -> str | None:
    """The group this family says it belongs to, if it says so."""
    number = link.student.student_number
    choices = applying.exemption_choices(county.pk, round_.term.rules_on(county.today))
    if not choices or county.trait(number, "poor") > POOR:
        return None
    return choices[int(county.trait(number, "group") * len(choices))][0]


def _submit(by: Actor, round_id: int, student_id: int, offerings: list[int], category: str | None) -> None:
    """As the page does: who is not invited finds nothing there."""
    invitation = applying.find_invitation(by, round_id=round_id, student_id=student_id)
    if invitation is None:
        raise Forbidden("没有这个孩子可报的报名。")
    claim = Claim(category, uploads.check_upload(files.certificate("困难证明"))) if category else None
    application_services.apply_for_round(invitation=invitation, offerings=offerings, claim=claim, by=by)


def _without_consent(
    county: County, link: Guardianship, round_: Round, offerings: list[Offering], at: time
) -> Act:  # fmt: skip
    """Reads the rules on the child's data, does not agree, and applies all the same: none of it is kept."""
    by = county.family(link.guardian)

    def refuse_and_apply() -> None:
        family_services.refuse_consent(guardianship=link, by=by)
        _submit(by, round_.pk, link.student_id, [row.pk for row in offerings if row.capacity is None], None)

    return Act(at=at, name="application.submit_without_consent", by=by, do=refuse_and_apply, wrong=True)


def _too_late(county: County, round_: Round) -> Iterator[Act]:
    """Somebody comes after the closing time."""
    if round_.closes_at > timezone.now() or not county.chance(0.1):
        return
    base = Offering.objects.of(county.pk).filter(round=round_, capacity__isnull=True).order_by("pk")
    links = [link for link in _links(county, round_) if link.consented_at]
    if links:
        link, wanted = county.dice.choice(links), list(base.values_list("pk", flat=True))
        at = county.at_home()
        yield _apply(county, link, round_, wanted, at, name="application.submit_too_late", claims=False, wrong=True)


# --- afterwards ----------------------------------------------------------------------------------------------------------


def _withdrawals(county: County) -> Iterator[Act]:
    """A few think better of it, before the agreement and after; some of them apply anew for something else at once."""
    alive = Application.objects.of(county.pk).alive().exclude(round__term__status="closed")
    for application in alive.select_related("round__term", "guardian", "student").order_by("pk"):
        share = 0.002 if application.status == Application.Status.AGREED else 0.01
        if not county.chance(share):
            continue
        by = county.family(application.guardian)
        at = county.at_home()
        yield Act(
            at=at,
            name=f"application.withdraw_{application.status}",
            by=by,
            do=partial(application_services.withdraw_application, application=application, by=by),
            post=Post(route="enrollment:withdraw_application", kwargs={"pk": application.pk}),
            twice=county.chance(0.15),
        )
        if application.round.status == Round.Status.OPEN and county.chance(0.5):
            yield from _change(county, application, time(at.hour, 59))
    yield from _strangers(county)


def _change(county: County, application: Application, at: time) -> Iterator[Act]:
    links = Guardianship.objects.of(county.pk).filter(student=application.student, guardian=application.guardian)
    link = links.select_related("student__school_class", "guardian").first()
    if link is not None:
        offerings = Offering.objects.of(county.pk).filter(round=application.round).select_related("activity")
        wishes = _wishes(county, link, application.round, list(offerings.order_by("pk")))
        yield _apply(county, link, application.round, wishes, at, name="application.change", claims=False)


def _strangers(county: County) -> Iterator[Act]:
    """Somebody withdraws the application of a child that is not theirs."""
    alive = (
        Application.objects.of(county.pk).alive().select_related("guardian").order_by("pk")
        if county.chance(0.05)
        else []
    )
    rows = list(alive)
    if len(rows) > 1 and rows[0].guardian_id != rows[-1].guardian_id:
        by = county.family(rows[-1].guardian)
        withdraw = partial(application_services.withdraw_application, application=rows[0], by=by)
        post = Post(route="enrollment:withdraw_application", kwargs={"pk": rows[0].pk})
        yield Act(
            at=county.at_home(), name="application.withdraw_of_another", by=by, do=withdraw, post=post, wrong=True
        )


def _answers(county: County) -> Iterator[Act]:
    """What the school asked for is answered within days by most."""
    cases = ReviewCase.objects.of(county.pk).filter(
        status=ReviewCase.Status.WAITING, chain="enrollment_review", subject_kind=Application.kind_code
    )
    waiting = dict(cases.order_by("pk").values_list("subject_id", "waiting_since"))
    rows = Application.objects.of(county.pk).filter(pk__in=waiting).select_related("guardian", "student")
    for application in rows.order_by("pk"):
        days = (county.today - waiting[application.pk]).days
        if county.trait(application.student.student_number, "answers") > 0.1 and days >= 1 and county.chance(0.5):
            by = county.family(application.guardian)
            answer = partial(reviewing.answer_review, application=application, answer=ANSWER, by=by)
            yield Act(
                at=county.at_home(),
                name="application.answer",
                by=by,
                do=answer,
                post=Post(
                    route="enrollment:show_family_application", kwargs={"pk": application.pk}, data={"answer": ANSWER}
                ),
                twice=county.chance(0.1),
            )
