"""需求摸底, answered by a guardian."""

import pytest

from schools.surveys.models import DemandAnswer
from tests.desk import MONDAY


@pytest.fixture(autouse=True)
def clock(time_machine):
    """A day of the running term."""
    time_machine.move_to(MONDAY, tick=False)


def answer(county, **data):
    url = county.url("schools:answer_demand", pk=county.student.pk)
    return county.client("guardian").post(url, data)


@pytest.mark.req("C-63/counted")
def test_a_guardian_answers_the_survey_and_may_change_it(linhe):
    answer(linhe, needs_service="yes", days_per_week="3", wishes=["arts"])
    row = DemandAnswer.objects.of(linhe.bureau.pk).get()
    assert (row.needs_service, row.days_per_week, row.wishes, row.source) == (True, 3, ["arts"], "guardian")
    answer(linhe, needs_service="no", days_per_week="3")
    row.refresh_from_db()
    assert (row.needs_service, row.days_per_week) == (False, 0)


@pytest.mark.req("A-11/wishes")
def test_a_guardian_of_anxi_says_on_how_many_days_and_with_what_and_the_last_word_counts(anxi):
    answer(anxi, needs_service="yes", days_per_week="3", wishes=["arts", "reading"])
    row = DemandAnswer.objects.of(anxi.bureau.pk).get()
    assert (row.student, row.days_per_week, row.wishes) == (anxi.student, 3, ["arts", "reading"])
    answer(anxi, needs_service="yes", days_per_week="5", wishes=["labor"])
    row.refresh_from_db()
    assert (row.days_per_week, row.wishes) == (5, ["labor"])
    answer(anxi, needs_service="no", days_per_week="5")
    row.refresh_from_db()
    assert (row.needs_service, row.days_per_week) == (False, 0)


def test_an_empty_answer_is_asked_again(linhe):
    assert "请选择需要或不需要" in answer(linhe, days_per_week="3").text
    assert not DemandAnswer.objects.of(linhe.bureau.pk).exists()
