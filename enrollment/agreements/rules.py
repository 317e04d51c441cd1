"""The agreement's text and its placeholders. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from string import Formatter

from afterschool.values.errors import RuleViolation

PLACEHOLDERS = {
    "child": "孩子姓名",
    "school_class": "班级",
    "guardian": "监护人姓名",
    "school": "学校",
    "term": "学期",
    "period": "起止日期",
    "times": "参加的项目和时间",
    "fee": "收费标准",
    "exemption": "减免情况",
    "refund": "退费办法",
}


def check_agreement_body(body: str) -> None:
    """Checks that every placeholder can be filled. Raises RuleViolation naming the unknown ones."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(body) if name is not None}
    except ValueError:
        raise RuleViolation("协议正文里的大括号不成对，请检查占位符的写法，例如 {child}。", field="body") from None
    if unknown := names - set(PLACEHOLDERS):
        shown = "、".join(f"{{{name}}}" for name in sorted(unknown))
        raise RuleViolation(f"协议正文里有不认识的占位符：{shown}。", field="body")
    if missing := {"child", "times", "fee", "refund"} - names:
        shown = "、".join(f"{{{name}}}（{PLACEHOLDERS[name]}）" for name in sorted(missing))
        raise RuleViolation(f"协议正文缺少必须写明的内容：{shown}。", field="body")


def fill_agreement(body: str, values: Mapping[str, str]) -> str:
    """The text as this family reads and accepts it. Braces inside a value are not treated as placeholders."""
    return body.format(**{name: values.get(name, "") for name in PLACEHOLDERS})


def digest(text: str) -> str:
    """SHA-256 of exactly these characters (UTF-8), as stored with every agreement."""
    return hashlib.sha256(text.encode()).hexdigest()
