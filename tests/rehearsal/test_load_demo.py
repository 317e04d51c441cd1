"""The demonstration: loads, can be signed in to, is plainly fictional, and never lands on real data."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accounts.models.user import User
from afterschool.tenancy.scopes import bureau_scope
from billing.charges.models import Charge
from billing.ledger import reports as ledger_reports
from bureaus.tree.models import Bureau
from enrollment.admissions.models import Round
from enrollment.attendance.models import Attendance, Session
from rectification.indicators.reports import indicators as indicator_reports
from rehearsal import people
from schools.plans.models import ServicePlan
from schools.pupils.models import Student
from schools.register.models import School


@pytest.fixture
def linhe(db):
    call_command("load_demo", county="150802", verbosity=0)
    bureau = Bureau.objects.get(code="150802")
    with bureau_scope(bureau.pk):
        yield bureau


def test_one_county_comes_alive(linhe):
    assert School.objects.of(linhe.pk).count() == 12
    states = set(ServicePlan.objects.of(linhe.pk).values_list("status", flat=True))
    assert states == {"draft", "submitted", "returned", "approved"}
    assert Round.objects.of(linhe.pk).filter(status="open").exists()
    assert Session.objects.of(linhe.pk).held().exists() and Attendance.objects.of(linhe.pk).exists()
    charges = Charge.objects.of(linhe.pk)
    assert {"waived", "issued", "paid"} <= set(charges.values_list("status", flat=True))
    term = charges.first().term
    assert ledger_reports.trial_balance(linhe.pk, term=term).is_balanced
    coverage = {
        s.definition.code: s for s in indicator_reports.compute_indicators(linhe.pk, date(2021, 12, 31)).standings
    }["school_coverage"]
    assert coverage.verified.numerator < coverage.declared.numerator < coverage.declared.denominator
    assert not Student.objects.of(linhe.pk).exclude(name__regex="[小样试示例范堃喆玥祎䶮]").exists()


def test_everyone_on_the_printed_list_can_sign_in(linhe, capsys):
    call_command("load_demo", logins=True)
    printed = capsys.readouterr().out
    names = [line.split()[0] for line in printed.splitlines() if line.startswith(("  150802-", "  operator"))]
    assert len(names) == 15
    for name in names:
        assert User.objects.get(username=name).check_password(people.PASSWORD), name


def test_it_refuses_a_database_in_use(linhe):
    with pytest.raises(CommandError, match="already has bureaus"):
        call_command("load_demo")
    call_command("load_demo", if_empty=True)


def test_it_scales_one_county_up(db):
    call_command("load_demo", county="130582", schools=9, pupils=120, verbosity=0)
    bureau = Bureau.objects.get(code="130582")
    with bureau_scope(bureau.pk):
        assert School.objects.of(bureau.pk).count() == 9
        assert Student.objects.of(bureau.pk).count() >= 120


def test_it_refuses_production(db, settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="published passwords"):
        call_command("load_demo")
