"""The dashboard: declared and verified, each with its rows; a snapshot never changes."""

import json
from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from bureaus.policies import services as policy_services
from enrollment.admissions.models import Application, Round
from enrollment.attendance.models import Attendance, Session
from rectification.indicators import services
from rectification.indicators.models import Indicator, IndicatorSnapshot
from rectification.indicators.reports import indicators as indicator_reports
from schools.plans.models import ServicePlan
from schools.register.models import School
from schools.surveys.models import DemandAnswer

DAY = date(2021, 12, 31)


def hold(county, plan: ServicePlan, activity, day: date, present: int = 1) -> Session:
    """One session really held, with children present."""
    session = Session.objects.of(county.bureau.pk).create(
        status="held", school=plan.school, term=plan.term, activity=activity, day=day,
        starts_at=time(17), ends_at=time(18), teacher=activity.teacher, present_count=present,
    )  # fmt: skip
    for student in county.students[:present]:
        Attendance.objects.of(county.bureau.pk).create(session=session, day=day, student=student, status="present")
    return session


@pytest.fixture
def county(world):
    """临河: the first school offers and holds, the second has a plan on paper only, a third has nothing."""
    county = world.linhe
    with time_machine.travel("2021-08-20 09:00+08:00", tick=False):
        policy_services.adopt_policy_pack(pack_code="bayannur_2021", by=county.actor("officer"))
        plan = county.approved_plan()
        county.approved_plan(school=county.other_school)
    School.objects.of(county.bureau.pk).create(code="3", name="示例第三小学", stage="primary", area="township")
    for activity in plan.activities.all():
        hold(county, plan, activity, date(2021, 12, 15), present=2)
    for student in county.students:
        DemandAnswer.objects.of(county.bureau.pk).create(
            term=county.term, student=student, needs_service=True, source="school"
        )
    round_ = Round.objects.of(county.bureau.pk).create(
        school=county.school, term=county.term, plan=plan,
        opens_at="2021-08-25T00:00+08", closes_at="2021-08-30T00:00+08",
    )  # fmt: skip
    for student in county.students:
        Application.objects.of(county.bureau.pk).create(
            round=round_,
            student=student,
            guardian=county.guardian,
            status="agreed",
            takes_part_from=county.term.starts_on,
        )
    return county


def rates(county, on=DAY) -> dict[str, tuple]:
    computed = indicator_reports.compute_indicators(county.bureau.pk, on)
    return {
        row.definition.code: (row.declared.numerator, row.verified.numerator, row.verified.denominator)
        for row in computed.standings
    }


@pytest.mark.req("C-02/schools")
def test_declared_and_verified_part_ways(county):
    assert rates(county) == {
        "urban_school_coverage": (2, 1, 2),
        "school_coverage": (2, 1, 3),
        "needing_pupil_coverage": (3, 2, 3),
        "model_2n_coverage": (2, 1, 3),
        "urban_model_23_share": (0, 0, 2),
        "urban_science_share": (2, 1, 2),
        "pupil_participation": (3, 2, 3),
    }


def test_targets_come_from_the_countys_documents(county):
    targets = {
        row.definition.code: row.target for row in indicator_reports.compute_indicators(county.bureau.pk, DAY).standings
    }
    assert targets["school_coverage"].percent == 100
    assert "巴彦淖尔" in str(targets["school_coverage"].clause)
    assert targets["urban_science_share"] is None


def test_a_session_outside_the_window_or_without_children_verifies_nothing(county):
    Session.objects.of(county.bureau.pk).update(present_count=0)
    assert rates(county)["school_coverage"] == (2, 0, 3)
    Session.objects.of(county.bureau.pk).update(present_count=2, day=date(2021, 11, 15))
    assert rates(county)["school_coverage"] == (2, 0, 3)
    assert rates(county, date(2021, 11, 30))["school_coverage"] == (2, 1, 3)


def test_a_plan_approved_later_does_not_count_before(county):
    assert rates(county, date(2021, 9, 1))["school_coverage"][0] == 2
    ServicePlan.objects.of(county.bureau.pk).filter(school=county.school).update(decided_at=timezone.now())
    assert rates(county, date(2021, 9, 1))["school_coverage"][0] == 1


def test_a_school_not_open_yet_is_not_counted(county):
    School.objects.of(county.bureau.pk).filter(code="3").update(opened_on=date(2022, 9, 1))
    assert rates(county)["school_coverage"][2] == 2


def test_the_queries_do_not_grow_with_the_schools(county):
    indicator_reports.compute_indicators(county.bureau.pk, DAY)
    with CaptureQueriesContext(connection) as few:
        indicator_reports.compute_indicators(county.bureau.pk, DAY)
    School.objects.of(county.bureau.pk).bulk_create(
        [School(bureau=county.bureau, code=f"x{n}", name=f"示例{n}", stage="primary", area="urban") for n in range(50)]
    )
    with CaptureQueriesContext(connection) as many:
        indicator_reports.compute_indicators(county.bureau.pk, DAY)
    assert len(many) == len(few) <= 6


def test_the_inspector_asks_and_the_worker_counts(county, django_capture_on_commit_callbacks):
    inspector, url = county.client("inspector"), county.url("rectification:show_dashboard")
    assert "还没有统计" in inspector.get(url).content.decode()
    with time_machine.travel("2021-12-31 10:00+08:00", tick=False):
        inspector = county.client("inspector")  # months later, the first session has ended
        with django_capture_on_commit_callbacks(execute=True):
            response = inspector.post(county.url("rectification:take_snapshots"))
        page = inspector.get(response["Location"]).content.decode()
    for words in (
        "城区学校覆盖率",
        "有需求学生覆盖率",
        "2 / 3",
        "目标 100%",
        "未达到",
        "差 1 所未核实",
        "没有规定目标",
    ):
        assert words in page, words
    assert IndicatorSnapshot.objects.of(county.bureau.pk).count() == 7


def snapshots(county, on=DAY, reason="nightly"):
    return services.take_snapshots(county.bureau.pk, on=on, reason=reason, by=county.actor("inspector"))


@pytest.mark.parametrize(("show", "names"), [("counted", "一"), ("gap", "二"), ("open", "二三"), ("all", "一二三")])
def test_a_figure_shows_its_rows(county, show, names):
    snapshots(county)
    url = county.url("rectification:show_indicator", code="school_coverage")
    page = county.client("inspector").get(f"{url}?on={DAY}&show={show}").content.decode()
    table = page[page.index("学校明细") :]
    assert {n for n in "一二三" if f"示例第{n}小学" in table} == set(names)
    assert "还差 2 所" in page and "离目标最近的学校" in page


def test_the_rows_leave_as_a_spreadsheet(county):
    snapshots(county)
    url = county.url("rectification:export_indicator", code="school_coverage")
    response = county.client("finance").get(f"{url}?on={DAY}")
    sheet = load_workbook(BytesIO(response.content)).active
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert "示例第一小学" in text and "申报 2/3，核实 1/3" in text and "巴彦淖尔" in text


@pytest.mark.parametrize("role", ["school_admin", "teacher", "provider_agent"])
def test_schools_do_not_see_the_bureaus_dashboard(county, role):
    assert county.client(role).get(county.url("rectification:show_dashboard")).status_code == 403
    assert county.client(role).post(county.url("rectification:take_snapshots")).status_code == 403


def test_another_county_sees_nothing(world, county):
    taken = snapshots(county)[0]
    stranger = world.anxi.client("inspector")
    for url in (
        county.url("rectification:show_dashboard"),
        county.url("rectification:show_indicator", code="school_coverage"),
        world.anxi.url("rectification:show_indicator", code=taken.indicator.code) + f"?snapshot={taken.pk}",
    ):
        assert stranger.get(url).status_code == 404


def test_an_unknown_indicator_does_not_exist(county):
    url = county.url("rectification:show_indicator", code="nonsense")
    assert county.client("inspector").get(url).status_code == 404


@pytest.mark.parametrize("text", ["abc", "²", "9" * 5000, "0"])
def test_what_names_no_snapshot_is_not_found(county, text):
    services.take_snapshots(county.bureau.pk, on=DAY, reason="nightly", by=county.actor("inspector"))
    url = county.url("rectification:show_indicator", code="school_coverage")
    assert county.client("inspector").get(url, {"on": DAY}).status_code == 200
    assert county.client("inspector").get(url, {"snapshot": text}).status_code == 404


def test_the_nightly_task_runs_twice_and_counts_once(county, by_the_clock):
    with time_machine.travel("2021-12-31 02:30+08:00", tick=False):
        by_the_clock("indicator_snapshots", reason="nightly")
        by_the_clock("indicator_snapshots", reason="nightly")
    assert IndicatorSnapshot.objects.of(county.bureau.pk).count() == 7


def test_a_bureau_without_a_term_has_no_figures_and_stops_nobody(world, county, by_the_clock):
    type(county.term).objects.of(world.anxi.bureau.pk).update(status="draft")
    with time_machine.travel("2021-12-31 02:30+08:00", tick=False):
        by_the_clock("indicator_snapshots", reason="nightly")
    assert not IndicatorSnapshot.objects.of(world.anxi.bureau.pk).exists()


def test_a_new_target_makes_a_new_version_and_old_snapshots_keep_theirs(world):
    county = world.anxi
    with time_machine.travel("2021-08-20 09:00+08:00", tick=False):
        policy_services.adopt_policy_pack(pack_code="anxi_2021", by=county.actor("officer"))
    for day in (date(2021, 12, 1), date(2022, 1, 2), date(2022, 1, 3)):
        snapshots(county, on=day)
    versions = Indicator.objects.of(county.bureau.pk).filter(code="urban_school_coverage").order_by("version")
    assert [(row.version, row.target_percent, row.comparison) for row in versions] == [
        (1, 80, "about"),
        (2, 100, "about"),
    ]
    assert versions[0].snapshots.count() == 1 and versions[1].snapshots.count() == 2


def test_the_command_prints_every_figure_with_its_rows(county, capsys):
    call_command("indicators", "150802", "--on", "2021-12-31", "--json")
    printed = json.loads(capsys.readouterr().out)
    computed = {row["code"]: row for row in printed["indicators"]}
    assert len(computed) == 7
    coverage = computed["school_coverage"]
    assert (coverage["declared"], coverage["verified"]) == (
        {"numerator": 2, "denominator": 3},
        {"numerator": 1, "denominator": 3},
    )
    assert [school["verified"] for school in coverage["schools"]] == [1, 0, 0] or len(coverage["schools"]) == 3
    assert coverage["target_percent"] == 100 and "巴彦淖尔" in coverage["clause"] and coverage["met"] is False
