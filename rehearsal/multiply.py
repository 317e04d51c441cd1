"""Load data: a small county that was played through the services, its schools copied until the county is large.

What was played is copied row by row in the database, a copy of every school with its people, families and everything that
hangs on them; what belongs to the county (policies, terms, campaigns, providers) stays as it is. So whatever holds for the
small county holds for the large one, and the same invariants say so. Only what must be unique is written anew: codes,
login names, telephones, numbers of papers.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg2
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from accounts import services as account_services
from accounts.models.guardian import Guardian
from accounts.models.user import Membership, User
from afterschool import environment
from afterschool.tenancy.models import TenantModel
from afterschool.tenancy.scopes import bureau_scope
from bureaus.documents.models import Attachment, DocumentNumber, IssuedDocument
from bureaus.tree.models import Bureau
from rectification.returns.models.clues import Clue, ClueReport
from schools.register.models import School

PHONE = Guardian._meta.get_field("phone")
GIVE_PHONES = """
    UPDATE accounts_guardian SET phone = given.phone, phone_index = given.phone_index
    FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS given (id, phone, phone_index)
    WHERE accounts_guardian.id = given.id AND accounts_guardian.bureau_id = %s
"""
PHONES_OF_A_SCHOOL = 5000  # as the rolls of rehearsal/schools/imports/people.py number them
PLAIN_IDS = {"school_id", "class_id", "guardian_ref"}  # keys that are no foreign keys in the database
LAST_DIGITS = r"^(.*?)(\d+)(\D*)$"
NUMBERED = {"number", "receipt_number"}


def multiply(bureau: Bureau, *, times: int) -> int:
    """Makes the county `times` as large. Returns how many schools it has then."""
    with bureau_scope(bureau.pk):
        Copier(bureau.pk, times).run()
        count = School.objects.of(bureau.pk).count()
    _move_sequences()
    return count


class Copier:
    """Copy k of the row n gets the key n + k × stride, and so does every reference to it."""

    def __init__(self, bureau_id: int, times: int):
        self.bureau_id = bureau_id
        self.times = times
        self.models = copied_models()
        self.kinds = {model.kind_code for model in self.models}
        self.users = list(
            Membership.objects.of(bureau_id)
            .filter(school__isnull=False)
            .order_by("user")
            .values_list("user", flat=True)
        )
        self.schools = School.objects.of(bureau_id).count()
        self.stride = 1 + max(self._largest(model) for model in [User, *self.models])

    def run(self) -> None:
        self._copy(User, f"id IN ({_list(self.users)})")
        for model in _parents_first(self.models):
            if model is Guardian:
                self._copy_guardians()
            else:
                self._copy(model, self._owned_by_schools(model))
        self._link_files()
        counters = DocumentNumber.objects.of(self.bureau_id).exclude(kind=Clue.kind_code)  # clues are not copied
        counters.update(last=models.F("last") * self.times)

    def _largest(self, model: type[models.Model]) -> int:
        return int(_ask(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}"))

    # --- which rows -------------------------------------------------------------------------------------------------------

    def _owned_by_schools(self, model: type[models.Model]) -> str:
        """SQL for the rows of a table that belong to a school of the county."""
        conditions = [f"bureau_id = {self.bureau_id}"]
        names = {field.attname for field in model._meta.concrete_fields}
        for kind in names & {"subject_kind", "source_kind"}:
            conditions.append(f"{kind} IN ({_list(sorted(self.kinds))})")
        if model is Membership:
            conditions.append("school_id IS NOT NULL")
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in self._about_subjects() - {model}:
                parent = field.related_model
                conditions.append(
                    f"{field.attname} IN (SELECT id FROM {parent._meta.db_table} WHERE {self._owned_by_schools(parent)})"
                )
        return " AND ".join(conditions)

    def _about_subjects(self) -> set[type[models.Model]]:
        """Models of which only the rows about a school's things are copied."""
        return {
            model for model in self.models if "subject_kind" in {field.attname for field in model._meta.concrete_fields}
        }

    # --- copying ----------------------------------------------------------------------------------------------------------

    def _copy(self, model: type[models.Model], condition: str) -> None:
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        values = ", ".join(self._value(model, field) for field in model._meta.concrete_fields)
        _execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
            f" FROM {table} CROSS JOIN generate_series(1, {self.times - 1}) AS k WHERE {condition} AND id < {self.stride}"
        )

    def _value(self, model: type[models.Model], field: models.Field) -> str:
        """The SQL expression for one column of copy k."""
        column, parent = field.column, field.related_model
        moved = f"{column} + k * {self.stride}"
        if field.primary_key or column in PLAIN_IDS or column in {"subject_id", "source_id"} or parent in self.models:
            return moved
        if parent is User:
            return f"CASE WHEN {column} IN ({_list(self.users)}) THEN {moved} ELSE {column} END"
        if model is School and column == "code":
            return f"left(code, 6) || lpad((substr(code, 7)::int + k * {self.schools})::text, 4, '0')"
        if model is School and column == "name":
            return "name || '（' || (k + 1) || '）'"
        if model is User and column == "username":
            return self._next_username()
        if column in NUMBERED and isinstance(field, models.CharField):
            return self._next_number(model, column)
        if column == "phone_index":
            return "left(phone_index, 50) || k"  # until the guardian gets a telephone
        if model is IssuedDocument and column == "path":
            return "path || '.' || k"
        if column == "check_code":
            return "upper(left(md5(check_code || k), length(check_code)))"
        return column

    def _next_username(self) -> str:
        """150802-01-cashier, 1508020001-teacher-007: the number of the school in the name becomes that of copy k."""
        number = f"(split_part(username, '-', 2)::int + k * {self.schools})::text"
        code = f"(substr(username, 7, 4)::int + k * {self.schools})::text"
        return (
            f"CASE WHEN username ~ '^[0-9]{{10}}-' THEN left(username, 6) || lpad({code}, 4, '0') || substr(username, 11)"
            f" ELSE left(username, 7) || {number} || substr(username, 8 + length(split_part(username, '-', 2))) END"
        )

    def _next_number(self, model: type[models.Model], column: str) -> str:
        """示教〔2026〕7号 → the number that the counter would have reached in copy k; an empty number stays empty."""
        digits = f"(regexp_match({column}, '{LAST_DIGITS}'))"
        largest = _ask(
            f"SELECT coalesce(max(({digits})[2]::bigint), 0) FROM {model._meta.db_table} WHERE bureau_id = {self.bureau_id}"
        )
        number = f"(({digits})[2]::bigint + k * {largest})::text"
        return (
            f"CASE WHEN {column} ~ '{LAST_DIGITS}' THEN ({digits})[1] ||"
            f" lpad({number}, greatest(length(({digits})[2]), length({number})), '0') || ({digits})[3] ELSE {column} END"
        )

    def _link_files(self) -> None:
        """Every copy of a paper has an address of its own."""
        root = Path(settings.PRIVATE_ROOT)
        played = IssuedDocument.objects.of(self.bureau_id).filter(pk__lt=self.stride)
        for path in played.order_by("pk").values_list("path", flat=True):
            for k in range(1, self.times):
                _link(root / path, root / f"{path}.{k}")

    def _copy_guardians(self) -> None:
        """A telephone is sealed and found by its index: both are made here, not in the database."""
        played = list(Guardian.objects.of(self.bureau_id).order_by("pk"))
        self._copy(Guardian, f"bureau_id = {self.bureau_id}")
        for k in range(1, self.times):
            numbers = {row.pk + k * self.stride: self._phone(row, k) for row in played}
            sealed = [PHONE.get_db_prep_save(number, connection) for number in numbers.values()]
            indexes = [account_services.phone_index(number) for number in numbers.values()]
            _execute(GIVE_PHONES, [list(numbers), sealed, indexes, self.bureau_id])

    def _phone(self, played: Guardian, k: int) -> str:
        return f"{played.phone[:3]}{int(played.phone[3:]) + k * self.schools * PHONES_OF_A_SCHOOL:08d}"


def _link(played: Path, copy: Path) -> None:
    """The same paper under another address; it takes no place of its own."""
    if played.exists():
        copy.hardlink_to(played)


def copied_models() -> set[type[TenantModel]]:
    """Everything that hangs on a school or a family, and what is said about such rows."""
    tenant = [model for model in apps.get_models() if issubclass(model, TenantModel)]
    copied: set[type[TenantModel]] = {School, Guardian, Attachment}
    left = {ClueReport, Clue}  # what a county has merged and sent on is what its schools had filed
    copied |= {
        model for model in tenant if {"subject_kind", "source_kind"} & {f.attname for f in model._meta.concrete_fields}
    }
    while True:
        more = {model for model in tenant if model not in copied | left and copied & set(_parents(model))}
        if not more:
            return copied
        copied |= more


def _parents(model: type[models.Model]) -> list[type[models.Model]]:
    related = [field.related_model for field in model._meta.concrete_fields if field.is_relation]
    return [parent for parent in related if isinstance(parent, type) and parent is not model]


def _parents_first(found: set[type[TenantModel]]) -> Iterator[type[TenantModel]]:
    """In an order in which every key points at a row that is there."""
    left = sorted(found, key=lambda model: model._meta.label)
    while left:
        free = [model for model in left if not set(_parents(model)) & set(left)]
        if not free:
            raise ValueError(f"keys in a circle: {left}")
        yield from free
        left = [model for model in left if model not in free]


def _move_sequences() -> None:
    """The next row of each table comes after the copies; only the owner may move a sequence."""
    owner = environment.database(settings.OWNER_DATABASE_URL)
    keys = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    address = {name: str(owner[key]) for name, key in keys.items()} | {"dbname": connection.settings_dict["NAME"]}
    with psycopg2.connect(**address) as session, session.cursor() as cursor:
        for model in [User, *copied_models()]:
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {_largest_of(table)})")
    session.close()


def _largest_of(table: str) -> int:
    with bureau_scope(*Bureau.objects.values_list("pk", flat=True)):
        return max(1, int(_ask(f"SELECT coalesce(max(id), 1) FROM {table}")))


def _list(values: list) -> str:
    return ", ".join(f"'{value}'" if isinstance(value, str) else str(int(value)) for value in values) or "NULL"


def _ask(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _execute(sql: str, parameters: list | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
