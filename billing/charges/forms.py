from django import forms

from billing.charges.models import Charge


class CancelChargeForm(forms.Form):
    reason = forms.CharField(label="作废理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class ConfirmChargeForm(forms.Form):
    reason = forms.CharField(
        label="核对结论",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：已参加到今天，按实际课时收取。需要作废的请学校管理员办理。",
    )


class ChargeFilterForm(forms.Form):
    status = forms.ChoiceField(label="状态", required=False)
    to_check = forms.ChoiceField(label="核对", required=False, choices=[("", "全部"), ("yes", "待核对")])
    q = forms.CharField(label="学生", required=False, max_length=30, help_text="姓名或拼音首字母")

    def __init__(self, *args, **kwargs):

        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", "全部"), *Charge.Status.choices]
