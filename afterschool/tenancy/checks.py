"""System checks: what must hold before anything starts."""

import re

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from afterschool.db.postgresql.keys import partition_field, tenant_field
from afterschool.tenancy.models import TenantForeignKey, TenantModel, TenantQuerySet
from afterschool.tenancy.walls import table_class

KIND_CODE = re.compile(r"[a-z][a-z0-9_]{1,38}")
CLASSES = {"tenant", "reference", "local"}


@register()
def check_table_classes(**_: object) -> list[CheckMessage]:
    """Every table says what it is: tenant, reference or local; and tenant tables keep the rules of ADR 2."""
    problems: list[CheckMessage] = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or not model._meta.managed:
            continue
        if table_class(model) not in CLASSES:
            problems.append(Error("says no table_class (tenant, reference or local)", obj=model, id="afterschool.E001"))
        elif issubclass(model, TenantModel):
            problems += [Error(text, obj=model, id="afterschool.E002") for text in tenant_faults(model)]
        elif tenant_field(model) is not None:
            problems.append(Error("has a bureau but is no TenantModel", obj=model, id="afterschool.E003"))
    return problems


@register()
def check_kind_codes(**_: object) -> list[CheckMessage]:
    """No two models bear one code: stored rows could not tell them apart."""
    models_of_code: dict[str, list[str]] = {}
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            models_of_code.setdefault(model.kind_code, []).append(model._meta.label)
    return [
        Error(f"one kind_code {code!r} for {', '.join(labels)}", id="afterschool.E004")
        for code, labels in models_of_code.items()
        if len(labels) > 1
    ]


def tenant_faults(model: type[TenantModel]) -> list[str]:
    """Where a tenant model would open a wall, one sentence each."""
    faults = []
    if not KIND_CODE.fullmatch(model.__dict__.get("kind_code", "")):
        faults.append("declares no kind_code of its own (small letters and underscores), which stored rows call it by")
    if model._meta.local_many_to_many:
        faults.append("auto many-to-many: write the table between as a TenantModel")
    faults += _manager_faults(model)
    for field in model._meta.local_concrete_fields:
        faults += _field_faults(model, field)
    if not any(fields[:1] == ["bureau"] for fields in _indexed_fields(model)):
        faults.append("no index starts with bureau")
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint) and "bureau" not in repr(constraint):
            faults.append(f"constraint {constraint.name} does not hold bureau")
    return faults


def _manager_faults(model: type[TenantModel]) -> list[str]:
    """Rows are reached through `objects` alone, which asks for whom."""
    faults = []
    if [manager.name for manager in model._meta.managers] != ["objects"]:
        faults.append("has a manager beside objects, at which nobody asks for whom")
    rows = model._default_manager.get_queryset()
    if not isinstance(rows, TenantQuerySet):
        faults.append("its manager does not come from a TenantQuerySet")
    elif type(rows).visible_to is TenantQuerySet.visible_to:
        faults.append("its QuerySet does not define visible_to(actor)")
    return faults


def _indexed_fields(model: type[TenantModel]) -> list[list[str]]:
    uniques = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) and c.condition is None]
    return [list(index.fields) for index in [*model._meta.indexes, *uniques]]


def _field_faults(model: type[TenantModel], field: models.Field) -> list[str]:
    faults = []
    target = field.related_model
    if field.unique and not field.primary_key and not field.one_to_one:
        faults.append(f"{field.name}: unique=True would reach over all bureaus; use a constraint with bureau")
    if isinstance(target, type) and issubclass(target, TenantModel):
        if not isinstance(field, TenantForeignKey):
            faults.append(f"{field.name}: use TenantForeignKey between tenant tables")
        if partition_field(target) is not None:
            faults.append(f"{field.name}: nothing may point at a partitioned table")
    elif target is not None and not field.remote_field.hidden:
        faults.append(f"{field.name}: a shared row leads back to rows of all bureaus; related_name='+' closes that way")
    return faults
