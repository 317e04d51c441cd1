"""Filters of lists."""

from django import forms

from rectification.models import Campaign
from rectification.reports.clue_months import State
from rectification.rules import Month


class MonthBoardFilter(forms.Form):
    """Which campaign, which month, and which schools of it."""

    campaign = forms.ChoiceField(label="专项", required=False)
    month = forms.ChoiceField(label="月份", required=False)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *State.choices])
    school = forms.CharField(label="学校", required=False, max_length=40)

    def __init__(self, data, *, campaigns: list[Campaign], months: list[Month]) -> None:
        super().__init__(data)
        self.fields["campaign"].choices = [(str(campaign.pk), str(campaign)) for campaign in campaigns]
        self.fields["month"].choices = [(str(month), month.label) for month in months]
