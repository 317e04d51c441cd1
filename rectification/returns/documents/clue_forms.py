"""问题线索登记表: a school's form of one month, and the county's merged form, frozen together, made once as PDF and XLSX."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.utils import timezone

from afterschool.papers.pdf import render_pdf
from afterschool.papers.spreadsheets import Column, Format, write_xlsx
from audit.actors import Actor
from bureaus.documents import registry as document_registry
from bureaus.documents import services as document_services
from bureaus.policies.kinds import ClueColumn, ClueField
from rectification.returns.models.clues import Clue, ClueReport, ClueReportQuerySet
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import deadlines
from rectification.returns.rules import Month

SCHOOL_FORM = "clue_form"
MERGED_FORM = "clue_merge"
RENDERER = "clue_register"
TEMPLATE = "rectification/returns/clue_register_document.html"
NIL = "本月无问题线索（零报告）"
USUAL_WIDTH = 20  # millimeters, of a column for which the bureau says nothing
CELL_VALUES: Mapping[ClueField, Callable[[int, Clue], Any]] = {
    ClueField.ROW: lambda row, clue: row,
    ClueField.SCHOOL: lambda row, clue: clue.report.school.name,
    ClueField.NUMBER: lambda row, clue: clue.number,
    ClueField.SOURCE: lambda row, clue: clue.get_source_display(),
    ClueField.FOUND_ON: lambda row, clue: clue.found_on,
    ClueField.SUBJECT_NAME: lambda row, clue: str(clue.subject_name),
    ClueField.SUBJECT_POST: lambda row, clue: str(clue.subject_post),
    ClueField.SUPERVISED_PERSON: lambda row, clue: "是" if clue.is_supervised_person else "否",
    ClueField.SUMMARY: lambda row, clue: str(clue.summary),
    ClueField.CATEGORY: lambda row, clue: clue.get_category_display(),
    ClueField.AMOUNT: lambda row, clue: clue.amount,
    ClueField.DISCIPLINE_BUSINESS: lambda row, clue: "是" if clue.is_discipline_business else "否",
    ClueField.HANDLING: lambda row, clue: clue.get_handling_display(),
    ClueField.HANDLER: lambda row, clue: clue.handler,
    ClueField.DISPOSITION: lambda row, clue: clue.get_disposition_display(),
    ClueField.PROGRESS: lambda row, clue: str(clue.progress),
    ClueField.CONCLUDED_ON: lambda row, clue: clue.concluded_on,
    ClueField.NOTE: lambda row, clue: clue.note,
}
FORMATS: Mapping[ClueField, Format] = {
    ClueField.ROW: "number",
    ClueField.FOUND_ON: "date",
    ClueField.AMOUNT: "money",
    ClueField.CONCLUDED_ON: "date",
}
THAWED: Mapping[Format, Callable[[str], Any]] = {"date": date.fromisoformat, "money": Decimal}
WIDE = {ClueField.SUMMARY: 44.0, ClueField.PROGRESS: 28.0, ClueField.HANDLER: 20.0, ClueField.SCHOOL: 22.0}
CENTERED = {ClueField.ROW, ClueField.SOURCE, ClueField.FOUND_ON, ClueField.SUPERVISED_PERSON, ClueField.HANDLING}


@dataclass(frozen=True)
class Register:
    """Everything on a printed register: the document is made from this alone."""

    title: str
    heading: tuple[str, ...]
    columns: tuple[ClueColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]

    @property
    def frozen(self) -> dict[str, Any]:
        """As plain data."""
        columns = [[column.code.value, column.title, column.width] for column in self.columns]
        return {
            "title": self.title,
            "heading": self.heading,
            "columns": columns,
            "rows": self.rows,
            "notes": self.notes,
            "signatures": self.signatures,
        }

    @classmethod
    def thawed(cls, content: Mapping[str, Any]) -> Self:
        """From what JSON kept of `frozen`: days and money are days and money again."""
        columns = tuple(
            ClueColumn(code=ClueField(code), title=title, width=width) for code, title, width in content["columns"]
        )
        thaw = [THAWED.get(FORMATS.get(column.code, "text"), lambda value: value) for column in columns]
        return cls(
            title=content["title"],
            heading=tuple(content["heading"]),
            columns=columns,
            rows=tuple(
                tuple(None if value is None else of(value) for of, value in zip(thaw, row, strict=True))
                for row in content["rows"]
            ),
            notes=tuple(content["notes"]),
            signatures=tuple(content["signatures"]),
        )


# --- what stands in it ---------------------------------------------------------------------------------


def school_registers(merge: MonthlyMerge) -> Iterator[tuple[ClueReport, Register]]:
    """Each school's form of a frozen month. The column that would name the school is left out: the heading names it."""
    month = Month(merge.year, merge.month)
    deadline = deadlines.deadline_of(merge.bureau_id, month)
    columns = _columns(merge.bureau_id, month, without=ClueField.SCHOOL)
    condition = _condition_note(merge.bureau_id, month)
    clues: dict[int, list[Clue]] = {}
    for clue in _clues_of(merge):
        clues.setdefault(clue.report_id, []).append(clue)
    for report in _reports_of(merge).select_related("school").order_by("school__code"):
        yield (
            report,
            Register(
                title=merge.campaign.form_title,
                heading=(f"填报单位：{report.school.name}", f"填报月份：{month.label}", f"报送：{deadline.recipients}"),
                columns=columns,
                rows=_rows(columns, clues.get(report.pk, [])),
                notes=(condition, f"报送期限：{_day(report.due_on)}"),
                signatures=(f"填报人：{report.filed_by}", "单位负责人（签字）：", f"报送时间：{_filing(report)}"),
            ),
        )


def _filing(report: ClueReport) -> str:
    day = _day(timezone.localtime(report.filed_at).date()) if report.filed_at else ""
    return f"{day}（逾期报送）" if report.is_late else day


def merged_register(merge: MonthlyMerge) -> Register:
    """The county's form: all schools' clues by number, and the schools that did not file."""
    month = Month(merge.year, merge.month)
    deadline = deadlines.deadline_of(merge.bureau_id, month, code=deadlines.CLUE_REPORT_FORWARD)
    columns = _columns(merge.bureau_id, month)
    frozen_at = timezone.localtime(merge.frozen_at) if merge.frozen_at else None
    return Register(
        title=merge.campaign.form_title,
        heading=(f"汇总单位：{merge.bureau.name}", f"汇总月份：{month.label}", f"报送：{deadline.recipients}"),
        columns=columns,
        rows=_rows(columns, _clues_of(merge)),
        notes=(_count_note(merge), *_overdue_note(merge), _condition_note(merge.bureau_id, month)),
        signatures=("汇总人：", "审核人（签字）：", f"汇总时间：{_day(frozen_at.date()) if frozen_at else ''}"),
    )


def _reports_of(merge: MonthlyMerge) -> ClueReportQuerySet:
    return ClueReport.objects.of(merge.bureau_id).of_month(merge.campaign, merge.year, merge.month).handed_in()


def _clues_of(merge: MonthlyMerge) -> Iterable[Clue]:
    clues = Clue.objects.of(merge.bureau_id).filter(report__in=_reports_of(merge))
    return clues.select_related("report__school").order_by("number", "pk")


def _columns(bureau_id: int, month: Month, *, without: ClueField | None = None) -> tuple[ClueColumn, ...]:
    columns = deadlines.clue_form(bureau_id, month).columns
    return tuple(column for column in columns if column.code is not without)


def _rows(columns: Sequence[ClueColumn], clues: Iterable[Clue]) -> tuple[tuple[Any, ...], ...]:
    return tuple(
        tuple(CELL_VALUES[column.code](row, clue) for column in columns) for row, clue in enumerate(clues, start=1)
    )


def _condition_note(bureau_id: int, month: Month) -> str:
    form = deadlines.clue_form(bureau_id, month)
    conditions = [
        words
        for holds, words in (
            (form.found_this_year_only, f"{month.year}年1月1日以来发现"),
            (form.discipline_business_only, "属于纪检监察业务"),
        )
        if holds
    ]
    return f"填报范围：{'、'.join(conditions)}的问题线索。" if conditions else "填报范围：问题线索。"


def _count_note(merge: MonthlyMerge) -> str:
    return (
        f"应报学校 {merge.school_count} 所，已报 {merge.filed_count} 所（其中零报告 {merge.nil_count} 所、"
        f"逾期报送 {merge.late_count} 所），逾期未报 {len(merge.overdue)} 所；线索 {merge.clue_count} 条。"
    )


def _overdue_note(merge: MonthlyMerge) -> tuple[str, ...]:
    names = "、".join(school["name"] for school in merge.overdue)
    return (f"逾期未报：{names}。",) if names else ()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# --- as a file -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrintedCell:
    title: str
    text: str
    css: str


def printed_rows(register: Register) -> list[list[PrintedCell]]:
    """The rows as people read them, on paper and on the page."""
    return [
        [
            PrintedCell(column.title, _text(value), _css(column))
            for column, value in zip(register.columns, row, strict=True)
        ]
        for row in register.rows
    ]


@document_registry.renders(RENDERER)
def print_register(content: Mapping[str, Any], stamp: document_registry.Stamp) -> bytes:
    """The register as PDF."""
    register = Register.thawed(content)
    context = {"register": register, "shares": column_shares(register.columns), "rows": printed_rows(register)}
    return render_pdf(TEMPLATE, context | {"nil": NIL, "stamp": stamp})


def column_shares(columns: Sequence[ClueColumn]) -> list[float]:
    """Each column's share of the page width in percent: the bureau's widths, scaled to fit."""
    widths = [column.width or USUAL_WIDTH for column in columns]
    return [round(100 * width / sum(widths), 2) for width in widths]


@document_registry.renders(RENDERER, document_registry.XLSX)
def tabulate_register(content: Mapping[str, Any], stamp: document_registry.Stamp) -> bytes:
    """The register as XLSX."""
    register = Register.thawed(content)
    columns = [
        Column(column.title, WIDE.get(column.code, 14), FORMATS.get(column.code, "text")) for column in register.columns
    ]
    notes = (*(() if register.rows else (NIL,)), *register.notes, *register.signatures, f"校验码：{stamp.check_code}")
    subtitle = "　　".join(register.heading)
    return write_xlsx(register.title, columns, register.rows, subtitle=subtitle, notes=notes, sheet_name="登记表")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _css(column: ClueColumn) -> str:
    if column.code is ClueField.AMOUNT:
        return "number"
    return "center" if column.code in CENTERED else ""


# --- as documents --------------------------------------------------------------------------------------


def order_month_forms(merge: MonthlyMerge, *, by: Actor) -> None:
    """The county's form and every school's, with what they say at this moment; as few queries for 300 schools as for one."""
    papers = [_merged_paper(merge), *(_school_paper(report, register) for report, register in school_registers(merge))]
    document_services.order_documents(papers, by=by)


def _merged_paper(merge: MonthlyMerge) -> document_services.Paper:
    title = f"{merge.campaign.form_title}（{merge.bureau.short_name}汇总，{merge.year}年{merge.month}月）"
    return document_services.Paper(
        kind=MERGED_FORM,
        subject=merge,
        title=title,
        content=merged_register(merge).frozen,
        renderer=RENDERER,
        is_restricted=True,
    )


def _school_paper(report: ClueReport, register: Register) -> document_services.Paper:
    title = f"{register.title}（{report.school.name}，{report.year}年{report.month}月）"
    return document_services.Paper(
        kind=SCHOOL_FORM,
        subject=report,
        title=title,
        content=register.frozen,
        renderer=RENDERER,
        school_id=report.school_id,
        is_restricted=True,
    )
