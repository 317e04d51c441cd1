"""问题线索登记表: a school's monthly form and the county's merged form, as PDF and XLSX, made once from frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from afterschool.papers.pdf import render_pdf
from afterschool.papers.spreadsheets import Column, Format, write_xlsx
from afterschool.tenancy.models import TenantModel
from audit.actors import Actor
from bureaus.documents import services as document_services
from bureaus.documents.models import IssuedDocument, IssuedDocumentQuerySet
from bureaus.policies.kinds import ClueColumn, ClueField
from rectification.returns.models.clues import Clue, ClueReport
from rectification.returns.models.monthly_merges import MonthlyMerge
from rectification.returns.reports import deadlines
from rectification.returns.rules import Month

SCHOOL_FORM = "clue_form"
MERGED_FORM = "clue_merge"
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
        """Plain data for the check code of the document."""
        columns = [[column.code.value, column.title, column.width] for column in self.columns]
        return {
            "title": self.title,
            "heading": self.heading,
            "columns": columns,
            "rows": self.rows,
            "notes": self.notes,
            "signatures": self.signatures,
        }


# --- what stands in it ---------------------------------------------------------------------------------


def school_register(report: ClueReport) -> Register:
    """One school's form. The school's name stands in the heading, not in a column."""
    month = Month(report.year, report.month)
    deadline = deadlines.deadline_of(report.bureau_id, month)
    columns = _columns(report.bureau_id, month, without=ClueField.SCHOOL)
    filed_at = timezone.localtime(report.filed_at) if report.filed_at else None
    late = "（逾期报送）" if report.is_late else ""
    return Register(
        title=report.campaign.form_title,
        heading=(f"填报单位：{report.school.name}", f"填报月份：{month.label}", f"报送：{deadline.recipients}"),
        columns=columns,
        rows=_rows(columns, report.clues.select_related("report__school").order_by("number", "pk")),
        notes=(_condition_note(report.bureau_id, month), f"报送期限：{_day(report.due_on)}"),
        signatures=(
            f"填报人：{report.filed_by}",
            "单位负责人（签字）：",
            f"报送时间：{_day(filed_at.date()) if filed_at else ''}{late}",
        ),
    )


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


def _clues_of(merge: MonthlyMerge) -> Iterable[Clue]:
    reports = ClueReport.objects.of(merge.bureau_id).of_month(merge.campaign, merge.year, merge.month).handed_in()
    clues = Clue.objects.of(merge.bureau_id).filter(report__in=reports)
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


def print_register(register: Register, stamp: document_services.Stamp | None = None) -> bytes:
    """The register as PDF."""
    context = {"register": register, "shares": column_shares(register.columns), "rows": printed_rows(register)}
    return render_pdf(TEMPLATE, context | {"nil": NIL, "stamp": stamp})


def column_shares(columns: Sequence[ClueColumn]) -> list[float]:
    """Each column's share of the page width in percent: the bureau's widths, scaled to fit."""
    widths = [column.width or USUAL_WIDTH for column in columns]
    return [round(100 * width / sum(widths), 2) for width in widths]


def tabulate_register(register: Register, stamp: document_services.Stamp) -> bytes:
    """The register as XLSX."""
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


def issued_forms(kind: str, subject: TenantModel) -> IssuedDocumentQuerySet:
    """The documents of one frozen report or month, the PDF first."""
    rows = IssuedDocument.objects.of(subject.bureau_id).filter(kind=kind, subject_kind=subject.kind_code)
    return rows.filter(subject_id=subject.pk).order_by("media_type", "pk")


def issue_school_form(report: ClueReport, *, by: Actor) -> list[IssuedDocument]:
    """The frozen report as PDF and XLSX; returns the existing documents where they were made already."""
    title = f"{report.campaign.form_title}（{report.school.name}，{report.year}年{report.month}月）"
    return _issue(SCHOOL_FORM, title, report, lambda: school_register(report), school_id=report.school_id, by=by)


def issue_merged_form(merge: MonthlyMerge, *, by: Actor) -> list[IssuedDocument]:
    """The county's frozen form as PDF and XLSX; returns the existing documents where they were made already."""
    title = f"{merge.campaign.form_title}（{merge.bureau.short_name}汇总，{merge.year}年{merge.month}月）"
    return _issue(MERGED_FORM, title, merge, lambda: merged_register(merge), school_id=None, by=by)


def _issue(
    kind: str, title: str, subject: TenantModel, make: Callable[[], Register], *, school_id: int | None, by: Actor
) -> list[IssuedDocument]:
    if made := list(issued_forms(kind, subject)):
        return made
    register = make()
    bodies = {
        document_services.PDF: lambda stamp: print_register(register, stamp),
        document_services.XLSX: lambda stamp: tabulate_register(register, stamp),
    }
    return [
        document_services.issue_document(
            kind, title, subject, body, media_type,
            by=by, frozen=register.frozen, school_id=school_id, is_restricted=True,
        )
        for media_type, body in bodies.items()
    ]  # fmt: skip
