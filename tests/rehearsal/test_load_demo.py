"""The demonstration: lives until yesterday, can be signed in to, is plainly fictional, and never lands on real data."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from accounts.models.user import User
from afterschool.tenancy.scopes import bureau_scope
from audit.models import Entry
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Application, Round
from enrollment.attendance.models import Session
from rehearsal import clock, demo, people
from rehearsal.county import Size, moment_of
from rehearsal.invariants import broken
from rehearsal.large import Large
from rehearsal.multiply import multiply
from rehearsal.run import EVENING, Plot, Run
from schools.plans.models import ServicePlan
from schools.pupils.models import Student
from schools.register.models import School

in_a_database_of_its_own = pytest.mark.django_db(transaction=True)


@in_a_database_of_its_own
def test_a_county_that_lived_until_yesterday_shows_every_matter_on_somebodys_desk(capsys):
    """One county, played once: what it holds, who is printed, and that nothing in it was written past the services."""
    call_command("load_demo", county="530302", verbosity=0)
    county = Bureau.objects.get(code="530302")
    with bureau_scope(county.pk):
        plans = ServicePlan.objects.of(county.pk)
        assert {"draft", "submitted", "returned", "approved"} <= set(plans.values_list("status", flat=True))
        assert Round.objects.of(county.pk).filter(status="open").exists()
        assert Session.objects.of(county.pk).held().exists()
        assert Student.objects.of(county.pk).exclude(name__regex="[小样试示例范堃喆玥祎䶮]").count() == 0
        agreed = Application.objects.of(county.pk).filter(status=Application.Status.AGREED)
        accepted = Entry.objects.of(county.pk).filter(action="agreement.accept", subject_id__in=agreed.values("pk"))
        assert accepted.count() == agreed.count() > 0
        assert not Session.objects.of(county.pk).held().filter(roll_taken_at=None).exists()
    call_command("load_demo", logins=True)
    printed = capsys.readouterr().out
    names = [
        line.split()[0] for line in printed.splitlines() if line.startswith(("  530302", "  530300-", "  operator"))
    ]
    assert {"530300-officer", "530302-officer", "530302-inspector"} <= set(names)
    assert sum(name.startswith(("530302-01-", "5303020001-")) for name in names) >= 8
    for name in names:
        assert User.objects.get(username=name, is_active=True).check_password(people.PASSWORD), name
    assert "(takes part)" in printed and "(enrollment is open)" in printed
    with pytest.raises(CommandError, match="already has bureaus"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)


@in_a_database_of_its_own
def test_a_county_that_was_multiplied_keeps_every_invariant():
    run = Run(Plot(seed=5, begins_on=date(2026, 8, 20), days=20, size=Size(schools=2, pupils=16)))
    run.play()
    bureau = run.counties[0].bureau
    with bureau_scope(bureau.pk):
        before = Application.objects.of(bureau.pk).count(), Student.objects.of(bureau.pk).count()
    assert multiply(bureau, times=3) == 6
    with bureau_scope(bureau.pk):
        assert (Application.objects.of(bureau.pk).count(), Student.objects.of(bureau.pk).count()) == tuple(
            3 * n for n in before
        )
        assert before[0] > 0
        codes = list(School.objects.of(bureau.pk).order_by("code").values_list("code", flat=True))
        assert codes == [f"1508020{n:03d}" for n in range(1, 7)]
    with clock.stopped_at(run.plot.last_day) as hands:
        hands.move_to(moment_of(run.plot.last_day, EVENING))
        assert [str(breach) for breach in broken(run.invariants)] == []


def test_what_was_asked_for_is_reached():
    large = Large(schools=300, pupils=100_000)
    assert large.times * large.played.schools >= 300
    assert large.times * large.played.pupils >= 100_000


def test_it_begins_so_many_days_ago_in_every_season():
    for today in (date(2026, 11, 25), date(2026, 9, 5), date(2027, 2, 20)):
        assert demo.begins_on(today) == today - timedelta(days=demo.LONGEST)


@pytest.mark.django_db
def test_it_refuses_a_database_in_use(world):
    with pytest.raises(CommandError, match="already has bureaus"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="already has bureaus"):
        call_command("load_demo", if_empty=True)


@pytest.mark.django_db
def test_it_refuses_production(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="published passwords"):
        call_command("load_demo")
