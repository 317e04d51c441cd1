"""The form of one rule, made from its kind."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms

from afterschool.pages.forms import DateInput, TimeInput
from afterschool.values.clauses import Clause
from bureaus.policies import text as policy_text
from bureaus.policies.models import Policy
from bureaus.policies.values import (
    BadPolicyValue,
    PolicyValue,
    Severity,
    field_types,
    plain_key,
    stated_fields,
    without_none,
)

YES_NO = [("", "未规定"), ("yes", "是"), ("no", "否")]


class PolicyForm(forms.Form):
    """One rule of one kind. Its fields are made from the kind: what is left empty is not stated."""

    severity = forms.ChoiceField(label="严格程度", choices=[(s.value, s.label) for s in reversed(Severity)])
    effective_from = forms.DateField(label="施行日期", widget=DateInput())
    source_title = forms.CharField(label="文件名称", max_length=120)
    source_number = forms.CharField(label="文号", max_length=60, required=False)
    source_article = forms.CharField(label="条款", max_length=60)
    summary = forms.CharField(label="要点", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, kind: type[PolicyValue], *args: Any, policy: Policy | None = None, **kwargs: Any) -> None:
        self.kind = kind
        self.stated = dict(policy.value) if policy else {}
        super().__init__(*args, **kwargs)
        value = kind.from_mapping(policy.value) if policy else None
        for name in stated_fields(kind):
            for key, field, initial in _form_fields(kind, name, getattr(value, name, None)):
                self.fields[key] = field
                self.initial.setdefault(key, initial)
        if policy:
            self.initial |= {
                "severity": policy.severity,
                "source_title": policy.source_title,
                "source_number": policy.source_number,
                "source_article": policy.source_article,
                "summary": policy.summary,
            }

    @property
    def source_fields(self) -> list[forms.BoundField]:
        """Where the rule comes from and when it begins."""
        return [self[name] for name in type(self).base_fields]

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """What the rule says: what it states already first; for a new rule everything."""
        names = [name for name in self.fields if name not in type(self).base_fields]
        return [self[name] for name in names if not self.stated or name.split("__")[0] in self.stated]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """What the rule might also say."""
        others = {field.name for field in (*self.source_fields, *self.value_fields)}
        return [self[name] for name in self.fields if name not in others]

    @property
    def has_further_error(self) -> bool:
        return any(field.errors for field in self.further_fields)

    @property
    def clause(self) -> Clause:
        data = self.cleaned_data
        return Clause(data["source_title"], data["source_number"], data["source_article"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        raw: dict[str, Any] = {}
        for name in stated_fields(self.kind):
            try:
                stated = _raw_value(self.kind, name, data)
            except BadPolicyValue as bad:
                self.add_error(name, bad.message)
                continue
            if stated not in (None, [], {}, ""):
                raw[name] = stated
        if not self.errors:
            self._check(raw)
        data["value"] = raw
        return data

    def field_of(self, key: str | None) -> str | None:
        """The form field to which a key such as `latest_end.primary` or `categories[2].treatment` belongs."""
        name = (key or "").replace(".", "__")
        if name in self.fields:
            return name
        first = (key or "").partition(".")[0].partition("[")[0]
        return first if first in self.fields else None

    def _check(self, raw: Mapping[str, Any]) -> None:
        try:
            self.kind.read_part(raw)
        except BadPolicyValue as bad:
            self.add_error(self.field_of(bad.key), str(bad))


def _form_fields(kind: type[PolicyValue], name: str, value: Any) -> Iterator[tuple[str, forms.Field, Any]]:
    """Form fields of one policy field, with what they show at first."""
    label = stated_fields(kind)[name].metadata["label"]
    hint = without_none(field_types(kind)[name])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is not None and issubclass(origin, Mapping) and _is_enum(arguments[0]):
        for member in arguments[0]:
            words = f"{label}·{getattr(member, 'label', member.value)}"
            yield f"{name}__{member.value}", _plain_field(arguments[1], words), _shown((value or {}).get(member))
    elif origin is tuple and _is_enum(arguments[0]):
        field = forms.MultipleChoiceField(
            label=label, choices=_choices(arguments[0]), required=False, widget=forms.CheckboxSelectMultiple()
        )
        yield name, field, [str(entry.value) for entry in value or ()]
    elif origin is tuple and arguments[0] is str:
        field = forms.CharField(label=label, required=False, help_text="几项用分号隔开。")
        yield name, field, policy_text.write_cell(value or ())
    elif origin is not None:
        lines = policy_text.write_lines(value)
        field = forms.CharField(
            label=label,
            required=False,
            widget=forms.Textarea(attrs={"rows": max(3, lines.count("\n") + 2), "class": "field-lines"}),
            help_text=f"每行一条：{policy_text.heading(hint)}",
        )
        yield name, field, lines
    else:
        yield name, _plain_field(hint, label), _shown(value)


def _plain_field(hint: Any, label: str) -> forms.Field:
    if hint is bool:
        return forms.ChoiceField(label=label, choices=YES_NO, required=False)
    if hint is int:
        return forms.IntegerField(label=label, required=False, min_value=0)
    if hint is Decimal:
        return forms.DecimalField(label=label, required=False, min_value=0, max_digits=10, decimal_places=2)
    if hint is time:
        return forms.TimeField(label=label, required=False, widget=TimeInput())
    if hint is date:
        return forms.DateField(label=label, required=False, widget=DateInput())
    if _is_enum(hint):
        return forms.ChoiceField(label=label, choices=[("", "未规定"), *_choices(hint)], required=False)
    return forms.CharField(label=label, required=False, max_length=200)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(str(member.value), str(getattr(member, "label", member.value))) for member in enum]


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value if isinstance(value, Enum) else value


def _raw_value(kind: type[PolicyValue], name: str, data: Mapping[str, Any]) -> Any:
    """Plain data of one policy field from what the form has cleaned."""
    hint = without_none(field_types(kind)[name])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is not None and issubclass(origin, Mapping) and _is_enum(arguments[0]):
        keys = {plain_key(member): data.get(f"{name}__{plain_key(member)}") for member in arguments[0]}
        return {key: _raw_plain(entry) for key, entry in keys.items() if entry not in (None, "")}
    entered = data.get(name)
    if origin is tuple and _is_enum(arguments[0]):
        return list(entered or ())
    if origin is tuple and arguments[0] is str:
        return policy_text.read_cell(hint, entered or "")
    if origin is not None:
        return policy_text.read_lines(hint, entered or "", name)
    return None if entered in (None, "") else _raw_plain(entered)


def _raw_plain(entered: Any) -> Any:
    return {"yes": True, "no": False}.get(entered, entered) if isinstance(entered, str) else entered
