"""Forms of enrollment: they parse and keep what was typed; services apply the rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from afterschool.papers import uploads
from afterschool.values.errors import RuleViolation
from audit.actors import Actor
from bureaus.reviews.services import Decision
from enrollment.admissions.models import Application
from enrollment.admissions.reports import applying
from enrollment.admissions.services.applications import Claim
from schools.register.models import SchoolClass

NOTHING = ("", "不申请")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self, **kwargs: Any):
        super().__init__(format="%Y-%m-%dT%H:%M", **kwargs)


class ApplyForm(forms.Form):
    """报名. Choices of the county (exemption, priority) are read only where somebody claims one."""

    offerings = forms.TypedMultipleChoiceField(
        label="项目",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "所选项目不在本轮报名里，请重新选择。"},
    )
    exemption = forms.ChoiceField(label="减免类别", required=False)
    evidence = forms.FileField(
        label="证明材料",
        required=False,
        help_text="拍照或 PDF，不超过 8 MB。只有学校审核人员能看，每次查看都留下记录。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf", "data-preview": ""}),
    )
    priority_group = forms.ChoiceField(label="优先保障群体", required=False)
    note = forms.CharField(
        label="想告诉学校的话", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, invitation: applying.Invitation, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        bureau_id = invitation.round.bureau_id
        self.fields["offerings"].choices = [(pk, choice.name) for pk, choice in invitation.choices.items()]  # type: ignore[attr-defined]
        self.fields["exemption"].choices = lambda: [  # type: ignore[attr-defined]
            NOTHING,
            *((code, name) for code, name, _, _ in applying.exemption_choices(bureau_id, invitation.rules_on)),
        ]
        self.fields["priority_group"].choices = lambda: [  # type: ignore[attr-defined]
            ("", "不属于以下群体"),
            *applying.priority_choices(bureau_id, invitation.rules_on),
        ]
        self.fields["offerings"].initial = [  # base care is chosen beforehand; a family may take it out
            pk for pk, choice in invitation.choices.items() if choice.is_base_care
        ]

    def clean_evidence(self) -> uploads.CheckedUpload | None:
        file = self.cleaned_data.get("evidence")
        if not file:
            return None
        try:
            return uploads.check_upload(file)
        except RuleViolation as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("exemption") and not cleaned.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", "申请减免要上传证明材料的照片；没有的话请先选“不申请”，以后可以补办。")
        return cleaned

    @property
    def chosen(self) -> set[int]:
        """The ids ticked at the moment, so that a refused form shows the family's choices again."""
        ticked = self.data.getlist("offerings") if self.is_bound else self.fields["offerings"].initial  # type: ignore[attr-defined]
        return {int(pk) for pk in ticked if str(pk).isdecimal()}

    @property
    def claim(self) -> Claim | None:
        category, evidence = self.cleaned_data["exemption"], self.cleaned_data["evidence"]
        return Claim(category, evidence) if category and evidence else None


class AnswerReviewForm(forms.Form):
    answer = forms.CharField(label="补正说明", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class OpenRoundForm(forms.Form):
    """开放报名."""

    opens_at = forms.DateTimeField(label="开放时间", widget=MomentInput())
    closes_at = forms.DateTimeField(
        label="截止时间", widget=MomentInput(), help_text="到时间自动截止，也可以提前截止。"
    )
    clubs_per_student = forms.IntegerField(
        label="每人最多选几个社团", min_value=1, max_value=10, help_text="基础看护不计在内，不限人数。"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = timezone.localtime().replace(second=0, microsecond=0)
        self.initial = {"opens_at": now, "closes_at": now + timedelta(days=7), "clubs_per_student": 2} | self.initial


class ReviewForm(forms.Form):
    """审核意见. The same for an application and for an exemption claim."""

    decision = forms.ChoiceField(
        label="意见",
        choices=[(Decision.APPROVE, "同意"), (Decision.ASK, "要求补正"), (Decision.REJECT, "不同意")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择意见。"},
    )
    reason = forms.CharField(
        label="理由",
        required=False,
        max_length=200,
        help_text="要求补正和不同意须写明理由，家长看得到。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    step = forms.IntegerField(
        required=False, widget=forms.HiddenInput()
    )  # that the page showed: pressed twice, decided once


class ReviewExemptionForm(ReviewForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(Decision.APPROVE, "予以认定"), (Decision.REJECT, "不予认定")]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = "不予认定须写明理由，家长看得到。"


class ApplicationFilterForm(forms.Form):
    """Which applications a list shows."""

    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Application.Status.choices])
    school_class = forms.ModelChoiceField(label="班级", queryset=None, required=False, empty_label="全部班级")

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        classes = SchoolClass.objects.visible_to(actor)
        self.fields["school_class"].queryset = classes.filter(pk=actor.class_id) if actor.class_id else classes  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """The chosen values as arguments of a QuerySet filter."""
        cleaned = self.cleaned_data if self.is_valid() else {}
        paths = {"status": "status", "school_class": "student__school_class"}
        return {path: cleaned[name] for name, path in paths.items() if cleaned.get(name)}
