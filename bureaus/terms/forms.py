"""Forms of terms and the school calendar."""

from django import forms

from afterschool.pages.forms import DateInput
from afterschool.values.vocabulary import TermSeason, Weekday


class OpenTermForm(forms.Form):
    year = forms.IntegerField(
        label="学年起始年", min_value=2015, max_value=2100, help_text="2026—2027 学年填 2026，春季学期也一样。"
    )
    season = forms.ChoiceField(label="学期", choices=TermSeason.choices)
    starts_on = forms.DateField(label="开始日期", widget=DateInput())
    ends_on = forms.DateField(label="结束日期", widget=DateInput(), help_text="学生在校的最后一天。")


class ChangeCalendarForm(forms.Form):
    day = forms.DateField(label="日期", widget=DateInput())
    is_school_day = forms.TypedChoiceField(
        label="这一天", choices=[("no", "不上课"), ("yes", "上课")], coerce=lambda value: value == "yes"
    )
    follows_weekday = forms.TypedChoiceField(
        label="上周几的课",
        choices=[("", "按当天"), *Weekday.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="周末上课时必须选择。",
    )
    reason = forms.CharField(label="原因", max_length=100, help_text="例如：全县运动会。")
