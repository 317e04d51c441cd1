from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from afterschool.pages.forms import DateInput
from enrollment.agreements import texts as agreement_texts


class PublishAgreementTemplateForm(forms.Form):
    """发布协议文本."""

    version = forms.CharField(
        label="版本号", max_length=20, help_text="例如 2021-秋-1；发布后不能修改，只能发布新版本。"
    )
    title = forms.CharField(label="标题", max_length=80)
    effective_from = forms.DateField(label="启用日期", widget=DateInput())
    body = forms.CharField(label="正文", widget=forms.Textarea(attrs={"rows": 24}), strip=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial = {
            "title": agreement_texts.TITLE,
            "body": agreement_texts.BODY,
            "effective_from": timezone.localdate(),
        } | self.initial
