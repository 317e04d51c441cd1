"""The monthly clue report: months, deadlines, admissible clues, numbering. Pure; `today` is passed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from afterschool.values.clauses import Clause
from afterschool.values.errors import RuleViolation


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Month:
        """Parses 2021-09, as in an address or on the command line. Raises ValueError."""
        return cls.of(date.fromisoformat(f"{text}-01"))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def following(self) -> Month:
        return Month(self.year + self.month // 12, self.month % 12 + 1)


def last_day_in_time(month: Month, *, day: int, inclusive: bool) -> date:
    """The last day on which the month's report is on time; “25日前” may include the 25th or not."""
    return date(month.year, month.month, day) - timedelta(days=0 if inclusive else 1)


def owed_months(*, starts_on: date, ends_on: date, last_day: Callable[[Month], date]) -> Iterator[Month]:
    """The months of a campaign for which a report is owed: those whose deadline (`last_day`) lies inside it."""
    month, last = Month.of(starts_on), Month.of(ends_on)
    while month <= last:
        if starts_on <= last_day(month) <= ends_on:
            yield month
        month = month.following


def reminder_due(today: date, *, due_on: date, days_before: Collection[int]) -> bool:
    """Whether schools that have not filed are reminded today."""
    return (due_on - today).days in days_before


def check_month(month: Month, *, owed: Collection[Month], today: date, clause: Clause | None) -> None:
    """Refuses a month for which the campaign requires no report, or which has not begun."""
    if month not in owed:
        raise RuleViolation(f"{month.label}不在这个专项要求报送月报的月份之内。", clause=clause)
    if Month.of(today) < month:
        raise RuleViolation(f"{month.label}还没有开始，不能提前填报。", clause=clause)


def check_found_on(
    found_on: date, *, report_month: Month, this_year_only: bool, today: date, clause: Clause | None
) -> None:
    """Refuses a date in the future or, where the register is for this year only, in an earlier year."""
    if found_on > today:
        raise RuleViolation(f"发现时间 {found_on} 晚于今天，请核对日期。", field="found_on")
    if this_year_only and found_on.year != report_month.year:
        raise RuleViolation(
            f"发现时间 {found_on} 不在 {report_month.year} 年：登记表只收当年发现的线索，往年的线索请按信访渠道移交。",
            clause=clause,
            field="found_on",
        )


def check_discipline_business(is_discipline_business: bool, *, required: bool, clause: Clause | None) -> None:
    """Refuses a clue that is not discipline business."""
    if required and not is_discipline_business:
        raise RuleViolation(
            "登记表只收纪检监察业务范围内的线索；其他问题请转业务股室，按投诉或整改办理。",
            clause=clause,
            field="is_discipline_business",
        )


def check_filing(*, is_nil: bool, clue_count: int, nil_allowed: bool, clause: Clause | None) -> None:
    """Refuses a nil report with clues, and any other report without."""
    if is_nil and clue_count:
        raise RuleViolation(
            f"本月已登记 {clue_count} 条线索，不能零报告；请直接报送，或先删去登记有误的线索。", clause=clause
        )
    if is_nil and not nil_allowed:
        raise RuleViolation("这个专项的月报不收零报告。", clause=clause)
    if not is_nil and not clue_count:
        raise RuleViolation("本月还没有登记线索：没有线索的，请用“零报告”报送。", clause=clause)


def check_still_open(is_open: bool, *, month: Month, clause: Clause | None) -> None:
    """Refuses to file or take back a report once its month is frozen."""
    if not is_open:
        raise RuleViolation(
            f"{month.label}的登记表已经汇总定稿，不能再填报或撤回；今年发现的线索请填入之后月份的登记表。",
            clause=clause,
        )


def check_may_freeze(*, today: date, due_on: date, missing_count: int, month: Month, clause: Clause | None) -> None:
    """Refuses to freeze a month before its deadline unless every school has filed."""
    if today <= due_on and missing_count:
        raise RuleViolation(
            f"{month.label}的报送期限是 {due_on}，还有 {missing_count} 所学校没有报送：期限过后或全部报齐后才能汇总。",
            clause=clause,
        )


def number_clue(bureau_code: str, year: int, sequence: int) -> str:
    """线索编号: county, year, and a count that restarts each year."""
    return f"{bureau_code}-{year}-{sequence:04d}"


def check_is_draft(is_draft: bool) -> None:
    """Refuses to change a filed report: it has to be taken back first."""
    if not is_draft:
        raise RuleViolation("这份月报已经报送；要修改，请先撤回。")


def check_campaign_runs(is_running: bool, *, clause: Clause | None) -> None:
    if not is_running:
        raise RuleViolation("这个专项没有在进行，不收月报。", clause=clause)


def check_concluded_on(concluded_on: date | None, *, found_on: date, today: date) -> None:
    """Refuses a conclusion dated before the discovery or in the future."""
    if concluded_on is None:
        return
    if concluded_on < found_on:
        raise RuleViolation(f"办结时间 {concluded_on} 早于发现时间 {found_on}。", field="concluded_on")
    if concluded_on > today:
        raise RuleViolation(f"办结时间 {concluded_on} 晚于今天，请核对日期。", field="concluded_on")


def check_somebody_to_remind(missing_count: int, *, month: Month) -> None:
    if not missing_count:
        raise RuleViolation(f"{month.label}的月报已全部报齐，没有学校需要催报。")
