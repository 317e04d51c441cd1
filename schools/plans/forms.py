"""What people type. Forms check the format; services decide whether it is allowed."""

from __future__ import annotations

from typing import Any

from django import forms

from afterschool.pages.forms import TimeInput
from afterschool.values.vocabulary import Grade, SchoolStage, Weekday
from audit.actors import Actor
from bureaus.terms.models import Term
from providers.register.models import Provider
from schools.plans.models import Activity, ServicePlan, TimeSlot
from schools.plans.services.parts import PURPOSES
from schools.register.models import School
from schools.staff.models import Staff


def grades_at(school: School) -> list[tuple[int, str]]:
    first, last = SchoolStage(school.stage).grades
    return Grade.choices[first - 1 : last]


class CreatePlanForm(forms.Form):
    """拟定方案."""

    term = forms.ModelChoiceField(label="学期", queryset=None, empty_label=None)
    copied_from = forms.ModelChoiceField(
        label="沿用",
        queryset=None,
        required=False,
        empty_label="从空白开始",
        help_text="复制那份方案的文字、时段和活动。",
    )

    def __init__(self, *args: Any, school: School, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = Term.objects.visible_to(actor).exclude(status=Term.Status.CLOSED)
        earlier = ServicePlan.objects.visible_to(actor).filter(school=school).select_related("school", "term")
        self.fields["copied_from"].queryset = earlier


class EditPlanForm(forms.ModelForm):
    """方案的文字、体育锻炼和收费."""

    class Meta:
        model = ServicePlan
        fields = (
            "survey_summary",
            "organization",
            "management_rules",
            "safety_measures",
            "emergency_plan",
            "risk_assessment",
            "insurance",
            "exercise_minutes",
            "lesson_minutes",
            "fee_amount",
            "fee_unit",
            "fee_document",
            "collection_channel",
        )
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in (
                "survey_summary",
                "organization",
                "management_rules",
                "safety_measures",
                "emergency_plan",
                "risk_assessment",
            )
        }
        help_texts = {
            "survey_summary": "问卷发放和收回份数、有需求的学生数、家长主要意见。",
            "organization": "负责人、每天的带班领导、任课教师分工。",
            "management_rules": "考勤、交接班、门卫登记等制度。",
            "safety_measures": "场地、消防、食品、接送等措施和责任人。",
            "emergency_plan": "突发情况的处置流程和责任人。",
            "risk_assessment": "开展前评估了哪些风险、怎样防范。",
            "insurance": "承保公司和保单号。",
            "exercise_minutes": "含体育课、大课间和体育活动。",
            "fee_amount": "元；不收费的填 0。",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.asked_elsewhere = True  # a draft may be empty; what the county demands stands among the findings


class GradesMixin(forms.Form):
    """Fields of a grade range, from the school's lowest to its highest grade."""

    school: School

    def offer_grades(self) -> None:
        choices = grades_at(self.school)
        for name, first in (("grade_from", choices[0][0]), ("grade_to", choices[-1][0])):
            label = self.fields[name].label
            self.fields[name] = forms.TypedChoiceField(label=label, choices=choices, coerce=int, initial=first)


class AddSlotsForm(GradesMixin, forms.ModelForm):
    """添加时段: the same hours on several weekdays."""

    weekdays = forms.TypedMultipleChoiceField(
        label="星期",
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=[1, 2, 3, 4, 5],
        error_messages={"required": "请至少选一天。"},
    )

    class Meta:
        model = TimeSlot
        fields = ("service", "starts_at", "ends_at", "grade_from", "grade_to")
        widgets = {"starts_at": TimeInput(), "ends_at": TimeInput()}

    field_order = ["weekdays", "service", "starts_at", "ends_at", "grade_from", "grade_to"]

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.school = school
        self.offer_grades()


class EditSlotForm(GradesMixin, forms.ModelForm):
    """修改时段."""

    class Meta:
        model = TimeSlot
        fields = ("weekday", "service", "starts_at", "ends_at", "grade_from", "grade_to")
        widgets = {"starts_at": TimeInput(), "ends_at": TimeInput()}

    def __init__(self, *args: Any, school: School, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.school = school
        self.offer_grades()


class ActivityForm(GradesMixin, forms.ModelForm):
    """活动."""

    weekdays = forms.TypedMultipleChoiceField(
        label="星期",
        choices=Weekday.choices[:5],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一天。"},
    )

    class Meta:
        model = Activity
        fields = (
            "name",
            "kind",
            "category",
            "weekdays",
            "starts_at",
            "ends_at",
            "grade_from",
            "grade_to",
            "capacity",
            "teacher",
            "venue",
            "provider",
            "content",
        )
        widgets = {"starts_at": TimeInput(), "ends_at": TimeInput(), "content": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "kind": "基础看护不限人数，不得拒绝学生；社团要写人数上限。",
            "provider": "由本校教师承担的不选。",
        }

    def __init__(self, *args: Any, school: School, actor: Actor, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.school = school
        self.offer_grades()
        self.fields["teacher"].queryset = Staff.objects.visible_to(actor).filter(school=school, is_active=True)
        self.fields["provider"].queryset = Provider.objects.visible_to(actor)
        self.fields["provider"].empty_label = "无"


class AttachFileForm(forms.Form):
    """上传附件."""

    purpose = forms.ChoiceField(label="用途", choices=list(PURPOSES.items()))
    file = forms.FileField(label="文件", help_text="PDF、图片、DOCX 或 XLSX，不超过 8 MB。")


class ReturnPlanForm(forms.Form):
    """退回方案."""

    reason = forms.CharField(
        label="退回理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "退回要写明理由，学校才知道改什么。"},
    )


class WithdrawPlanForm(forms.Form):
    """撤销备案."""

    reason = forms.CharField(
        label="撤销理由",
        max_length=1000,
        help_text="学校和受影响的家长看得到，请不要写个人信息。",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "撤销备案要写明理由。"},
    )
