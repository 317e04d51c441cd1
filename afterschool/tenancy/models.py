"""Tenancy: whose rows these are. Four walls stand around a bureau's rows (docs/adr/0002):

1. every query says for whom: `.visible_to(actor)` or `.of(bureau_id)`;
2. row-level security: without `bureau_scope` PostgreSQL shows no row (afterschool/walls.py writes the policies);
3. composite keys: no row points at another bureau's row (afterschool/db/postgresql);
4. grants: the application may only INSERT into and SELECT from append-only tables.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import connection, models


class TenantQuerySet(models.QuerySet):
    """Rows of tenants. A query begins with whose rows it wants: `.of(bureau_id)` or `.visible_to(actor)`."""

    _bureau_id: int | None = None

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._bureau_id = self._bureau_id
        return clone

    def of(self, bureau_id: int) -> Self:
        """Rows of one bureau. `.create()` after it fills the bureau in."""
        rows = self.filter(bureau_id=bureau_id)
        rows._bureau_id = bureau_id
        return rows

    def visible_to(self, actor: Any) -> Self:
        """Rows that this person may see; defined by every model."""
        raise NotImplementedError(f"{self.model._meta.label} does not say who may see its rows")

    def locked(self) -> Self:
        return self.select_for_update(of=("self",))

    def hold(self, pk: int) -> Any:
        """One row, kept as it is until the transaction ends (FOR SHARE): who would change it waits, who holds it too does not.

        Read after the lock, so that what another transaction has changed meanwhile is seen, in the rows it points at too.
        """
        row = self.model.objects.of(self._bureau_id).filter(pk=pk).order_by().values("pk")
        statement, values = row.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"{statement} FOR SHARE", values)
        return self.get(pk=pk)

    def create(self, **values: Any) -> Any:
        if self._bureau_id is not None:
            values.setdefault("bureau_id", self._bureau_id)
        return super().create(**values)


TenantManager = models.Manager.from_queryset(TenantQuerySet)


class TenantModel(models.Model):
    """A row that belongs to one bureau, for ever."""

    table_class = "tenant"
    kind_code = ""  # what stored rows call this model: every model names its own, once and for ever
    append_only = False  # True: the application role gets no UPDATE and no DELETE
    visible_to_descendants = False  # True: bureaus below may read it (policies, blacklists)
    row_policies: dict[str, str] = {}  # further SELECT policies: name -> SQL condition

    bureau = models.ForeignKey(
        "bureaus_tree.Bureau", models.PROTECT, related_name="+", verbose_name="所属教育局", db_index=False
    )  # every tenant table has an index that starts with bureau: afterschool/checks.py

    objects = TenantManager()

    class Meta:
        abstract = True

    def save(self, *args: Any, force_insert: Any = False, force_update: bool = False, **options: Any) -> None:
        if self._state.adding:
            if self.pk is not None and not force_insert:
                raise ValueError(f"a new {self._meta.label} must not choose its own id")
        else:
            if getattr(self, "_loaded_bureau_id", self.bureau_id) != self.bureau_id:
                raise ValueError(f"{self._meta.label} {self.pk} cannot move to another bureau: make a new row")
            force_update = not force_insert  # an UPDATE that finds no row must never become an INSERT
        super().save(*args, force_insert=force_insert, force_update=force_update, **options)
        self._loaded_bureau_id = self.bureau_id

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._loaded_bureau_id = row.__dict__.get("bureau_id")
        return row

    def _do_update(self, base_qs, using, pk_val, values, update_fields, forced_update):
        base_qs = base_qs.filter(bureau_id=self.bureau_id)
        return super()._do_update(base_qs, using, pk_val, values, update_fields, forced_update)


class TenantForeignKey(models.ForeignKey):
    """A foreign key between two tenant tables: every join and every forward access also compares bureau_id."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs

    def get_joining_fields(self, reverse_join: bool = False):
        here = self.model._meta.get_field("bureau")
        there = self.remote_field.model._meta.get_field("bureau")
        pair = (there, here) if reverse_join else (here, there)
        return (*super().get_joining_fields(reverse_join), pair)

    def get_extra_descriptor_filter(self, instance):
        if instance is None:
            return super().get_extra_descriptor_filter(instance)
        return {"bureau_id": instance.bureau_id}


class TenantOneToOneField(TenantForeignKey, models.OneToOneField):
    """One to one between two tenant tables; the database key is (x_id, bureau_id)."""

    def deconstruct(self):
        name, _, args, kwargs = models.OneToOneField.deconstruct(self)
        return name, "django.db.models.OneToOneField", args, kwargs
