"""After a new FIELD_KEY: write what older keys sealed anew, so that a retired key no longer opens anything."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import models
from django.db.models.functions import Cast

from afterschool.tenancy.models import TenantModel
from afterschool.tenancy.scopes import bureau_scope
from afterschool.values.crypto import EncryptedTextField, newest_seal
from bureaus.tree.models import Bureau

BATCH = 500


class Command(BaseCommand):
    help = "Seals personal data again with the newest FIELD_KEY; may be stopped and run again at any time."

    def handle(self, *args: object, **options: object) -> None:
        bureaus = Bureau.objects.values_list("pk", flat=True)
        for model, fields in sealed_models():
            count = sum(reseal(model, fields, bureau_id) for bureau_id in bureaus)
            self.stdout.write(f"{model._meta.label}: {count} rows sealed anew")


def sealed_models() -> list[tuple[type[TenantModel], list[str]]]:
    """Every tenant model with sealed fields, and their names."""
    sealed = []
    for model in apps.get_models():
        fields = [field.name for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]
        if fields and issubclass(model, TenantModel):
            sealed.append((model, fields))
    return sealed


def reseal(model: type[TenantModel], fields: list[str], bureau_id: int) -> int:
    """One bureau's rows, each batch in a transaction of its own. Returns how many rows were written."""
    count = 0
    while True:
        with bureau_scope(bureau_id):
            rows = list(old_rows(model, fields, bureau_id)[:BATCH])
            if not rows:
                return count
            model.objects.of(bureau_id).bulk_update(rows, fields)
            count += len(rows)


def old_rows(model: type[TenantModel], fields: list[str], bureau_id: int) -> models.QuerySet:
    stored = {f"stored_{name}": Cast(name, models.TextField()) for name in fields}
    conditions = models.Q()
    for name in stored:
        conditions |= models.Q(**{f"{name}__gt": ""}) & ~models.Q(**{f"{name}__startswith": newest_seal()})
    return model.objects.of(bureau_id).locked().annotate(**stored).filter(conditions).order_by("pk")
