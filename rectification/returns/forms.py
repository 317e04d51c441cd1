"""Forms of a school's monthly clue report."""

from typing import Any

from django import forms

from afterschool.pages.forms import DateInput
from rectification.campaigns.models import Campaign
from rectification.returns.models.clues import Clue
from rectification.returns.reports.clue_months import State
from rectification.returns.rules import Month


class AddClueForm(forms.ModelForm):
    """登记线索. The rules decide, with their clause, whether it belongs in this year's register."""

    amount = forms.DecimalField(
        label="涉及金额（元）",
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text="没有涉及金额的不填。",
    )
    # not a field of the model form: the row's constraint would answer before the rule, and without the clause
    is_discipline_business = forms.BooleanField(
        label="属于纪检监察业务",
        required=False,
        help_text="不属于的，请转业务股室按投诉或整改办理，不填入本表。",
    )

    class Meta:
        model = Clue
        fields = [
            "source",
            "found_on",
            "subject_name",
            "subject_post",
            "is_supervised_person",
            "category",
            "summary",
            "amount",
            "handling",
            "handler",
            "progress",
            "note",
        ]
        widgets = {
            "found_on": DateInput(),
            "summary": forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
            "progress": forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        }
        help_texts = {
            "found_on": "收到或发现线索的那一天；只收今年以来的。",
            "subject_name": "可以是人，也可以是单位。加密保存，只有派驻纪检监察组和本校填报人能看到。",
            "subject_post": "被反映人所在的单位和职务。",
            "summary": "写清时间、地点、人物和经过；不要写反映人的姓名和电话。加密保存。",
            "handler": "正在办理这条线索的单位，例如：派驻县教育局纪检监察组。",
            "progress": "目前办到哪一步；还没有办理的写“待办”。",
        }


class EditClueForm(AddClueForm):
    """修改线索. A registered clue counts as discipline business until somebody unticks the box."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("is_discipline_business", True)


class ReopenClueReportForm(forms.Form):
    """撤回月报."""

    reason = forms.CharField(
        label="撤回的原因", max_length=200, help_text="会留在办理记录里。", widget=forms.Textarea(attrs={"rows": 3})
    )


class RecordDispositionForm(forms.Form):
    """登记处置."""

    disposition = forms.ChoiceField(label="处置方式", choices=Clue.Disposition)
    concluded_on = forms.DateField(label="办结时间", widget=DateInput(), required=False)


class MonthBoardFilter(forms.Form):
    """Filters of the month's board: campaign, month, schools."""

    campaign = forms.ChoiceField(label="专项", required=False)
    month = forms.ChoiceField(label="月份", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *State.choices])
    school = forms.CharField(label="学校", required=False, max_length=40)

    def __init__(self, data, *, campaigns: list[Campaign], months: list[Month]) -> None:
        super().__init__(data)
        self.fields["campaign"].choices = [(str(campaign.pk), str(campaign)) for campaign in campaigns]
        self.fields["month"].choices = [(str(month), month.label) for month in months]
