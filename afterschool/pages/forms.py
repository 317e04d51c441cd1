"""How forms look and how they say no: Tabler markup for every Django form, and the sentence of a broken rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django import forms
from django.db import IntegrityError
from django.forms.renderers import TemplatesSetting

from afterschool.tenancy.constraints import refusal_of
from afterschool.values.errors import RuleViolation

CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


@contextmanager
def refusals_on(
    form: forms.BaseForm, *, field_of: Callable[[str | None], str | None] | None = None, otherwise: str | None = None
) -> Iterator[None]:
    """Shows a broken rule, sentence and clause, as an error of the form instead of passing it on.

        if form.is_valid():
            with refusals_on(form):
                payment = services.record_payment(charge=charge, by=request.actor, **form.cleaned_data)
                return redirect(payment.charge)
        return render(…)

    The error stands on the field that the refusal names if the form has it, else on `otherwise`, else on the form as a
    whole. `field_of` translates names where the form's own differ. Whoever is not permitted still gets a 403.
    """
    try:
        yield
    except (RuleViolation, IntegrityError) as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        name = field_of(refusal.field) if field_of else refusal.field
        form.add_error(name if name in form.fields else otherwise, refusal)


def css_class(widget: forms.Widget) -> str:
    if isinstance(widget, CHECKS):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


class BoundField(forms.BoundField):
    """A field that knows its CSS class and shows its error state."""

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            words = [css_class(widget), widget.attrs.get("class", ""), "is-invalid" if self.errors else ""]
            attrs["class"] = " ".join(word for word in words if word)
        return attrs

    @property
    def is_check(self) -> bool:
        """A single checkbox, whose label follows it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_optional(self) -> bool:
        """Not a field that local rules may require although the form does not (`asked_elsewhere`)."""
        if getattr(self.field, "asked_elsewhere", False):
            return False
        return not self.field.required and not isinstance(self.field, forms.BooleanField)


class Renderer(TemplatesSetting):
    form_template_name = "components/form_fields.html"
    field_template_name = "components/field.html"
    bound_field_class = BoundField


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由", max_length=200, error_messages={"required": "请写明理由。"})
