from django import forms

from billing.payments.models import Payment


class RecordPaymentForm(forms.ModelForm):
    class Meta:
        model = Payment
        fields = ["amount", "method", "received_on", "receipt_number"]
        widgets = {"received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"amount": "元，不超过尚欠金额。"}
