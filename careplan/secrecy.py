"""Fields that nobody reads in the raw database file: AES-GCM columns and the blind index to look them up (G26)."""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

NONCE_BYTES = 12


def encrypt(key: bytes, place: str, text: str) -> bytes:
    """Nonce + ciphertext of `text`, bound to `place` (table.column): it cannot be moved to another column."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def decrypt(key: bytes, place: str, sealed: bytes) -> str:
    """The text; ValueError where it was altered, moved from another column, or the key is another."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()).decode()
    except InvalidTag as error:
        raise ValueError(f"{place} cannot be read: altered, or written with another key") from error


def blind_index(value: str) -> str:
    """Keyed digest of an exact value (ID number, phone) by which an encrypted column is looked up."""
    return hmac.new(_field_key(), b"index:" + value.encode(), hashlib.sha256).hexdigest()


def seal(place: str, data: bytes) -> bytes:
    """Bytes as nobody reads them in the raw file, bound to their place."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_field_key()).encrypt(nonce, data, place.encode())


def unseal(place: str, sealed: bytes) -> bytes:
    """The bytes again; ValueError where they were altered, moved, or the key is another."""
    try:
        return AESGCM(_field_key()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise ValueError(f"{place} cannot be read: altered, or written with another key") from error


def key_for(purpose: str) -> bytes:
    """A key of its own for one purpose, made from the field key, which it does not betray."""
    return hmac.new(_field_key(), b"key:" + purpose.encode(), hashlib.sha256).digest()


class EncryptedText(TypeDecorator[str]):
    """Text column stored as AES-GCM; `place` names table and column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else encrypt(_field_key(), self.place, value)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return None if value is None else decrypt(_field_key(), self.place, value)


def _field_key() -> bytes:
    key: bytes = current_app.config["FIELD_KEY"]
    return key
