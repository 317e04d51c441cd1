"""Forms of campaigns."""

from django import forms

from afterschool.pages.forms import DateInput
from rectification.campaigns.models import Campaign

FORM_TITLE = "“点题整治”群众身边腐败和不正之风突出问题线索登记表"


class StartCampaignForm(forms.Form):
    """启动专项. Titles are typed exactly as in the county's own document."""

    year = forms.IntegerField(label="年度", min_value=2018, max_value=2100)
    title = forms.CharField(
        label="专项名称", max_length=120, help_text="照文件原文填写，例如：城区中小学课后服务覆盖不足。"
    )
    form_title = forms.CharField(
        label="登记表标题",
        max_length=120,
        initial=FORM_TITLE,
        help_text="照文件附件的标题逐字填写，有没有“突出”二字以本县文件为准；每张登记表都照此打印。",
    )
    starts_on = forms.DateField(
        label="开始日期", widget=DateInput(), help_text="报送期限在这一天之后的月份，每所学校都要报送月报。"
    )
    ends_on = forms.DateField(label="结束日期", widget=DateInput())
    source_title = forms.CharField(label="依据文件", max_length=120, help_text="文件全称，不加书名号。")
    source_number = forms.CharField(label="文号", max_length=60, required=False)

    def clean_source_title(self) -> str:
        return self.cleaned_data["source_title"].strip("《》")

    def clean(self) -> dict:
        values = super().clean() or {}
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", "结束日期要晚于开始日期。")
        return values


class CloseCampaignForm(forms.Form):
    """结束专项."""

    outcome = forms.ChoiceField(
        label="结果",
        widget=forms.RadioSelect,
        choices=[
            (Campaign.Status.CONTINUED, Campaign.Status.CONTINUED.label),
            (Campaign.Status.CLOSED, Campaign.Status.CLOSED.label),
        ],
    )
    reason = forms.CharField(label="说明", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
