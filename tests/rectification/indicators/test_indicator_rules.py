"""What counts, what is reached, how far it is: tables with the clause in the id."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectification.indicators import rules
from rectification.indicators.rules import Measure, Rate, SchoolFacts, ServiceModelRule, Target

BASICS = frozenset({"homework_guidance", "physical_activity"})
MODELS = {"2+N": ServiceModelRule(BASICS, 1), "2+3": ServiceModelRule(BASICS, 3)}
DEFINITION = {definition.code: definition for definition in rules.DEFINITIONS}


def school(n: int = 1, *, urban: bool = True, declared=(), verified=(), **values) -> SchoolFacts:
    return SchoolFacts(n, f"示例{n}", urban, declared=frozenset(declared), verified=frozenset(verified), **values)


def standing(code: str, *facts: SchoolFacts, target: Target | None = None) -> rules.Standing:
    return rules.standing(DEFINITION[code], facts, target=target, models=MODELS)


RICH = [*BASICS, "science_education", "arts", "reading"]


def test_each_indicator_has_its_population_and_its_unit():
    assert [(each.code, each.urban_only, each.unit) for each in rules.DEFINITIONS] == [
        ("urban_school_coverage", True, "所"),
        ("school_coverage", False, "所"),
        ("needing_pupil_coverage", False, "人"),
        ("model_2n_coverage", False, "所"),
        ("urban_model_23_share", True, "所"),
        ("urban_science_share", True, "所"),
        ("pupil_participation", False, "人"),
    ]


@pytest.mark.parametrize(
    ("code", "categories", "counts"),
    [
        pytest.param("model_2n_coverage", BASICS, 0, id="安教〔2023〕113号一-2+N-needs-one-more"),
        pytest.param("model_2n_coverage", [*BASICS, "arts"], 1, id="安教〔2023〕113号一-2+N"),
        pytest.param(
            "model_2n_coverage", ["arts", "reading", "labor"], 0, id="安教〔2023〕113号一-2+N-needs-both-basics"
        ),
        pytest.param("urban_model_23_share", [*BASICS, "arts", "reading"], 0, id="安教〔2023〕113号一-2+3-needs-three"),
        pytest.param("urban_model_23_share", RICH, 1, id="安教〔2023〕113号一-2+3"),
        pytest.param("urban_science_share", RICH, 1, id="安教〔2023〕113号一-science"),
        pytest.param("urban_science_share", [*BASICS, "arts"], 0, id="安教〔2023〕113号一-no-science"),
        pytest.param("school_coverage", ["arts"], 1, id="巴彦淖尔一-any-service"),
        pytest.param("school_coverage", [], 0, id="巴彦淖尔一-none"),
    ],
)
def test_a_school_counts(code, categories, counts):
    result = standing(code, school(declared=categories))
    assert (result.declared, result.verified) == (Rate(counts, 1), Rate(0, 1))
    assert standing(code, school(verified=categories)).verified == Rate(counts, 1)


@pytest.mark.req("C-02/schools")
def test_urban_indicators_count_urban_schools_only():
    facts = [school(1, declared=RICH), school(2, urban=False, declared=RICH), school(3)]
    assert standing("urban_school_coverage", *facts).declared == Rate(1, 2)
    assert standing("school_coverage", *facts).declared == Rate(2, 3)


@pytest.mark.req("C-02/pupils")
def test_pupils_are_counted_not_schools():
    facts = [
        school(1, pupils=40, needing=30, needing_declared=25, needing_verified=20, taking_part_declared=26, taking_part_verified=21),
        school(2, pupils=10, needing=0),
    ]  # fmt: skip
    result = standing("needing_pupil_coverage", *facts)
    assert (result.declared, result.verified) == (Rate(25, 30), Rate(20, 30))
    assert [row.distance for row in result.rows] == [10, 0]
    result = standing("pupil_participation", *facts)
    assert (result.declared, result.verified) == (Rate(26, 50), Rate(21, 50))
    assert [row.distance for row in result.rows] == [19, 10]


@pytest.mark.parametrize(
    ("code", "declared", "verified", "distance"),
    [
        ("school_coverage", RICH, RICH, 0),
        ("school_coverage", RICH, [], 1),
        ("school_coverage", [], [], 2),
        ("urban_science_share", RICH, BASICS, 1),
        ("urban_science_share", [], [], 2),
        ("urban_model_23_share", RICH, BASICS, 3),
        ("urban_model_23_share", BASICS, [], 8),
        ("model_2n_coverage", RICH, ["arts"], 2),
    ],
)
def test_how_many_steps_a_school_has_to_go(code, declared, verified, distance):
    assert standing(code, school(declared=declared, verified=verified)).rows[0].distance == distance


def test_a_row_carries_what_stands_behind_it():
    facts = school(7, urban=False, plan_id=3, sessions=12, last_session_on=date(2021, 12, 30))
    (row,) = standing("school_coverage", facts).rows
    assert (row.school_id, row.name, row.is_urban, row.weight) == (7, "示例7", False, 1)
    assert (row.plan_id, row.sessions, row.last_session_on) == (3, 12, date(2021, 12, 30))


@pytest.mark.parametrize(
    ("rate", "percent"),
    [
        (Rate(2, 3), "66.66"),
        (Rate(1, 1), "100.00"),
        (Rate(0, 4), "0.00"),
        (Rate(0, 0), "None"),
        (Rate(79999, 100000), "79.99"),
    ],
)
def test_a_percentage_is_rounded_down_to_two_places(rate, percent):
    assert str(rate.percent) == percent


@pytest.mark.parametrize(
    ("rate", "target", "reached", "short"),
    [
        pytest.param(Rate(8, 10), "80", True, 0, id="安教〔2023〕113号一-80%以上-includes-80"),
        pytest.param(Rate(7, 10), "80", False, 1, id="one-short"),
        pytest.param(Rate(79999, 100000), "80", False, 1, id="79.999-is-not-80"),
        pytest.param(Rate(0, 0), "80", False, 0, id="nobody-to-count"),
        pytest.param(Rate(33, 41), "80", True, 0, id="80.49"),
        pytest.param(Rate(0, 1), "80", False, 1, id="the only one"),
        pytest.param(Rate(1, 1), "80", True, 0, id="one of one"),
    ],
)
def test_targets(rate, target, reached, short):
    assert rate.reaches(Decimal(target)) is reached
    assert rate.short_of(Decimal(target)) == short


@given(total=st.integers(1, 5000), share=st.integers(0, 100), target=st.integers(1, 100))
def test_what_is_short_is_exactly_enough(total, share, target):
    rate = Rate(total * share // 100, total)
    short = rate.short_of(Decimal(target))
    assert Rate(rate.numerator + short, total).reaches(Decimal(target))
    assert short == 0 or not Rate(rate.numerator + short - 1, total).reaches(Decimal(target))
    assert (short == 0) is rate.reaches(Decimal(target))
    assert rate.percent is not None and rate.percent <= Decimal(100) * rate.numerator / total


def test_about_is_shown_without_pass_or_fail():
    about = Target(Decimal(80), date(2021, 12, 31), None, about=True)
    assert standing("urban_school_coverage", school(declared=RICH, verified=RICH), target=about).is_met is None
    firm = Target(Decimal(80), date(2021, 12, 31), None)
    assert standing("urban_school_coverage", school(declared=RICH), target=firm).is_met is False
    assert standing("urban_school_coverage", school(verified=RICH), target=firm).is_met is True
    assert standing("urban_school_coverage", school(verified=RICH)).is_met is None


def test_a_gap_is_what_was_said_and_not_seen():
    facts = [
        school(1, declared=RICH),
        school(2, declared=RICH, verified=RICH),
        school(3, verified=RICH),
        school(4),
    ]
    assert [row.is_gap for row in standing("school_coverage", *facts).rows] == [True, False, False, False]


def test_the_shortest_way_takes_the_nearest_schools_and_no_more():
    facts = [
        school(1, declared=RICH, verified=RICH),
        school(2, declared=[*BASICS]),
        school(3, declared=RICH, verified=[*BASICS]),
        school(4),
    ]
    result = standing("urban_model_23_share", *facts, target=Target(Decimal(50), date(2023, 12, 31), None))
    assert [row.school_id for row in rules.shortest_way(result)] == [3]


def test_of_schools_equally_near_the_first_is_taken():
    facts = [school(2), school(1), school(3)]
    result = standing("school_coverage", *facts, target=Target(Decimal(60), date(2023, 12, 31), None))
    assert [row.school_id for row in rules.shortest_way(result)] == [1, 2]


def test_without_a_target_there_is_no_way_to_show():
    assert rules.shortest_way(standing("school_coverage", school(1))) == ()


def test_for_pupils_the_way_leads_over_the_schools_with_most_to_reach():
    facts = [school(n, needing=10, needing_verified=seen) for n, seen in ((1, 9), (2, 2), (3, 10))]
    result = standing("needing_pupil_coverage", *facts, target=Target(Decimal(90), date(2021, 12, 31), None))
    assert [row.school_id for row in rules.shortest_way(result)] == [2]


@pytest.mark.parametrize(
    ("percent", "way"),
    [("70", []), ("71", [2]), ("96", [2]), ("97", [2, 4]), ("99", [2, 4]), ("100", [2, 4, 1])],
)
def test_for_pupils_the_way_ends_where_the_target_is_reached(percent, way):
    """Of 100 pupils 70 take part; 1, 26, none and 3 are missing in the four schools."""
    missing, pupils = {1: 1, 2: 26, 3: 0, 4: 3}, {1: 20, 2: 40, 3: 20, 4: 20}
    facts = [school(n, pupils=pupils[n], taking_part_verified=pupils[n] - short) for n, short in missing.items()]
    result = standing("pupil_participation", *facts, target=Target(Decimal(percent), date(2021, 12, 31), None))
    assert [row.school_id for row in rules.shortest_way(result)] == way


@pytest.mark.parametrize(
    ("on", "window"),
    [
        (date(2021, 12, 31), (date(2021, 12, 2), date(2021, 12, 31))),
        (date(2021, 9, 3), (date(2021, 9, 1), date(2021, 9, 3))),
        (date(2022, 2, 1), (date(2021, 12, 16), date(2022, 1, 14))),
    ],
)
def test_the_window_stays_inside_the_term(on, window):
    assert rules.reference_window(on, term_starts_on=date(2021, 9, 1), term_ends_on=date(2022, 1, 14)) == window


def test_a_forecast_follows_the_pace():
    history = [(date(2021, 10, 1), Decimal(40)), (date(2021, 10, 11), Decimal(50))]
    assert rules.forecast(history, date(2021, 10, 21)) == Decimal("60.00")
    assert rules.forecast(history, date(2022, 10, 21)) == Decimal("100.00")
    assert rules.forecast(history[:1], date(2021, 10, 21)) is None
    assert rules.forecast([history[0], history[0]], date(2021, 10, 21)) is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((10, 40, 40), "67.50"),
        ((90, 60, 30), "0.00"),
        ((50, 50, 50), "50.00"),
        ((1, 2, 2), "2.91"),
    ],
    ids=["least squares", "never below nothing", "standing still", "rounded down"],
)
def test_a_forecast_is_the_line_through_all_snapshots(values, expected):
    history = [(date(2021, 10, 1 + 10 * n), Decimal(value)) for n, value in enumerate(values)]
    assert str(rules.forecast(history, date(2021, 11, 5))) == expected


@given(st.lists(st.tuples(st.dates(date(2021, 1, 1), date(2021, 12, 31)), st.decimals(0, 100, places=2)), max_size=8))
def test_a_forecast_stays_a_share(history):
    expected = rules.forecast(history, date(2021, 12, 31))
    assert expected is None or 0 <= expected <= 100


def test_every_measure_has_an_indicator():
    assert {definition.measure for definition in rules.DEFINITIONS} == set(Measure)
