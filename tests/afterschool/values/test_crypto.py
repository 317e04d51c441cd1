"""Personal data at rest: sealed, found by a blind index, never printed."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from afterschool.values import crypto

NUMBER = "11010519491231002X"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text("abc_.", max_size=9))
def test_what_is_sealed_opens_again(text, purpose):
    assert crypto.decrypt(crypto.encrypt(text, purpose), purpose) == text


def test_nothing_is_not_sealed():
    assert crypto.encrypt("") == crypto.decrypt("") == crypto.blind_index("", "phone") == ""


def test_two_seals_of_one_value_differ():
    assert crypto.encrypt(NUMBER) != crypto.encrypt(NUMBER)


def test_a_seal_does_not_open_in_another_field():
    with pytest.raises(crypto.DecryptionError, match="another field"):
        crypto.decrypt(crypto.encrypt(NUMBER, "resident_id"), "phone")


@pytest.mark.parametrize("position", [-1, -30, -45])
def test_an_altered_seal_does_not_open(position):
    token = crypto.encrypt(NUMBER)
    letter = "A" if token[position] != "A" else "B"
    with pytest.raises(crypto.DecryptionError):
        crypto.decrypt(token[:position] + letter + (token[position + 1 :] if position != -1 else ""))


@pytest.mark.parametrize("token", ["sm4", "sm4::", "plain text", "aes:00000000:QUJD"])
def test_what_was_never_sealed_does_not_open(token):
    with pytest.raises(crypto.DecryptionError, match="FIELD_KEYS"):
        crypto.decrypt(token)


def test_keys_rotate(settings):
    settings.FIELD_KEYS = ["old"]
    sealed, index = crypto.encrypt(NUMBER), crypto.blind_index(NUMBER, "resident_id")
    settings.FIELD_KEYS = ["new", "old"]
    assert crypto.decrypt(sealed) == NUMBER
    assert not sealed.startswith(crypto.newest_seal())
    assert crypto.encrypt(NUMBER).startswith(crypto.newest_seal())
    assert index == crypto.blind_index(NUMBER, "resident_id"), "a rotation must not hide rows"
    settings.FIELD_KEYS = ["new"]
    with pytest.raises(crypto.DecryptionError, match="FIELD_KEYS"):
        crypto.decrypt(sealed)


def test_without_a_key_nothing_is_written(settings):
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured):
        crypto.encrypt(NUMBER)


@given(st.text(max_size=30), st.text(max_size=30))
def test_blind_index_is_equal_only_for_equal_values(left, right):
    equal = crypto.blind_index(left, "phone") == crypto.blind_index(right, "phone")
    assert equal == (left == right)


def test_blind_index_depends_on_its_purpose():
    assert crypto.blind_index(NUMBER, "resident_id") != crypto.blind_index(NUMBER, "phone")
    assert len(crypto.blind_index(NUMBER, "phone")) == 64


def test_same_compares_text():
    assert crypto.same("校验码", "校验码")
    assert not crypto.same("校验码", "校验马")


@isolate_apps()
def test_the_field_hides_its_value_and_refuses_lookups():
    class Person(models.Model):
        number = crypto.EncryptedTextField("身份证号", purpose="resident_id")

        class Meta:
            app_label = "isolated"

        def __str__(self) -> str:
            return "somebody"

    person = Person(number=NUMBER)
    field = Person._meta.get_field("number")
    assert person.number == NUMBER
    assert NUMBER not in repr(person.number)
    assert NUMBER not in repr(vars(person))
    assert NUMBER not in repr(field.to_python(NUMBER))
    stored = field.get_prep_value(person.number)
    assert stored.startswith("sm4:") and NUMBER not in stored
    assert field.from_db_value(stored, None, None) == NUMBER
    assert NUMBER not in repr(field.from_db_value(stored, None, None))
    assert crypto.decrypt(field.value_to_string(person), "resident_id") == NUMBER
    assert field.deconstruct()[3] == {"verbose_name": "身份证号", "purpose": "resident_id"}
    with pytest.raises(FieldError, match="exact"):
        str(Person.objects.filter(number=NUMBER).query)
    assert "IS NULL" in str(Person.objects.filter(number__isnull=True).query)
    assert field.get_prep_value("") == "" and field.from_db_value("", None, None) == ""
    assert field.get_prep_value(None) is None and field.from_db_value(None, None, None) is None
