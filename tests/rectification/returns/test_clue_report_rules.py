"""Tables of examples for the monthly clue report; the id of each row names the clause."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation
from rectification.returns import rules
from rectification.returns.rules import Month

NOTE_2 = Clause("工作方案", "", "附件备注2")
FOUR_4 = Clause("工作方案", "", "四4")
SEPTEMBER = Month(2021, 9)
TODAY = date(2021, 9, 20)


def refusal_of(sentence):
    """A refusal with this sentence, or none at all."""
    return pytest.raises(RuleViolation, match=sentence) if sentence else nullcontext()


def the(day):
    return lambda month: rules.last_day_in_time(month, day=day, inclusive=True)


@pytest.mark.parametrize(
    ("day", "inclusive", "last"),
    [
        pytest.param(25, True, date(2021, 9, 25), id="四4 25日当天算按时"),
        pytest.param(25, False, date(2021, 9, 24), id="四4 25日当天不算"),
        pytest.param(1, False, date(2021, 8, 31), id="1日前不含当日，上月末"),
    ],
)
def test_the_last_day_in_time(day, inclusive, last):
    assert rules.last_day_in_time(SEPTEMBER, day=day, inclusive=inclusive) == last


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months"),
    [
        pytest.param(
            date(2021, 5, 1),
            date(2021, 9, 30),
            ["2021-05", "2021-06", "2021-07", "2021-08", "2021-09"],
            id="三 5月至9月底",
        ),
        pytest.param(date(2021, 5, 26), date(2021, 7, 25), ["2021-06", "2021-07"], id="四4 5月的期限在启动之前"),
        pytest.param(date(2021, 5, 1), date(2021, 6, 24), ["2021-05"], id="四4 6月的期限在结束之后"),
        pytest.param(date(2021, 12, 1), date(2022, 1, 31), ["2021-12", "2022-01"], id="跨年"),
        pytest.param(date(2021, 5, 26), date(2021, 5, 31), [], id="没有一个期限在专项之内"),
    ],
)
def test_the_months_a_campaign_asks_for(starts_on, ends_on, months):
    owed = rules.owed_months(starts_on=starts_on, ends_on=ends_on, last_day=the(25))
    assert [str(month) for month in owed] == months


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 800), st.integers(1, 28))
def test_owed_months_are_those_whose_deadline_lies_inside(starts_on, length, day):
    ends_on = starts_on + timedelta(days=length)
    owed = list(rules.owed_months(starts_on=starts_on, ends_on=ends_on, last_day=the(day)))
    days = (starts_on + timedelta(days=n) for n in range(length + 1))
    assert owed == [Month.of(d) for d in days if d.day == day]


@pytest.mark.parametrize(
    ("found_on", "refused"),
    [
        pytest.param(date(2021, 1, 1), "", id="附件备注2 今年第一天"),
        pytest.param(date(2021, 9, 20), "", id="附件备注2 今天"),
        pytest.param(date(2020, 12, 31), "不在 2021 年", id="附件备注2 去年最后一天"),
        pytest.param(date(2021, 9, 21), "晚于今天", id="明天"),
    ],
)
def test_when_a_clue_was_found(found_on, refused):
    with refusal_of(refused) as refusal:
        rules.check_found_on(found_on, report_month=SEPTEMBER, this_year_only=True, today=TODAY, clause=NOTE_2)
    if refusal:
        assert refusal.value.field == "found_on"


def test_last_years_clue_is_let_in_where_the_county_says_so():
    rules.check_found_on(date(2020, 12, 31), report_month=SEPTEMBER, this_year_only=False, today=TODAY, clause=None)


def test_a_refused_date_names_the_note():
    with pytest.raises(RuleViolation) as refusal:
        rules.check_found_on(date(2020, 6, 1), report_month=SEPTEMBER, this_year_only=True, today=TODAY, clause=NOTE_2)
    assert "（依据：《工作方案》附件备注2）" in str(refusal.value)


@pytest.mark.parametrize(
    ("is_business", "required", "refused"),
    [
        pytest.param(True, True, False, id="附件备注2 属于纪检监察业务"),
        pytest.param(False, True, True, id="附件备注2 不属于纪检监察业务"),
        pytest.param(False, False, False, id="没有这项要求"),
    ],
)
def test_discipline_business(is_business, required, refused):
    with refusal_of("纪检监察业务范围" if refused else "") as refusal:
        rules.check_discipline_business(is_business, required=required, clause=NOTE_2)
    if refusal:
        assert (refusal.value.field, refusal.value.clause) == ("is_discipline_business", NOTE_2)


@pytest.mark.parametrize(
    ("is_nil", "clue_count", "nil_allowed", "refused"),
    [
        pytest.param(True, 0, True, "", id="四4 零报告"),
        pytest.param(False, 2, True, "", id="四4 两条线索"),
        pytest.param(True, 1, True, "不能零报告", id="四4 有线索却零报告"),
        pytest.param(False, 0, True, "请用“零报告”", id="四4 没有线索却报送"),
        pytest.param(True, 0, False, "不收零报告", id="不收零报告的地方"),
    ],
)
def test_what_may_be_filed(is_nil, clue_count, nil_allowed, refused):
    with refusal_of(refused):
        rules.check_filing(is_nil=is_nil, clue_count=clue_count, nil_allowed=nil_allowed, clause=FOUR_4)


@pytest.mark.parametrize(
    ("month", "refused"),
    [
        pytest.param(Month(2021, 9), "", id="本月"),
        pytest.param(Month(2021, 8), "", id="上月"),
        pytest.param(Month(2021, 10), "还没有开始", id="下月"),
        pytest.param(Month(2021, 2), "不在这个专项", id="专项之外"),
    ],
)
def test_which_month_may_be_written(month, refused):
    with refusal_of(refused):
        rules.check_month(month, owed=[Month(2021, m) for m in range(5, 13)], today=TODAY, clause=FOUR_4)


@pytest.mark.parametrize(
    ("today", "missing", "refused"),
    [
        pytest.param(date(2021, 9, 25), 1, True, id="四4 期限当天还差一所"),
        pytest.param(date(2021, 9, 25), 0, False, id="四4 全部报齐"),
        pytest.param(date(2021, 9, 26), 1, False, id="四4 期限已过"),
    ],
)
def test_when_a_month_may_be_frozen(today, missing, refused):
    with refusal_of("还有 1 所学校" if refused else ""):
        rules.check_may_freeze(
            today=today, due_on=date(2021, 9, 25), missing_count=missing, month=SEPTEMBER, clause=FOUR_4
        )


@pytest.mark.parametrize(("today", "due"), [(20, True), (21, False), (23, True), (25, True), (26, False)])
def test_days_on_which_schools_are_reminded(today, due):
    assert rules.reminder_due(date(2021, 9, today), due_on=date(2021, 9, 25), days_before=(5, 2, 0)) is due


def test_nothing_changes_after_the_freezing():
    rules.check_still_open(True, month=SEPTEMBER, clause=FOUR_4)
    with pytest.raises(RuleViolation, match="2021年9月的登记表已经汇总定稿"):
        rules.check_still_open(False, month=SEPTEMBER, clause=FOUR_4)


def test_what_was_filed_is_not_changed_before_it_is_taken_back():
    rules.check_is_draft(True)
    with pytest.raises(RuleViolation, match="请先撤回"):
        rules.check_is_draft(False)


def test_only_a_running_campaign_takes_reports():
    rules.check_campaign_runs(True, clause=FOUR_4)
    with pytest.raises(RuleViolation, match="没有在进行") as refusal:
        rules.check_campaign_runs(False, clause=FOUR_4)
    assert refusal.value.clause == FOUR_4


@pytest.mark.parametrize(
    ("concluded_on", "refused"),
    [
        pytest.param(None, "", id="not yet concluded"),
        pytest.param(date(2021, 9, 10), "", id="on the day it was found"),
        pytest.param(date(2021, 9, 20), "", id="today"),
        pytest.param(date(2021, 9, 9), "早于发现时间", id="the day before it was found"),
        pytest.param(date(2021, 9, 21), "晚于今天", id="tomorrow"),
    ],
)
def test_when_a_clue_was_concluded(concluded_on, refused):
    with refusal_of(refused) as refusal:
        rules.check_concluded_on(concluded_on, found_on=date(2021, 9, 10), today=TODAY)
    if refusal:
        assert refusal.value.field == "concluded_on"


def test_nobody_is_reminded_of_a_month_that_is_complete():
    rules.check_somebody_to_remind(1, month=SEPTEMBER)
    with pytest.raises(RuleViolation, match="2021年9月的月报已全部报齐"):
        rules.check_somebody_to_remind(0, month=SEPTEMBER)


def test_numbers_and_months_as_text():
    assert rules.number_clue("150802", 2021, 7) == "150802-2021-0007"
    assert Month.read("2021-09") == SEPTEMBER and str(SEPTEMBER) == "2021-09"
    assert Month(2021, 12).following == Month(2022, 1)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        Month.read("2021-13-01")
