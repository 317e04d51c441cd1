from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from afterschool.values.vocabulary import ActivityCategory
from schools.pupils.models import Student
from schools.surveys.services import Answer


class DemandForm(forms.Form):
    """需求摸底."""

    needs_service = forms.TypedChoiceField(
        label="本学期需要课后服务吗",
        choices=[("yes", "需要"), ("no", "不需要")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "请选择需要或不需要。"},
    )
    days_per_week = forms.TypedChoiceField(
        label="每周几天",
        choices=[(n, f"{n} 天") for n in range(5, 0, -1)],
        coerce=int,
        required=False,
        empty_value=5,
        initial=5,
    )
    wishes = forms.MultipleChoiceField(
        label="希望的活动", choices=ActivityCategory, required=False, widget=forms.CheckboxSelectMultiple
    )


class RecordAnswersForm(forms.Form):
    """登记一个班的摸底结果: for each pupil whether they need the service, and on how many days."""

    DAYS = [("", "未登记"), ("0", "不需要"), *((str(n), f"每周 {n} 天") for n in range(1, 6))]

    def __init__(self, *args: Any, students: Iterable[Student], answered: dict[int, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.students = list(students)
        for student in self.students:
            self.fields[f"student-{student.pk}"] = forms.ChoiceField(
                label=f"{student.student_number} {student.name}",
                choices=self.DAYS,
                required=False,
                initial=str(answered[student.pk]) if student.pk in answered else "",
            )

    def answers(self) -> dict[int, Answer]:
        """The rows that were filled in; an untouched row is not an answer."""
        chosen = {student.pk: self.cleaned_data[f"student-{student.pk}"] for student in self.students}
        return {pk: Answer(days != "0", int(days)) for pk, days in chosen.items() if days}
