"""Rows of a spreadsheet as schools and pupils of one bureau, by django-import-export.

The resources look up, create and change rows of that bureau alone; an error in a cell is reported under its column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from import_export import resources, widgets
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.results import Result
from tablib import Dataset

from afterschool.values import identity
from afterschool.values.crypto import blind_index
from afterschool.values.errors import RuleViolation
from afterschool.values.pinyin import spell_name
from afterschool.values.vocabulary import Area, Grade, SchoolStage
from audit.actors import Actor
from schools.families.models import Guardianship
from schools.pupils.models import Student, StudentQuerySet
from schools.register.models import School, SchoolClass, SchoolQuerySet

ID_PURPOSE = "id_number"
Row = Mapping[str, str]


class WordWidget(widgets.Widget):
    """A choice given by its Chinese label. Raises ValueError listing the labels that are allowed."""

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
        self.bureau_id: int = by.bureau_id  # type: ignore[assignment]

    def validate_instance(
        self,
        instance: models.Model,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Fields only: constraints are checked for the whole file at once, not by two queries a row."""
        errors = dict(import_validation_errors or {})
        try:
            exclude = {*errors, "bureau", "school", "school_class"}
            instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as refused:
            errors = refused.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:
        """Nothing: ids come from the database, and the application may not set its sequences."""

    def column_of(self, attribute: str) -> str:
        for each in self.fields.values():
            if each.attribute == attribute:
                return str(each.column_name)
        return attribute


class SchoolResource(RegisterResource):
    """学校登记表."""

    code = Field("code", "学校代码")
    name = Field("name", "校名")
    stage = Field("stage", "学段", widget=WordWidget(SchoolStage, "学段"))
    area = Field("area", "城乡", widget=WordWidget(Area, "城乡"))
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

    def get_queryset(self) -> SchoolQuerySet:
        return School.objects.of(self.bureau_id)

    def init_instance(self, row: Row | None = None) -> School:
        return School(bureau_id=self.bureau_id)


@dataclass(frozen=True, slots=True)
class Family:
    """监护人, as the row of one pupil names them."""

    student_number: str
    name: str
    phone: str
    relation: str


class StudentResource(RegisterResource):
    """学生名册 of one school. Class and guardian are columns of the file, not of the pupil's row."""

    student_number = Field("student_number", "学号")
    name = Field("name", "姓名")
    gender = Field("gender", "性别", widget=WordWidget(Student.Gender, "性别"))
    id_number = Field("id_number", "身份证件号")

    grade = NumberWidget("年级", Grade.NINTH)
    class_number = NumberWidget("班号", 60)
    relation = WordWidget(Guardianship.Relation, "关系")

    required = ("学号", "姓名", "年级", "班号")
    optional = ("性别", "身份证件号", "监护人姓名", "监护人手机", "关系")

    class Meta:
        model = Student
        fields = ("student_number", "name", "gender", "id_number")
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
        self.families: list[Family] = []

    def get_queryset(self) -> StudentQuerySet:
        return Student.objects.of(self.bureau_id).filter(school=self.school)

    def init_instance(self, row: Row | None = None) -> Student:
        return Student(bureau_id=self.bureau_id, school=self.school)

    def get_bulk_update_fields(self) -> list[str]:
        return ["name", "name_initials", "gender", "school_class", "id_number", "id_number_index"]

    def import_instance(self, instance: Student, row: Row, **kwargs: Any) -> None:
        """The cells, then what follows from them: class, spelling, birth and gender of the identity number."""
        id_number = str(instance.id_number or "")
        errors: dict[str, Any] = {}
        checks = (
            lambda: super(StudentResource, self).import_instance(instance, row, **kwargs),
            lambda: self._place(instance, row),
            lambda: self._identify(instance, id_number),
            lambda: self._guard(row),
        )
        for check in checks:
            try:
                check()
            except ValidationError as refused:
                errors = refused.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)
        instance.name_initials = spell_name(instance.name).initials[:30]

    def _place(self, student: Student, row: Row) -> None:
        grade, number = _cell("年级", self.grade, row), _cell("班号", self.class_number, row)
        first, last = SchoolStage(self.school.stage).grades
        if not first <= grade <= last:
            raise ValidationError(
                {"年级": f"{self.school.get_stage_display()}没有{grade}年级，应为 {first} 至 {last}。"}
            )
        fresh = SchoolClass(bureau_id=self.bureau_id, school=self.school, grade=grade, number=number)
        student.school_class = self.classes.setdefault((grade, number), fresh)

    def _identify(self, student: Student, id_number: str) -> None:
        """An empty cell keeps the number that is on the roll."""
        if not student.id_number:
            student.id_number = id_number
            return
        try:
            checked = identity.check_resident_id(student.id_number, today=self.today)
        except RuleViolation as refusal:
            raise ValidationError({"身份证件号": str(refusal)}) from None
        gender = Student.Gender.FEMALE if checked.is_female else Student.Gender.MALE
        if student.gender and student.gender != gender:
            raise ValidationError({"性别": f"性别与身份证件号不符，证件号表明为{gender.label}。"})
        student.gender = gender
        student.id_number = checked.number
        student.id_number_index = blind_index(checked.number, ID_PURPOSE)

    def _guard(self, row: Row) -> None:
        name, phone = row.get("监护人姓名") or "", row.get("监护人手机") or ""
        relation = _cell("关系", self.relation, row) or Guardianship.Relation.OTHER
        if not name and not phone:
            return
        if not name:
            raise ValidationError({"监护人姓名": "填了监护人手机，还要填监护人姓名。"})
        try:
            number = identity.check_phone(phone)
        except RuleViolation as refusal:
            raise ValidationError({"监护人手机": str(refusal)}) from None
        self.families.append(Family(row["学号"], name, number, relation))


def _cell(column: str, widget: widgets.Widget, row: Row) -> Any:
    """One cell that is not a field of the model: its error is reported under its column."""
    try:
        return widget.clean(row.get(column), row)
    except ValueError as wrong:
        raise ValidationError({column: str(wrong)}) from None
