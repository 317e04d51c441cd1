"""Forms of signing in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from afterschool.values import identity
from afterschool.values.errors import RuleViolation


class SignInForm(AuthenticationForm):
    """工作人员登录. A wrong name and a wrong password give the same message."""

    error_messages = {
        "invalid_login": "用户名或密码不正确，请检查后再试；连续输错 5 次会暂时锁定。",
        "inactive": "用户名或密码不正确，请检查后再试；连续输错 5 次会暂时锁定。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["password"].label = "密码"


class RequestCodeForm(forms.Form):
    """家长登录，第一步：手机号."""

    phone = forms.CharField(
        label="手机号",
        max_length=20,
        help_text="请用在学校登记的手机号。",
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "numeric", "autocomplete": "tel", "autofocus": True}),
        error_messages={"required": "请填写手机号。"},
    )

    def clean_phone(self) -> str:
        try:
            return identity.check_phone(self.cleaned_data["phone"])
        except RuleViolation as refusal:
            raise forms.ValidationError(refusal.message) from None


class EnterCodeForm(forms.Form):
    """家长登录，第二步：验证码."""

    code = forms.RegexField(
        r"^\d{6}$",
        label="验证码",
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "maxlength": 6,
                "autofocus": True,
                "class": "code-input",
            }
        ),
        error_messages={"required": "请填写短信里的 6 位数字。", "invalid": "验证码是 6 位数字。"},
    )


class ChangePasswordForm(PasswordChangeForm):
    """修改密码."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "现在的密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = "至少 10 位，不能全是数字，不能与用户名相近，不能是常见密码。"
        self.fields["new_password2"].label = "再输入一次新密码"
        self.fields["new_password2"].help_text = ""
