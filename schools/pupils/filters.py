from __future__ import annotations

from django import forms

from schools.pupils.models import Student, StudentQuerySet


class StudentSearch(forms.Form):
    """学生查找 by the beginning of the name or of its pinyin initials."""

    name = forms.CharField(label="姓名或拼音首字母", required=False, max_length=30)
    school_class = forms.ModelChoiceField(label="班级", queryset=None, required=False, empty_label="全部")

    status = forms.ChoiceField(label="名册", required=False, choices=[("", "在校"), (Student.Status.LEFT, "已离校")])

    def __init__(self, *args, classes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes

    def search(self, rows: StudentQuerySet) -> StudentQuerySet:
        """Those on the roll, unless those who left are asked for."""
        if not self.is_valid():
            return rows.enrolled()
        left = self.cleaned_data["status"] == Student.Status.LEFT
        rows = rows.filter(status=Student.Status.LEFT) if left else rows.enrolled()
        name, school_class = self.cleaned_data["name"].strip(), self.cleaned_data["school_class"]
        if name.isascii() and name:
            rows = rows.filter(name_initials__startswith=name.lower())
        elif name:
            rows = rows.filter(name__startswith=name)
        return rows.filter(school_class=school_class) if school_class else rows
