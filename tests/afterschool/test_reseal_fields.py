"""A new key: everything is sealed anew, nothing is lost, families are still found."""

from django.core.management import call_command
from django.db import connection

from accounts import services as account_services
from accounts.models.guardian import Guardian


def stored_phones() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_guardian ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_rows_are_sealed_with_the_newest_key(world, settings, capsys):
    old = settings.FIELD_KEYS
    before = stored_phones()
    settings.FIELD_KEYS = ["a newer key", *old]
    call_command("reseal_fields")
    after = stored_phones()
    assert len(after) == len(before) == 4
    assert len({phone[:13] for phone in (*before, *after)}) == 2, "another key id on every row"
    assert "accounts.Guardian: 4 rows sealed anew" in capsys.readouterr().out
    guardian = Guardian.objects.of(world.linhe.bureau.pk).get(phone_index=account_services.phone_index("19900000001"))
    settings.FIELD_KEYS = ["a newer key"]
    guardian.refresh_from_db()
    assert guardian.phone == "19900000001", "the old key is no longer asked"


def test_a_second_run_has_nothing_to_do(world, settings, capsys):
    settings.FIELD_KEYS = ["a newer key", *settings.FIELD_KEYS]
    call_command("reseal_fields")
    capsys.readouterr()
    before = stored_phones()
    call_command("reseal_fields")
    assert stored_phones() == before
    assert "accounts.Guardian: 0 rows sealed anew" in capsys.readouterr().out
