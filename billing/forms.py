from django import forms

from billing.models import FeeStandard, Payment


class FileFeeStandardForm(forms.ModelForm):
    """报备: the number under which the departments took the standard."""

    class Meta:
        model = FeeStandard
        fields = ["filing_document"]
        help_texts = {"filing_document": "发改、教育等部门出具的报备文号或回执编号。"}


class RecordPaymentForm(forms.ModelForm):
    class Meta:
        model = Payment
        fields = ["amount", "method", "received_on", "receipt_number"]
        widgets = {"received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"amount": "元，不超过尚欠金额。"}


class CancelChargeForm(forms.Form):
    reason = forms.CharField(label="作废理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ChargeFilterForm(forms.Form):
    status = forms.ChoiceField(label="状态", required=False)
    q = forms.CharField(label="学生", required=False, max_length=30, help_text="姓名或拼音首字母")

    def __init__(self, *args, **kwargs):
        from billing.models import Charge

        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", "全部"), *Charge.Status.choices]
