"""Recognises tenant tables by their fields, because historical models in migrations have no base class."""

from django.db.models import Field

TENANT_FIELD = "bureau"


def tenant_field(model) -> Field | None:
    """The NOT NULL `bureau` foreign key that makes a table a tenant table."""
    return next((f for f in model._meta.local_concrete_fields if f.name == TENANT_FIELD and not f.null), None)


def partition_field(model) -> Field | None:
    """The date or moment by which the table is split into months (afterschool/tenancy/fields.py)."""
    return next((f for f in model._meta.local_concrete_fields if getattr(f, "partitions_table", False)), None)
