"""Personal data at rest: SM4-GCM (GB/T 32907) for what is read again, HMAC-SM3 (GB/T 32905) for what must be found.

`settings.FIELD_KEYS` is a list of secrets, newest first. Everything is written with the newest; a ciphertext names the
key it was written with. After `manage.py reseal_fields` the older ones open nothing; the oldest still makes the blind
indexes and stays in the list.
"""

import base64
import hmac
import os
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

SCHEME = "sm4"
NONCE_BYTES = 12  # NIST SP 800-38D, the recommended length for GCM
TAG_BYTES = 16


class DecryptionError(Exception):
    """A ciphertext was altered, moved to another field, or written with a key that is no longer in FIELD_KEYS."""


class FieldKey(NamedTuple):
    id: str
    cipher_key: bytes
    index_key: bytes


# --- keys -------------------------------------------------------------------------------------------


@cache
def _derive(secret: str) -> FieldKey:
    """Derives three independent values from one secret: its public name, the SM4 key and the HMAC key."""
    material = HKDF(hashes.SM3(), length=4 + 16 + 32, salt=None, info=b"afterschool field key").derive(secret.encode())
    return FieldKey(id=material[:4].hex(), cipher_key=material[4:20], index_key=material[20:])


def _keys() -> list[FieldKey]:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_KEYS is empty: personal data cannot be written without a key.")
    return [_derive(secret) for secret in settings.FIELD_KEYS]


# --- what must be read again ------------------------------------------------------------------------


def encrypt(text: str, purpose: str = "") -> str:
    """`sm4:<key id>:<nonce, ciphertext and tag in base64>`; an empty text stays empty.

    The purpose is authenticated: a ciphertext copied into another field does not open there.
    """
    if not text:
        return ""
    key, nonce = _keys()[0], os.urandom(NONCE_BYTES)
    encryptor = Cipher(algorithms.SM4(key.cipher_key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(purpose.encode())
    sealed = encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag
    return f"{newest_seal()}{base64.b64encode(nonce + sealed).decode()}"


def decrypt(token: str, purpose: str = "") -> str:
    """Raises DecryptionError."""
    if not token:
        return ""
    scheme, _, rest = token.partition(":")
    key_id, _, encoded = rest.partition(":")
    key = next((key for key in _keys() if key.id == key_id), None)
    if scheme != SCHEME or key is None:
        raise DecryptionError("The ciphertext names a key that is not in FIELD_KEYS.")
    try:
        raw = base64.b64decode(encoded, validate=True)
        nonce, sealed, tag = raw[:NONCE_BYTES], raw[NONCE_BYTES:-TAG_BYTES], raw[-TAG_BYTES:]
        decryptor = Cipher(algorithms.SM4(key.cipher_key), modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(purpose.encode())
        return (decryptor.update(sealed) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError):
        raise DecryptionError("The ciphertext was altered or belongs to another field.") from None


def newest_seal() -> str:
    """The prefix of everything sealed with the current key; `manage.py reseal_fields` reseals the rest."""
    return f"{SCHEME}:{_keys()[0].id}:"


# --- what must be found -----------------------------------------------------------------------------


def blind_index(value: str, purpose: str) -> str:
    """64 hex digits that a lookup column stores instead of the value: equal for equal values, and irreversible.

    Made with the oldest key, so that a rotation neither hides a row nor breaks a unique constraint. Empty stays empty.
    """
    if not value:
        return ""
    mac = HMAC(_keys()[-1].index_key, hashes.SM3())
    mac.update(f"{purpose}\0{value}".encode())
    return mac.finalize().hex()


def same(left: str, right: str) -> bool:
    """Constant-time comparison of two secrets."""
    return hmac.compare_digest(left.encode(), right.encode())


# --- the model field --------------------------------------------------------------------------------


class PrivateText(str):
    """A clear value that is never printed: neither in a repr, nor in a traceback, nor in a log of locals."""

    def __repr__(self) -> str:
        return "'******'" if self else "''"


class PrivateAttribute(DeferredAttribute):
    """Wraps what is assigned, so that a value set by a form hides itself as one read from the database does."""

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = PrivateText(value) if isinstance(value, str) else value


class EncryptedTextField(models.TextField):
    """密文字段. Clear in Python, SM4-GCM in the database; found only through a `blind_index` column beside it.

    `purpose` is part of the seal: a word that may not change once rows exist (the names of model and field may).
    """

    descriptor_class = PrivateAttribute

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any):
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | ({"purpose": self.purpose} if self.purpose else {})

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value if value is None else encrypt(value, self.purpose)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PrivateText | None:
        return None if value is None else PrivateText(decrypt(value, self.purpose))

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return PrivateText(value) if isinstance(value, str) else value

    def value_to_string(self, obj: models.Model) -> str:
        """A dump of the database keeps the seal."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def get_lookup(self, lookup_name: str) -> Any:
        """Two ciphertexts of one value differ, so only `isnull` is meaningful."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**{"widget": forms.TextInput(attrs={"autocomplete": "off"}), **kwargs})
