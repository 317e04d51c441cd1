from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from enrollment.admissions.models import Place
from enrollment.attendance.models import Attendance


class RollForm(forms.Form):
    """点名. One row of large buttons for each child; everybody is present unless marked otherwise."""

    def __init__(self, roster: Sequence[Place], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.students = [place.application.student for place in roster]
        for student in self.students:
            self.fields[f"mark-{student.pk}"] = forms.ChoiceField(
                label=student.name,
                choices=Attendance.Status,
                required=False,
                initial=Attendance.Status.PRESENT,
                widget=forms.RadioSelect,
            )
            self.fields[f"note-{student.pk}"] = forms.CharField(label="备注", required=False, max_length=100)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"student": student, "mark": self[f"mark-{student.pk}"], "note": self[f"note-{student.pk}"]}
            for student in self.students
        ]

    @property
    def marks(self) -> Mapping[int, str]:
        """The marks by child. A child without a mark is left out, which the rule then refuses."""
        marks = {student.pk: self.cleaned_data.get(f"mark-{student.pk}") for student in self.students}
        return {pk: mark for pk, mark in marks.items() if mark}

    @property
    def notes(self) -> Mapping[int, str]:
        return {student.pk: self.cleaned_data.get(f"note-{student.pk}", "") for student in self.students}
