from django import forms

from billing.standards.models import FeeStandard


class FileFeeStandardForm(forms.ModelForm):
    """报备: the number under which the departments filed the standard."""

    class Meta:
        model = FeeStandard
        fields = ["filing_document"]
        help_texts = {"filing_document": "发改、教育等部门出具的报备文号或回执编号。"}
