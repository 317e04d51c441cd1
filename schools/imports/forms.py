from __future__ import annotations

from django import forms


class ImportForm(forms.Form):
    """导入表格."""

    file = forms.FileField(label="表格", help_text="XLSX 或 CSV，第一行是表头。先检查，全部正确才能导入。")
