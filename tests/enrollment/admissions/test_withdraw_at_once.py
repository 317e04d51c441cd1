"""The bureau withdraws the plan while fifty families press the button: real threads, real connections, real PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from audit.actors import Actor
from bureaus.terms import services as term_services
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, Offering, Place, Round
from enrollment.admissions.reports import applying
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import rounds as round_services
from enrollment.attendance import services as attendance_services
from enrollment.attendance.models import Session
from schools.plans.models import ServicePlan
from schools.plans.services import plans as plan_services
from tests.crowd import families
from tests.threads import at_once
from tests.world import County, World


@pytest.fixture(autouse=True)
def clock():
    """Real time: this is about real threads."""


@pytest.fixture
def county(transactional_db) -> County:
    return World.build().linhe


@pytest.fixture
def round_(county) -> Round:
    now = timezone.now()
    with bureau_scope(county.bureau.pk):
        Term.objects.of(county.bureau.pk).update(ends_on=timezone.localdate() + timedelta(days=30))
        opened = round_services.open_round(
            plan=county.approved_plan(),
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(hours=1),
            clubs_per_student=2,
            by=county.actor("school_admin"),
        )
        Offering.objects.of(county.bureau.pk).exclude(capacity=None).update(capacity=40, seats_left=40)
    return opened


def application_of(round_, actor, student_id):
    """The family read the page while enrollment was open; this is its press of the button."""
    with bureau_scope(actor.bureau_id):
        invitation = applying.find_invitation(actor, round_id=round_.pk, student_id=student_id)
        wanted = [pk for pk, choice in invitation.choices.items() if choice.name in ("课业辅导", "科学实验")]

    def press() -> str:
        application_services.apply_for_round(invitation=invitation, offerings=wanted, by=actor)
        return "applied"

    return press


def withdrawal_of(county, round_):
    def withdraw() -> str:
        plan = ServicePlan.objects.of(county.bureau.pk).get(pk=round_.plan_id)
        plan_services.withdraw_plan(plan=plan, reason="校区搬迁", by=county.actor("officer"))
        return "withdrawn"

    return withdraw


def left_over(county) -> dict[str, int]:
    bureau_id = county.bureau.pk
    with bureau_scope(bureau_id):
        club = Offering.objects.of(bureau_id).get(activity__name="科学实验")
        return {
            "alive": Application.objects.of(bureau_id).alive().count(),
            "held": Place.objects.of(bureau_id).taken().count(),
            "seats_left": club.seats_left,
        }


@pytest.mark.parametrize(("count", "before_the_officer"), [(50, 25), (12, 0), (12, 12)])
def test_no_place_is_held_and_no_application_alive(county, round_, count, before_the_officer):
    acts = [application_of(round_, actor, student_id) for actor, student_id in families(county, count)]
    acts.insert(before_the_officer, withdrawal_of(county, round_))
    answers = at_once(county, *acts)
    assert answers.count("withdrawn") == 1
    refused = [answer for answer in answers if answer not in ("applied", "withdrawn")]
    assert all("报名刚刚截止" in answer or "最后一个名额刚被报走" in answer for answer in refused)
    assert left_over(county) == {"alive": 0, "held": 0, "seats_left": 40}
    with bureau_scope(county.bureau.pk):
        assert Application.objects.of(county.bureau.pk).count() == answers.count("applied")


# --- one waits for the other: the same, without chance ---------------------------------------------------------------


class Midway:
    """An act in a thread of its own that has written and has not committed until it is let go."""

    def __init__(self, county: County, act):
        self.county, self.act = county, act
        self.has_written, self.may_commit = Event(), Event()
        self.thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            with bureau_scope(self.county.bureau.pk):
                self.act()
                self.has_written.set()
                self.may_commit.wait(timeout=60)
        finally:
            connection.close()

    def __enter__(self) -> Midway:
        self.thread.start()
        assert self.has_written.wait(timeout=60)
        return self

    def __exit__(self, *_: object) -> None:
        self.may_commit.set()
        self.thread.join()


def must_wait(county, act) -> None:
    """The act cannot go on before the other has committed; given up here, it has done nothing."""

    def impatiently() -> None:
        with bureau_scope(county.bureau.pk):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
            act()

    with pytest.raises(OperationalError, match="lock timeout"):
        impatiently()


def test_the_withdrawal_waits_for_who_is_applying_and_then_ends_it(county, round_):
    ((actor, student_id),) = families(county, 1)
    withdraw = withdrawal_of(county, round_)
    with Midway(county, application_of(round_, actor, student_id)):
        must_wait(county, withdraw)
    assert left_over(county)["alive"] == 1
    assert at_once(county, withdraw) == ["withdrawn"]
    assert left_over(county) == {"alive": 0, "held": 0, "seats_left": 40}


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def test_who_applies_during_the_withdrawal_waits_and_is_refused(county, round_):
    """The statement began while the plan was in force as far as it could see; what it waited for, it asks again."""
    ((actor, student_id),) = families(county, 1)
    press = application_of(round_, actor, student_id)
    with ThreadPoolExecutor(1) as pool:
        with Midway(county, withdrawal_of(county, round_)):
            pressed = pool.submit(at_once, county, press)
            assert any(somebody_waits() for _ in range(10_000))
        (answer,) = pressed.result(timeout=60)
    assert "报名刚刚截止" in answer
    assert left_over(county) == {"alive": 0, "held": 0, "seats_left": 40}


def test_two_families_never_wait_for_each_other_at_the_round(county, round_):
    (first, second) = families(county, 2)
    with bureau_scope(county.bureau.pk):
        Offering.objects.of(county.bureau.pk).exclude(capacity=None).delete()
    with Midway(county, application_of(round_, *first)):
        assert at_once(county, application_of(round_, *second)) == ["applied"]


def test_the_withdrawal_waits_for_who_is_planning_sessions_and_then_cancels_them(county, round_):
    bureau_id = county.bureau.pk
    with bureau_scope(bureau_id):
        application = Application.objects.of(bureau_id).create(
            round=round_,
            student=county.student,
            guardian=county.guardian,
            status="agreed",
            takes_part_from=timezone.localdate(),
        )
        care = Offering.objects.of(bureau_id).get(activity__name="课业辅导")
        Place.objects.of(bureau_id).create(application=application, offering=care)
    withdraw = withdrawal_of(county, round_)
    plan = lambda: attendance_services.generate_sessions(round=round_, by=Actor.system(bureau_id))  # noqa: E731
    with Midway(county, plan):
        must_wait(county, withdraw)
    with bureau_scope(bureau_id):
        assert Session.objects.of(bureau_id).filter(status="planned").exists()
    assert at_once(county, withdraw, plan)[0] == "withdrawn"
    with bureau_scope(bureau_id):
        ahead = Session.objects.of(bureau_id).filter(day__gt=timezone.localdate())
        assert set(ahead.values_list("status", flat=True)) == {"cancelled"}


def test_the_term_is_not_closed_beside_who_opens_a_round(county):
    """Whoever opens a round holds the term: closing waits, and closes the new round with the others."""
    bureau_id, now = county.bureau.pk, timezone.now()
    with bureau_scope(bureau_id):
        Term.objects.of(bureau_id).update(ends_on=timezone.localdate() - timedelta(days=1))
        plan = county.approved_plan()
    open_ = partial(
        round_services.open_round,
        plan=plan,
        opens_at=now - timedelta(days=2),
        closes_at=now + timedelta(days=2),
        clubs_per_student=2,
        by=county.actor("school_admin"),
    )
    close = partial(term_services.close_term, term=county.term, by=county.actor("officer"))
    with Midway(county, open_):
        must_wait(county, close)
    at_once(county, close)
    with bureau_scope(bureau_id):
        assert Round.objects.of(bureau_id).get().status == Round.Status.CLOSED
