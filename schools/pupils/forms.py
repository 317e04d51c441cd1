from django import forms

from afterschool.pages.forms import DateInput
from schools.pupils.models import Student


class LeaveSchoolForm(forms.Form):
    left_for = forms.ChoiceField(label="离校原因", choices=Student.LeftFor.choices)
    left_on = forms.DateField(label="离校日期", widget=DateInput, help_text="在校的最后一天")
    note = forms.CharField(label="说明", required=False, max_length=100, help_text="例如转入学校；家长能看到")
