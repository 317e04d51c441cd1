"""What officers type about institutions."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from django import forms

from afterschool.pages.forms import DateInput


class RegisterProviderForm(forms.Form):
    """登记机构."""

    name = forms.CharField(label="机构名称", max_length=100)
    credit_code = forms.CharField(
        label="统一社会信用代码", max_length=24, help_text="营业执照或民办非企业单位登记证上的 18 位代码。"
    )
    services = forms.CharField(label="服务项目", max_length=200)
    license_expires_on = forms.DateField(label="办学许可有效期至", widget=DateInput(), required=False)
    is_academic = forms.BooleanField(label="是学科类机构", required=False)


class ShortlistProviderForm(forms.Form):
    """列入备选清单: one service a line, with its price ceiling."""

    items = forms.CharField(
        label="服务项目和引进费用标准",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一项，项目和价格用空格隔开，如：篮球 80。价格单位为元/课时。",
    )

    def clean_items(self) -> list[tuple[str, Decimal]]:
        items: list[tuple[str, Decimal]] = []
        for number, line in enumerate(self.cleaned_data["items"].splitlines(), start=1):
            if line.strip():
                items.append(self._item(number, line.strip(), {service for service, _ in items}))
        return items

    def _item(self, number: int, line: str, known: set[str]) -> tuple[str, Decimal]:
        service, _, price = line.rpartition(" ")
        try:
            amount = Decimal(price).quantize(Decimal("0.01"))
        except InvalidOperation:
            raise forms.ValidationError(f"第 {number} 行“{line}”的末尾应是价格。") from None
        service = service.strip()
        if not service or len(service) > 60:
            raise forms.ValidationError(f"第 {number} 行应先写服务项目（不超过 60 字），再写价格。")
        if not 0 <= amount < 1_000_000:
            raise forms.ValidationError(f"第 {number} 行的价格应在 0 至 999999 元之间。")
        if service in known:
            raise forms.ValidationError(f"第 {number} 行的“{service}”重复。")
        return service, amount


class TakeOffForm(forms.Form):
    """暂停、取消资格."""

    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由，机构有权知道。"},
    )


class BlacklistProviderForm(forms.Form):
    """列入黑名单."""

    name = forms.CharField(label="机构名称", max_length=100)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=24)
    proposed_by_code = forms.RegexField(
        r"^\d{6}$", label="提出单位代码", required=False, help_text="提出的县（区）的六位行政区划代码；本局提出的不填。"
    )
    reason = forms.CharField(label="列入原因", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
