from __future__ import annotations

from django import forms

from afterschool.pages.forms import DateInput
from schools.staff.models import Staff


class StaffForm(forms.ModelForm):
    """服务人员."""

    class Meta:
        model = Staff
        fields = (
            "name",
            "kind",
            "qualification",
            "record_checked_on",
            "vetting_expires_on",
            "volunteered",
            "is_active",
        )
        widgets = {"record_checked_on": DateInput(), "vetting_expires_on": DateInput()}
        help_texts = {
            "qualification": "教师资格、职称或专业证书；外聘人员必填，审查合格才能上岗。",
            "record_checked_on": "外聘人员：向公安机关查询的日期。",
        }
