"""Walls two and four: row-level security and grants, written from the model list after every migrate."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from afterschool.tenancy.models import TenantModel
from afterschool.tenancy.partitions import partition_statements

THIRD_PARTY = {  # tables that are not ours: shared by all bureaus, or of this installation
    "contenttypes": "reference",
    "auth": "reference",
    "sessions": "local",
    "admin": "local",
    "axes": "local",
}
REPORT_ROLE = "afterschool_report"
IDS = "(SELECT string_to_array(current_setting('{}', true), ',')::bigint[])::bigint[]"
OWN = f"bureau_id = ANY ({IDS.format('app.bureau_ids')})"
ANCESTORS = f"bureau_id = ANY ({IDS.format('app.ancestor_ids')})"


def table_class(model: type[models.Model]) -> str | None:
    """tenant, reference or local; None where a model does not declare it."""
    if model._meta.auto_created:
        return table_class(model._meta.auto_created)
    return getattr(model, "table_class", None) or THIRD_PARTY.get(model._meta.app_label)


def tenant_models() -> list[type[TenantModel]]:
    return [m for m in apps.get_models(include_auto_created=True) if issubclass(m, TenantModel)]


def build_walls(**_: object) -> None:
    """Receiver of post_migrate: idempotent, one pass over all models."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        roles = {row[0] for row in cursor.fetchall()}
        for statement in wall_statements(has_report_role=REPORT_ROLE in roles):
            cursor.execute(statement)


def wall_statements(*, has_report_role: bool) -> Iterator[str]:
    app = connection.ops.quote_name(settings.APP_ROLE)
    yield f"GRANT USAGE ON SCHEMA public TO {app}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}"
    yield f"GRANT SELECT ON django_migrations TO {app}"
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield from _grants(model, app)
            if issubclass(model, TenantModel):
                yield from _policies(model, has_report_role)
    yield from partition_statements()


def _grants(model: type[models.Model], app: str) -> Iterator[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    rights = "SELECT, INSERT" if getattr(model, "append_only", False) else "SELECT, INSERT, UPDATE, DELETE"
    yield f"REVOKE ALL ON {table} FROM {app}"
    yield f"GRANT {rights} ON {table} TO {app}"


def _policies(model: type[TenantModel], has_report_role: bool) -> Iterator[str]:
    table = connection.ops.quote_name(model._meta.db_table)
    conditions = {"ancestors": ANCESTORS} if model.visible_to_descendants else {}
    conditions |= model.row_policies
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS bureau ON {table}"
    yield f"CREATE POLICY bureau ON {table} USING ({OWN})"
    for name, condition in conditions.items():
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY {name} ON {table} FOR SELECT USING ({condition})"
    if has_report_role:
        yield f"DROP POLICY IF EXISTS report ON {table}"
        yield f"CREATE POLICY report ON {table} FOR SELECT TO {REPORT_ROLE} USING (true)"
        yield f"GRANT SELECT ON {table} TO {REPORT_ROLE}"
