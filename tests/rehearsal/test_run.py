"""The rehearsal itself: its clock, its worker, what makes a run fail, and that every planted bug can be planted."""

from __future__ import annotations

from datetime import date, time
from types import SimpleNamespace

import pytest
from django.utils import timezone

from audit import jobs
from audit.actors import Actor
from audit.models import Job
from bureaus.terms.models import Term
from rehearsal import clock
from rehearsal.acts import Act
from rehearsal.county import Size
from rehearsal.invariants import Invariant, collect
from rehearsal.planted.hunt import ROOT, Bug, copy_product, read_bugs
from rehearsal.run import Plot, Run, RunFailed
from rehearsal.worker import Worker, silent_broker

PLOT = Plot(seed=1, begins_on=date(2026, 8, 20), days=1, size=Size(schools=1, pupils=3))
REPORT_DAY = date(2026, 9, 26)  # the morning after the 25th
in_a_database_of_its_own = pytest.mark.django_db(transaction=True)


@in_a_database_of_its_own
def test_a_day_goes_by_and_is_written_down():
    run = Run(PLOT)
    run.play()
    assert {"term.open", "schools.import"} <= {line.name for line in run.diary.lines}
    assert [line.moment for line in run.diary.lines] == sorted(line.moment for line in run.diary.lines)
    assert run.diary.lines[0].moment.date() == PLOT.begins_on


@in_a_database_of_its_own
def test_a_broken_invariant_ends_the_run_with_the_rows_that_break_it():
    run = Run(PLOT)
    run.invariants = [
        Invariant(name="no_term", says="there is no term", sql="SELECT year, season FROM bureaus_terms_term")
    ]
    with pytest.raises(
        RunFailed, match=r"evening of 2026-08-20:\nno_term: there is no term\n   year=2026, season=autumn"
    ):
        run.play()


@in_a_database_of_its_own
def test_a_mistake_that_the_product_accepts_ends_the_run():
    run = Run(PLOT)
    act = Act(at=time(9), name="nothing.wrong", by=Actor.system(0), do=lambda: None, wrong=True)
    with pytest.raises(RunFailed, match="nothing.wrong"):
        run._perform(SimpleNamespace(code="150802"), act)  # type: ignore[arg-type]


def test_the_command_that_repeats_a_run_names_everything_that_makes_it():
    plot = Plot(seed=7, begins_on=date(2026, 9, 1), days=30, size=Size(counties=2, schools=4, pupils=80), faults=True)
    assert plot.command() == (
        "./dev rehearse --seed 7 --from 2026-09-01 --days 30 --counties 2 --schools 4 --pupils 80 --faults"
    )


def test_the_beat_ticks_by_its_crontabs():
    ticks = {name: timezone.localtime(moment) for moment, name, _ in clock.beats_of(date(2026, 9, 25))}
    assert (ticks["close-due-rounds"].hour, ticks["close-due-rounds"].minute) == (2, 30)
    assert "indicators-on-report-day" not in ticks
    assert "indicators-on-report-day" in {name for _, name, _ in clock.beats_of(REPORT_DAY)}
    assert "sweep-jobs" not in ticks, "a heartbeat of seconds is not played"


@in_a_database_of_its_own
def test_a_killed_worker_has_done_nothing_and_does_it_later(settings):
    settings.CELERY_TASK_ALWAYS_EAGER = False
    run = Run(PLOT)
    run.play()
    bureau = run.counties[0].bureau
    with clock.stopped_at(date(2026, 8, 21)) as hands:
        Job.objects.all().delete()
        with silent_broker():
            jobs.order("close_due_rounds", bureau_id=bureau.pk, on="2026-08-21")
        worker = Worker(seed=1, faults=True)
        worker.dice = SimpleNamespace(random=lambda: 0.0, randrange=lambda *_: 4)  # type: ignore[assignment]
        worker.work()
        assert (worker.deaths, Job.objects.get().status, Job.objects.get().attempts) == (1, Job.Status.WAITING, 1)
        hands.move_to(timezone.now() + 10 * jobs.GRACE)
        worker.faults = False
        worker.work()
    assert (Job.objects.get().status, Job.objects.get().attempts) == (Job.Status.DONE, 2)


def test_every_invariant_says_a_sentence():
    assert [invariant.name for invariant in collect() if not invariant.says or not invariant.sql.strip()] == []


@pytest.mark.parametrize("bug", read_bugs(), ids=lambda bug: bug.name)
def test_every_planted_bug_changes_one_place(bug: Bug, tmp_path):
    file = tmp_path / bug.path
    file.parent.mkdir(parents=True)
    file.write_text((ROOT / bug.path).read_text(encoding="utf-8"), encoding="utf-8")
    bug.plant(tmp_path)
    compile(file.read_text(encoding="utf-8"), bug.path, "exec")


def test_a_bug_whose_text_is_gone_is_refused(tmp_path):
    (tmp_path / "rules.py").write_text("seats = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="0 times"):
        Bug("lost", "…", "rules.py", "seats = 2", "seats = 3").plant(tmp_path)


def test_the_copy_holds_the_product_and_nothing_of_the_machine(tmp_path):
    copy_product(tmp_path / "copy")
    assert (tmp_path / "copy" / "manage.py").exists()
    assert not (tmp_path / "copy" / ".venv").exists()
    assert Term.__module__.replace(".", "/") + ".py" in {
        str(p.relative_to(tmp_path / "copy")) for p in (tmp_path / "copy").rglob("*.py")
    }
