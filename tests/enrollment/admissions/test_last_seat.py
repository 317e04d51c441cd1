"""Twenty families press the button for one seat: real threads, real connections, real PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from audit.models import Entry
from bureaus.terms.models import Term
from enrollment.admissions.models import Application, Offering, Place
from enrollment.admissions.reports import applying
from enrollment.admissions.services import applications as application_services
from enrollment.admissions.services import rounds as round_services
from schools.families.models import Guardianship
from schools.plans.models import Activity
from tests.crowd import as_actor, families
from tests.world import County, World

FAMILIES = 20


@pytest.fixture
def county(transactional_db) -> County:
    return World.build().linhe


@pytest.fixture
def round(county):
    now = timezone.now()
    with bureau_scope(county.bureau.pk):
        Term.objects.of(county.bureau.pk).update(ends_on=timezone.localdate() + timedelta(days=30))
        round_ = round_services.open_round(
            plan=county.approved_plan(),
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(hours=1),
            clubs_per_student=2,
            by=county.actor("school_admin"),
        )
        Offering.objects.of(county.bureau.pk).filter(activity__name="科学实验").update(capacity=1, seats_left=1)
    return round_


def rush(county: County, round, tries: list[tuple[Actor, int]], names: list[str]) -> list[str]:
    """All at once; what each family was told."""
    barrier = Barrier(len(tries))

    def press(actor: Actor, student_id: int) -> str:
        try:
            with bureau_scope(county.bureau.pk):
                invitation = applying.find_invitation(actor, round_id=round.pk, student_id=student_id)
                pks = [pk for pk, choice in invitation.choices.items() if choice.name in names]
                barrier.wait(timeout=60)
                application_services.apply_for_round(invitation=invitation, offerings=pks, by=actor)
            return "applied"
        except RuleViolation as refusal:
            return refusal.message
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tries)) as pool:
        return list(pool.map(lambda one: press(*one), tries))


def counted(county: County) -> dict[str, int]:
    bureau_id = county.bureau.pk
    with bureau_scope(bureau_id):
        club = Offering.objects.of(bureau_id).get(activity__name="科学实验")
        return {
            "applications": Application.objects.of(bureau_id).count(),
            "places": Place.objects.of(bureau_id).taken().filter(offering=club).count(),
            "seats_left": club.seats_left,
            "traces": Entry.objects.of(bureau_id).filter(action="application.submit").count(),
        }


@pytest.fixture(autouse=True)
def clock():
    """Real time: this is about real threads."""


def test_one_seat_goes_to_exactly_one_of_twenty(county, round):
    answers = rush(county, round, families(county, FAMILIES), ["科学实验"])
    assert answers.count("applied") == 1
    assert all("最后一个名额刚被报走" in answer for answer in answers if answer != "applied")
    assert counted(county) == {"applications": 1, "places": 1, "seats_left": 0, "traces": 1}


def test_two_clubs_in_any_order_never_wait_for_each_other(county, round):
    with bureau_scope(county.bureau.pk):
        Offering.objects.of(county.bureau.pk).exclude(capacity=None).update(capacity=7, seats_left=7)
        Activity.objects.of(county.bureau.pk).filter(name="篮球社").update(weekdays=[4])
    answers = rush(county, round, families(county, FAMILIES), ["科学实验", "篮球社"])
    assert answers.count("applied") == 7
    assert counted(county) == {"applications": 7, "places": 7, "seats_left": 0, "traces": 7}


def test_the_same_child_pressed_by_both_parents_has_one_application(county, round):
    (actor, student_id), *_ = families(county, FAMILIES)
    with bureau_scope(county.bureau.pk):
        Offering.objects.of(county.bureau.pk).exclude(capacity=None).update(capacity=9, seats_left=9)
        Guardianship.objects.of(county.bureau.pk).create(
            student_id=student_id, guardian=county.guardian, relation="father", consented_at=timezone.now()
        )
    tries = [(actor, student_id), (as_actor(county, county.guardian), student_id)] * 4
    answers = rush(county, round, tries, ["科学实验"])
    assert answers.count("applied") == 1
    assert all("已经报名" in answer for answer in answers if answer != "applied")
    assert counted(county) == {"applications": 1, "places": 1, "seats_left": 8, "traces": 1}
