"""安溪's own targets of 2021 and 2023: counted from plans and sessions, in schools that differ; what was said and not seen."""

from datetime import date, time

import pytest
import time_machine
from django.utils import timezone

from bureaus.policies import services as policy_services
from bureaus.terms.models import Term
from enrollment.attendance.models import Session
from rectification.indicators.models import IndicatorSnapshot
from rectification.indicators.reports import indicators as indicator_reports
from schools.plans.models import Activity, ServicePlan
from schools.register.models import School
from tests import factories

URBAN = ("一", "二", "三", "四", "五")


def school_of(county, name: str) -> School:
    full = f"{county.bureau.short_name}示例第{name}小学"
    return School.objects.of(county.bureau.pk).get(name=full)


def hold(plan: ServicePlan, day: date, *, status: str = "held", present: int = 2, **activities) -> None:
    """A session of each of these activities of the plan; without any named, of all."""
    for activity in Activity.objects.of(plan.bureau_id).filter(plan=plan, **activities):
        Session.objects.of(plan.bureau_id).create(
            status=status, school=plan.school, term=plan.term, activity=activity, day=day,
            starts_at=time(17), ends_at=time(18), teacher=activity.teacher, present_count=present,
        )  # fmt: skip


def rich(county, name: str) -> ServicePlan:
    """An approved plan with both basics, science, a club and arts: 2+3."""
    plan = county.approved_plan(school=school_of(county, name))
    factories.add_activity(plan, county.teacher_at(plan.school), "合唱", "club", "arts")
    return plan


def settle(county, year: int) -> None:
    """Five urban schools and one in a township, none with a plan yet; the term is the autumn of that year."""
    for n, name in enumerate(("三", "四", "五", "六"), start=3):
        School.objects.of(county.bureau.pk).create(
            code=f"{county.code}{n:04d}",
            name=f"{county.bureau.short_name}示例第{name}小学",
            stage="primary",
            area="township" if name == "六" else "urban",
        )
    dates = {"starts_on": date(year, 9, 1), "ends_on": date(year + 1, 1, 14)}
    Term.objects.of(county.bureau.pk).filter(pk=county.term.pk).update(year=year, **dates)
    county.term.refresh_from_db()


def people(county, year: int) -> None:
    """One school as it should be, and beside it everything that must not count."""
    last = date(year, 12, 31)
    hold(rich(county, "一"), last)
    on_paper = rich(county, "二")
    hold(on_paper, last, status="planned")
    hold(on_paper, date(year, 12, 30), status="cancelled")
    hold(on_paper, date(year, 12, 29), present=0)
    hold(on_paper, date(year, 12, 1))  # the day before the window of thirty days
    submitted = factories.complete_plan(county, school=school_of(county, "三"), status="submitted")
    withdrawn = rich(county, "四")
    ServicePlan.objects.of(county.bureau.pk).filter(pk=withdrawn.pk).update(status="withdrawn")
    assert submitted.pk != withdrawn.pk
    hold(county.approved_plan(school=school_of(county, "六")), last)
    closed = School.objects.of(county.bureau.pk).create(
        code="closed", name="停办小学", stage="primary", area="urban", closed_on=date(year, 9, 1)
    )
    county.approved_plan(school=closed)


@pytest.fixture
def in_2021(world):
    county = world.anxi
    with time_machine.travel("2021-08-20 09:00+08:00", tick=False):
        policy_services.adopt_policy_pack(pack_code="anxi_2021", by=county.actor("officer"))
        settle(county, 2021)
        people(county, 2021)
    with time_machine.travel("2021-12-31 20:00+08:00", tick=False):
        yield county


@pytest.fixture
def in_2023(world):
    county = world.anxi
    with time_machine.travel("2023-08-20 09:00+08:00", tick=False):
        policy_services.adopt_policy_pack(pack_code="anxi_2023", by=county.actor("officer"))
        settle(county, 2023)
    with time_machine.travel("2023-12-31 20:00+08:00", tick=False):
        yield county


def counted(county) -> dict[str, tuple[int, int, int]]:
    """Declared, verified and the schools asked, by indicator."""
    computed = indicator_reports.compute_indicators(county.bureau.pk, timezone.localdate())
    return {
        row.definition.code: (row.declared.numerator, row.verified.numerator, row.verified.denominator)
        for row in computed.standings
    }


def met(county, code: str) -> bool | None:
    computed = indicator_reports.compute_indicators(county.bureau.pk, timezone.localdate())
    return next(row.is_met for row in computed.standings if row.definition.code == code)


def show(county, capture, role: str = "inspector") -> str:
    """The inspector has the figures counted, and what the page then shows."""
    client = county.client(role)
    with capture(execute=True):
        answer = client.post(county.url("rectification:take_snapshots"))
    return client.get(answer["Location"]).text


def card(page: str, name: str) -> str:
    """One indicator on the dashboard."""
    return page[page.index(f">{name}</a>") :].split("</section>")[0]


# --- 2021 -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("A-03/counted")
def test_urban_schools_count_by_approved_plan_and_by_sessions_with_children(in_2021):
    figures = counted(in_2021)
    assert figures["urban_school_coverage"] == (2, 1, 5)
    assert figures["school_coverage"] == (3, 2, 6)


@pytest.mark.req("A-03/about")
def test_about_eighty_per_cent_is_shown_and_not_judged(in_2021, django_capture_on_commit_callbacks):
    shown = card(show(in_2021, django_capture_on_commit_callbacks), "城区学校覆盖率")
    assert "目标 80%" in shown and "2021年12月31日" in shown and "不判定是否达标" in shown
    assert "已达到" not in shown and "未达到" not in shown


@pytest.mark.req("A-04/target")
def test_from_the_new_year_on_it_is_full_coverage(in_2021, django_capture_on_commit_callbacks):
    with time_machine.travel("2022-01-01 10:00+08:00", tick=False):
        shown = card(show(in_2021, django_capture_on_commit_callbacks), "城区学校覆盖率")
    assert "目标 100%" in shown and "2022年12月31日" in shown and "1 / 5" in shown


@pytest.mark.req("A-19/reads", "A-19/targets")
@pytest.mark.parametrize("role", ["inspector"])
def test_the_inspector_has_it_counted_and_reads_it_beside_the_target(in_2021, role, django_capture_on_commit_callbacks):
    client, url = in_2021.client(role), in_2021.url("rectification:show_dashboard")
    assert "还没有统计" in client.get(url).text
    shown = card(show(in_2021, django_capture_on_commit_callbacks, role), "城区学校覆盖率")
    assert "1 / 5" in shown and "2 / 5" in shown and "目标 80%" in shown and "差 1 所未核实" in shown
    assert client.post(in_2021.url("schools:create_plan")).status_code == 403


@pytest.mark.req("A-31/gap")
def test_what_was_declared_and_not_seen_is_named_and_nobody_else(in_2021, django_capture_on_commit_callbacks):
    show(in_2021, django_capture_on_commit_callbacks)
    url = in_2021.url("rectification:show_indicator", code="urban_school_coverage")
    page = in_2021.client("inspector").get(url, {"show": "gap"}).text
    way, table = page[page.index("离目标最近的学校") :].split("学校明细")
    assert {name for name in (*URBAN, "六") if f"示例第{name}小学" in table} == {"二"}
    assert "示例第二小学：方案已备案，窗口期内没有核实" in way and way.count("没有核实") == 1
    assert "示例第三小学：没有已备案的方案" in way


# --- 2023 -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("B-06/counted", "B-07/counted", "B-08/counted")
def test_models_and_science_count_by_category_and_by_school(in_2023):
    people(in_2023, 2023)
    plain = in_2023.approved_plan(school=school_of(in_2023, "五"))  # 2+N with science, not 2+3
    hold(plain, date(2023, 12, 31), category__in=("homework_guidance", "physical_activity", "interest_group"))
    figures = counted(in_2023)
    assert figures["model_2n_coverage"] == (4, 3, 6)
    assert figures["urban_model_23_share"] == (2, 1, 5)
    assert figures["urban_science_share"] == (3, 1, 5)


@pytest.mark.parametrize(
    ("code", "of_the_term"),
    [
        pytest.param("model_2n_coverage", "physical_activity", marks=pytest.mark.req("B-06/target")),
        pytest.param("urban_model_23_share", "arts", marks=pytest.mark.req("B-07/target")),
        pytest.param("urban_science_share", "science_education", marks=pytest.mark.req("B-08/target")),
    ],
)
def test_the_target_is_reached_by_the_last_school_and_not_before(in_2023, code, of_the_term):
    """Four of five urban schools are exactly 80 %; the whole county is all six."""
    last = date(2023, 12, 31)
    asked = (*URBAN, "六") if code == "model_2n_coverage" else URBAN[:4]
    for name in asked[:-1]:
        hold(rich(in_2023, name), last)
    late = rich(in_2023, asked[-1])
    hold(late, last, category__in=("homework_guidance", "science_education", "interest_group", "arts"))
    Session.objects.of(late.bureau_id).filter(school=late.school, activity__category=of_the_term).delete()
    assert met(in_2023, code) is False
    Session.objects.of(late.bureau_id).filter(school=late.school).delete()
    hold(late, last)
    assert met(in_2023, code) is True


@pytest.mark.req("B-21/figures")
@pytest.mark.parametrize("day", ["2023-10-20", "2023-12-31"])
def test_the_bureau_has_it_counted_on_any_day(in_2023, day, django_capture_on_commit_callbacks):
    hold(rich(in_2023, "一"), date(2023, 10, 20))
    with time_machine.travel(f"{day} 20:00+08:00", tick=False):
        shown = show(in_2023, django_capture_on_commit_callbacks, "officer")
    seen = "1 / 5" if day == "2023-10-20" else "0 / 5"
    for name in ("城区“2+3”模式占比", "城区科学教育占比"):
        assert seen in card(shown, name) and "目标 80%，未达到" in card(shown, name)
    assert "目标 100%，未达到" in card(shown, "“2+N”模式覆盖率")


@pytest.mark.req("B-21/schools")
@pytest.mark.parametrize(
    ("filter_", "names"), [("counted", "一"), ("gap", "二"), ("open", "二三四五"), ("all", "一二三四五")]
)
def test_each_figure_shows_the_schools_behind_it(in_2023, filter_, names, django_capture_on_commit_callbacks):
    people(in_2023, 2023)
    show(in_2023, django_capture_on_commit_callbacks, "officer")
    url = in_2023.url("rectification:show_indicator", code="urban_science_share")
    page = in_2023.client("officer").get(url, {"show": filter_}).text
    table = page[page.index("学校明细") :]
    assert {name for name in (*URBAN, "六") if f"示例第{name}小学" in table} == set(names)
    assert IndicatorSnapshot.objects.of(in_2023.bureau.pk).count() == 7
