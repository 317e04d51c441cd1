"""Registers of schools and pupils from a spreadsheet: all rows or none.

A file is first checked (`preview_…`: nothing is written), then imported (`import_…`: refused whole where one row is
wrong). django-import-export reads the rows; the resources see the rows of one bureau only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from import_export import resources, widgets
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.results import RowResult
from tablib import Dataset

from accounts.models import Guardian
from accounts.services import phone_index
from afterschool import identity
from afterschool.crypto import blind_index
from afterschool.errors import RuleViolation, require
from afterschool.pinyin import spell_name
from afterschool.spreadsheets import read_rows
from afterschool.uploads import Upload
from audit.actors import Actor
from audit.workflow import record
from schools import permissions, rules
from schools.models import Guardianship, School, SchoolClass, Student

ID_PURPOSE = "id_number"


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


# --- reading cells ----------------------------------------------------------------------------------------------------


class WordWidget(widgets.Widget):
    """A choice by the word people write. Raises ValueError with the words that are allowed."""

    def __init__(self, choices: type[models.TextChoices], what: str):
        super().__init__()
        self.values = {label: value for value, label in choices.choices}
        self.what = what

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        word = str(value or "").strip()
        if word and word not in self.values:
            raise ValueError(f"“{word}”不是{self.what}，应为{'、'.join(self.values)}。")
        return self.values.get(word, "")


class YesNoWidget(widgets.Widget):
    def clean(self, value: str, row: Any = None, **kwargs: Any) -> bool:
        word = str(value or "").strip()
        if word not in {"", "是", "否"}:
            raise ValueError(f"“{word}”应为“是”或“否”。")
        return word == "是"


class NumberWidget(widgets.Widget):
    def __init__(self, what: str, largest: int):
        super().__init__()
        self.what, self.largest = what, largest

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int:
        text = str(value or "").strip()
        if not text.isdecimal() or not 1 <= int(text) <= self.largest:
            raise ValueError(f"{self.what}应为 1 至 {self.largest} 的整数，现在是“{text}”。")
        return int(text)


class RegisterResource(resources.ModelResource):
    """A register of one bureau: looks rows up, creates and changes them in that bureau alone."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def __init__(self, *, by: Actor, **kwargs: Any):
        super().__init__(**kwargs)
        self.by = by
        self.bureau_id = by.bureau_id

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Fields only: constraints are checked for the whole file at once, not by two queries a row."""
        errors = dict(import_validation_errors or {})
        try:
            exclude = {*errors, "bureau", "school", "school_class"}
            instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as refused:
            errors = refused.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def after_import(self, dataset, result, **kwargs):
        """Nothing: ids come from the database, and the application may not set its sequences."""

    def column_of(self, attribute: str) -> str:
        for each in self.fields.values():
            if each.attribute == attribute:
                return each.column_name
        return ""


class SchoolResource(RegisterResource):
    """学校登记表."""

    code = Field("code", "学校代码")
    name = Field("name", "校名")
    stage = Field("stage", "学段", widget=WordWidget(School.Stage, "学段"))
    area = Field("area", "城乡", widget=WordWidget(School.Area, "城乡"))
    is_boarding = Field("is_boarding", "寄宿制", widget=YesNoWidget())
    has_canteen = Field("has_canteen", "有食堂", widget=YesNoWidget())
    bank_account = Field("bank_account", "学校账户")

    required = ("学校代码", "校名", "学段", "城乡")
    optional = ("寄宿制", "有食堂", "学校账户")

    class Meta:
        model = School
        fields = ("code", "name", "stage", "area", "is_boarding", "has_canteen", "bank_account")
        import_id_fields = ("code",)
        instance_loader_class = CachedInstanceLoader
        use_bulk = True
        use_transactions = False  # the service has one
        skip_diff = True
        clean_model_instances = True

    def get_queryset(self):
        return School.objects.of(self.bureau_id)

    def init_instance(self, row=None):
        return School(bureau_id=self.bureau_id)


class StudentResource(RegisterResource):
    """学生名册 of one school."""

    student_number = Field("student_number", "学号")
    name = Field("name", "姓名")
    gender = Field("gender", "性别", widget=WordWidget(Student.Gender, "性别"))
    grade = Field("grade", "年级", widget=NumberWidget("年级", 9))
    class_number = Field("class_number", "班号", widget=NumberWidget("班号", 60))
    id_number = Field("id_number", "身份证件号")
    guardian_name = Field("guardian_name", "监护人姓名")
    guardian_phone = Field("guardian_phone", "监护人手机")
    relation = Field("relation", "关系", widget=WordWidget(Guardianship.Relation, "关系"))

    required = ("学号", "姓名", "年级", "班号")
    optional = ("性别", "身份证件号", "监护人姓名", "监护人手机", "关系")

    class Meta:
        model = Student
        fields = (
            "student_number", "name", "gender", "grade", "class_number", "id_number",
            "guardian_name", "guardian_phone", "relation",
        )  # fmt: skip
        import_id_fields = ("student_number",)
        instance_loader_class = CachedInstanceLoader
        use_bulk = True
        use_transactions = False
        skip_diff = True
        clean_model_instances = True

    def __init__(self, *, school: School, by: Actor, today: date, **kwargs: Any):
        super().__init__(by=by, **kwargs)
        self.school = school
        self.today = today
        rows = SchoolClass.objects.of(self.bureau_id).filter(school=school)
        self.classes = {(row.grade, row.number): row for row in rows}
        self.students: list[Student] = []

    def get_queryset(self):
        return Student.objects.of(self.bureau_id).filter(school=self.school)

    def init_instance(self, row=None):
        return Student(bureau_id=self.bureau_id, school=self.school)

    def get_bulk_update_fields(self):
        return ["name", "name_initials", "gender", "school_class", "id_number", "id_number_index"]

    def import_instance(self, instance, row, **kwargs):
        """The cells, then what follows from them: class, spelling, birth and gender of the identity number."""
        errors: dict[str, Any] = {}
        kept = str(instance.id_number or "")
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as refused:
            errors = refused.update_error_dict(errors)
        for check in (self._place, self._identify, self._guard):
            try:
                check(instance, kept)
            except ValidationError as refused:
                errors = refused.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)
        instance.name_initials = spell_name(instance.name).initials[:30]
        self.students.append(instance)

    def _place(self, student: Student, kept: str) -> None:
        grade, number = getattr(student, "grade", None), getattr(student, "class_number", None)
        if grade is None or number is None:
            return
        first, last = rules.GRADES[self.school.stage]
        if not first <= grade <= last:
            message = f"{self.school.get_stage_display()}没有{grade}年级，应为 {first} 至 {last}。"
            raise ValidationError({"grade": message})
        fresh = SchoolClass(bureau_id=self.bureau_id, school=self.school, grade=grade, number=number)
        student.school_class = self.classes.setdefault((grade, number), fresh)

    def _identify(self, student: Student, kept: str) -> None:
        """An empty cell keeps the number that is on the roll."""
        if not student.id_number:
            student.id_number = kept
            return
        try:
            checked = identity.check_resident_id(student.id_number, today=self.today)
        except RuleViolation as refusal:
            raise ValidationError({"id_number": str(refusal)}) from None
        gender = Student.Gender.FEMALE if checked.is_female else Student.Gender.MALE
        if student.gender and student.gender != gender:
            raise ValidationError({"gender": f"性别与身份证件号不符，证件号表明为{gender.label}。"})
        student.gender = gender
        student.id_number = checked.number
        student.id_number_index = blind_index(checked.number, ID_PURPOSE)

    def _guard(self, student: Student, kept: str) -> None:
        name, phone = getattr(student, "guardian_name", "") or "", getattr(student, "guardian_phone", "") or ""
        if not name and not phone:
            return
        if not name:
            raise ValidationError({"guardian_name": "填了监护人手机，还要填监护人姓名。"})
        try:
            student.guardian_phone = identity.check_phone(phone)
        except RuleViolation as refusal:
            raise ValidationError({"guardian_phone": str(refusal)}) from None


# --- checking and writing ---------------------------------------------------------------------------------------------


@dataclass
class _Sheet:
    """Rows of a file with the line each stands on."""

    data: Dataset
    lines: list[int]
    problems: list[ImportProblem] = field(default_factory=list)


def preview_schools(*, upload: Upload, by: Actor) -> ImportPreview:
    """What importing this register of schools would do. Writes nothing."""
    require(permissions.can_import_schools(by))
    resource = SchoolResource(by=by)
    return _check(resource, _sheet(upload, resource), key="学校代码")


@transaction.atomic
def import_schools(*, upload: Upload, by: Actor) -> ImportPreview:
    """导入学校. Raises ImportRefused, and writes nothing, where any row is wrong."""
    require(permissions.can_import_schools(by))
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
    _keep_guardians(writing.students, by.bureau_id)
    record("students.import", school, by=by, total=preview.total, new=preview.new, changed=preview.changed)
    return preview


def _require_own_school(school: School, by: Actor) -> None:
    require(permissions.can_import_students(by) and (by.is_system or by.works_at(school.pk)))


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
    held = Student.objects.of(resource.bureau_id).filter(id_number_index__in={index for index in indexes if index})
    taken = {student.id_number_index: student for student in held.defer("id_number")}
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


def _keep_guardians(students: Sequence[Student], bureau_id: int) -> None:
    """Guardians by phone, one for all their children; a guardian who is known keeps the name on file."""
    with_phone = [student for student in students if getattr(student, "guardian_phone", "")]
    indexes = {phone_index(student.guardian_phone): student for student in with_phone}
    rows = Guardian.objects.of(bureau_id)
    known = {row.phone_index: row for row in rows.filter(phone_index__in=indexes)}
    fresh = [
        Guardian(bureau_id=bureau_id, name=student.guardian_name, phone=student.guardian_phone, phone_index=index)
        for index, student in indexes.items()
        if index not in known
    ]
    known |= {row.phone_index: row for row in rows.bulk_create(fresh)}
    numbers = [student.student_number for student in with_phone]
    school_ids = {student.school_id for student in with_phone}
    saved = Student.objects.of(bureau_id).filter(school_id__in=school_ids, student_number__in=numbers)
    ids = dict(saved.values_list("student_number", "pk"))
    Guardianship.objects.of(bureau_id).bulk_create(
        [
            Guardianship(
                bureau_id=bureau_id,
                student_id=ids[student.student_number],
                guardian=known[phone_index(student.guardian_phone)],
                relation=getattr(student, "relation", "") or Guardianship.Relation.OTHER,
            )
            for student in with_phone
        ],
        ignore_conflicts=True,
    )
