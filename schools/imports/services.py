"""Registers of schools and pupils from a spreadsheet: all rows or none.

A file is first checked (`preview_…`: nothing is written), then imported (`import_…`: refused whole where one row is
wrong). django-import-export reads the rows; the resources see the rows of one bureau only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from import_export.results import RowResult
from tablib import Dataset

from accounts import services as account_services
from accounts.models.guardian import Guardian
from afterschool.papers.spreadsheets import read_rows
from afterschool.papers.uploads import Upload
from afterschool.values import identity
from afterschool.values.crypto import blind_index
from afterschool.values.errors import RuleViolation, require
from audit.actors import Actor
from audit.workflow import record
from schools.families.models import Guardianship
from schools.imports.resources import ID_PURPOSE, Family, RegisterResource, SchoolResource, StudentResource
from schools.pupils import permissions as pupil_permissions
from schools.pupils.models import Student
from schools.register import permissions as school_permissions
from schools.register.models import School, SchoolClass


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """What is wrong, where: line of the file (the heading is line 1), column, and the rule in a sentence."""

    line: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do."""

    total: int
    new: int
    changed: int
    problems: tuple[ImportProblem, ...] = ()
    new_classes: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.problems


class ImportRefused(RuleViolation):
    """The file has a wrong row: nothing was written."""

    def __init__(self, preview: ImportPreview):
        super().__init__(f"有 {len(preview.problems)} 处错误，整份文件都没有导入，请改正后重新上传。")
        self.preview = preview


@dataclass
class _Sheet:
    """Rows of a file with the line each stands on."""

    data: Dataset
    lines: list[int]
    problems: list[ImportProblem] = field(default_factory=list)


def preview_schools(*, upload: Upload, by: Actor) -> ImportPreview:
    """What importing this register of schools would do. Writes nothing."""
    require(school_permissions.can_import_schools(by))
    resource = SchoolResource(by=by)
    return _check(resource, _sheet(upload, resource), key="学校代码")


@transaction.atomic
def import_schools(*, upload: Upload, by: Actor) -> ImportPreview:
    """导入学校. Raises ImportRefused, and writes nothing, where any row is wrong."""
    require(school_permissions.can_import_schools(by))
    resource = SchoolResource(by=by)
    sheet = _sheet(upload, resource)
    preview = _check(resource, sheet, key="学校代码")
    if not preview.is_clean:
        raise ImportRefused(preview)
    SchoolResource(by=by).import_data(sheet.data, raise_errors=True)
    schools = School.objects.of(by.bureau_id).filter(code__in=sheet.data["学校代码"])
    for school in schools.order_by("pk")[:1]:
        record("schools.import", school, by=by, total=preview.total, new=preview.new, changed=preview.changed)
    return preview


def preview_students(*, school: School, upload: Upload, by: Actor) -> ImportPreview:
    """What importing this roll would do. Writes nothing."""
    _require_own_school(school, by)
    resource = StudentResource(school=school, by=by, today=timezone.localdate())
    return _check_students(resource, _sheet(upload, resource))


@transaction.atomic
def import_students(*, school: School, upload: Upload, by: Actor) -> ImportPreview:
    """导入学生. New classes and guardians come with their pupils. Raises ImportRefused where any row is wrong."""
    _require_own_school(school, by)
    today = timezone.localdate()
    resource = StudentResource(school=school, by=by, today=today)
    sheet = _sheet(upload, resource)
    preview = _check_students(resource, sheet)
    if not preview.is_clean:
        raise ImportRefused(preview)
    fresh = [row for row in resource.classes.values() if row.pk is None]
    SchoolClass.objects.of(by.bureau_id).bulk_create(fresh)
    writing = StudentResource(school=school, by=by, today=today)
    writing.import_data(sheet.data, raise_errors=True)
    _keep_guardians(writing.families, school)
    record("students.import", school, by=by, total=preview.total, new=preview.new, changed=preview.changed)
    return preview


def _require_own_school(school: School, by: Actor) -> None:
    require(pupil_permissions.can_import_students(by) and (by.is_system or by.works_at(school.pk)))


def _sheet(upload: Upload, resource: RegisterResource) -> _Sheet:
    rows = read_rows(upload)
    heads = [head.strip() for head in rows[0]]
    known = (*resource.required, *resource.optional)
    missing = [head for head in resource.required if head not in heads]
    unknown = [head for head in heads if head and head not in known]
    if missing:
        raise RuleViolation(f"第 1 行表头缺少：{'、'.join(missing)}。应有的表头：{'、'.join(known)}。")
    if unknown:
        raise RuleViolation(f"第 1 行表头有不认识的列：{'、'.join(unknown)}。可用的表头：{'、'.join(known)}。")
    twice = sorted({head for head in heads if heads.count(head) > 1})
    if twice:
        raise RuleViolation(f"第 1 行表头重复：{'、'.join(head or '（空）' for head in twice)}。")
    filled = [(line, row) for line, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)]
    data = Dataset(*([cell.strip() for cell in row] for _, row in filled), headers=heads)
    return _Sheet(data, [line for line, _ in filled])


def _check(resource: RegisterResource, sheet: _Sheet, *, key: str) -> ImportPreview:
    sheet.problems += _empty_cells(resource, sheet)
    sheet.problems += _repeated(sheet, key)
    result = resource.import_data(sheet.data, dry_run=True)
    sheet.problems += _row_problems(resource, sheet, result)
    kinds = [row.import_type for row in result.rows]
    return ImportPreview(
        total=len(sheet.lines),
        new=kinds.count(RowResult.IMPORT_TYPE_NEW),
        changed=kinds.count(RowResult.IMPORT_TYPE_UPDATE),
        problems=tuple(sorted(dict.fromkeys(sheet.problems), key=lambda problem: problem.line)),
    )


def _check_students(resource: StudentResource, sheet: _Sheet) -> ImportPreview:
    sheet.problems += _repeated(sheet, "身份证件号", normalized=True)
    sheet.problems += _taken_numbers(resource, sheet)
    preview = _check(resource, sheet, key="学号")
    fresh = sorted(key for key, row in resource.classes.items() if row.pk is None)
    names = tuple(str(resource.classes[key]) for key in fresh)
    return ImportPreview(preview.total, preview.new, preview.changed, preview.problems, names)


def _empty_cells(resource: RegisterResource, sheet: _Sheet) -> Iterable[ImportProblem]:
    for column in resource.required:
        for line, value in zip(sheet.lines, sheet.data[column], strict=True):
            if not value:
                yield ImportProblem(line, column, f"{column}不能为空。")


def _repeated(sheet: _Sheet, column: str, *, normalized: bool = False) -> Iterable[ImportProblem]:
    """The same value on two lines of one file; the second names the first."""
    if column not in sheet.data.headers:
        return
    first: dict[str, int] = {}
    for line, value in zip(sheet.lines, sheet.data[column], strict=True):
        known = identity.normalize(value) if normalized else value
        if not known:
            continue
        if known in first:
            yield ImportProblem(line, column, f"{column}与第 {first[known]} 行重复。")
        first.setdefault(known, line)


def _taken_numbers(resource: StudentResource, sheet: _Sheet) -> Iterable[ImportProblem]:
    """Identity numbers that another pupil of the county has already; another school's pupil is not named."""
    if "身份证件号" not in sheet.data.headers:
        return
    indexes = [blind_index(identity.normalize(value), ID_PURPOSE) for value in sheet.data["身份证件号"]]
    students = Student.objects.of(resource.bureau_id).filter(id_number_index__in={index for index in indexes if index})
    taken = {student.id_number_index: student for student in students.defer("id_number")}
    for line, index, number in zip(sheet.lines, indexes, sheet.data["学号"], strict=True):
        student = taken.get(index)
        if student is None or (student.school_id == resource.school.pk and student.student_number == number):
            continue
        here = student.school_id == resource.school.pk
        whose = f"{student.name}（学号 {student.student_number}）" if here else "本县另一所学校的学生"
        yield ImportProblem(line, "身份证件号", f"身份证件号已登记给{whose}。")


def _row_problems(resource: RegisterResource, sheet: _Sheet, result: Any) -> Iterable[ImportProblem]:
    for invalid in result.invalid_rows:
        line = sheet.lines[invalid.number - 1]
        for attribute, messages in invalid.error.message_dict.items():
            column = resource.column_of(attribute)
            empty = column in resource.required and not invalid_cell(sheet, invalid.number, column)
            if not empty:  # said already, in better words
                yield ImportProblem(line, column, "".join(messages))
    for number, errors in result.row_errors():
        for each in errors:
            yield ImportProblem(sheet.lines[number - 1], "", str(each.error))


def invalid_cell(sheet: _Sheet, number: int, column: str) -> str:
    return str(sheet.data[column][number - 1])


def _keep_guardians(families: Sequence[Family], school: School) -> None:
    """Guardians by phone, one for all their children; a guardian who is known keeps the name on file."""
    bureau_id = school.bureau_id
    by_index = {account_services.phone_index(family.phone): family for family in families}
    rows = Guardian.objects.of(bureau_id)
    known = {row.phone_index: row for row in rows.filter(phone_index__in=by_index)}
    fresh = [
        Guardian(bureau_id=bureau_id, name=family.name, phone=family.phone, phone_index=index)
        for index, family in by_index.items()
        if index not in known
    ]
    known |= {row.phone_index: row for row in rows.bulk_create(fresh)}
    numbers = [family.student_number for family in families]
    saved = Student.objects.of(bureau_id).filter(school=school, student_number__in=numbers)
    ids = dict(saved.values_list("student_number", "pk"))
    Guardianship.objects.of(bureau_id).bulk_create(
        [
            Guardianship(
                bureau_id=bureau_id,
                student_id=ids[family.student_number],
                guardian=known[account_services.phone_index(family.phone)],
                relation=family.relation,
            )
            for family in families
        ],
        ignore_conflicts=True,
    )
