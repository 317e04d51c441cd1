"""A new key: everything is sealed anew, nothing is lost, families are still found."""

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection

from accounts import services as account_services
from accounts.models.guardian import Guardian
from afterschool import environment
from afterschool.tenancy.scopes import bureau_scope
from bureaus.documents.models import DocumentOrder
from manage import OWNER_COMMANDS
from tests.papers import ordered
from tests.world import County, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def linhe() -> County:
    return World.build().linhe


@pytest.fixture
def reseal(settings):
    """As manage.py runs it: connected as the owner, who alone may write append-only rows anew."""
    assert "reseal_fields" in OWNER_COMMANDS
    application = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    owner = environment.database(settings.OWNER_DATABASE_URL)

    def run() -> None:
        connection.close()
        connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
        try:
            call_command("reseal_fields")
        finally:
            connection.close()
            connection.settings_dict.update(application)

    return run


def stored_phones(county: County) -> list[str]:
    with bureau_scope(county.bureau.pk), connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_guardian ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_rows_are_sealed_with_the_newest_key(linhe, reseal, settings, capsys):
    before = stored_phones(linhe)
    settings.FIELD_KEYS = ["a newer key", *settings.FIELD_KEYS]
    reseal()
    after = stored_phones(linhe)
    assert len(after) == len(before) == 2
    assert len({phone[:13] for phone in (*before, *after)}) == 2, "another key id on every row"
    assert "accounts.Guardian: 4 rows sealed anew" in capsys.readouterr().out  # of both counties
    with bureau_scope(linhe.bureau.pk):
        guardian = Guardian.objects.of(linhe.bureau.pk).get(phone_index=account_services.phone_index("19900000001"))
        settings.FIELD_KEYS = ["a newer key"]
        guardian.refresh_from_db()
    assert guardian.phone == "19900000001", "the old key is no longer asked"


def test_a_second_run_has_nothing_to_do(linhe, reseal, settings, capsys):
    settings.FIELD_KEYS = ["a newer key", *settings.FIELD_KEYS]
    reseal()
    capsys.readouterr()
    before = stored_phones(linhe)
    reseal()
    assert stored_phones(linhe) == before
    assert "accounts.Guardian: 0 rows sealed anew" in capsys.readouterr().out


def test_append_only_rows_are_sealed_anew_by_the_owner_alone(linhe, reseal, settings, capsys):
    with bureau_scope(linhe.bureau.pk):
        ordered(linhe, content={"note": "张示例"})
    settings.FIELD_KEYS = ["a newer key", *settings.FIELD_KEYS]
    with pytest.raises(ProgrammingError, match="permission denied"):
        call_command("reseal_fields")
    reseal()
    assert "bureaus_documents.DocumentOrder: 1 rows sealed anew" in capsys.readouterr().out
    settings.FIELD_KEYS = ["a newer key"]
    with bureau_scope(linhe.bureau.pk):
        assert DocumentOrder.objects.of(linhe.bureau.pk).get().frozen == {"note": "张示例"}
