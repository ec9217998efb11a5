"""Fields that nobody reads in the raw database file: AES-GCM columns and the blind index to look them up (G26).

A value is bound to its table, column and row: moved to another place it can no longer be read, so a swap is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    cast,
    event,
    func,
    inspect,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.orm import Mapper, object_session
from sqlalchemy.types import TypeDecorator

NONCE_BYTES = 12


def encrypt(key: bytes, place: str, text: str) -> bytes:
    """Nonce + ciphertext of `text`, bound to `place` (see `place_in`): it cannot be moved to another one."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())


def decrypt(key: bytes, place: str, sealed: bytes) -> str:
    """The text; ValueError where it was altered, moved from another place, or the key is another."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()).decode()
    except InvalidTag as error:
        raise ValueError(f"{place} cannot be read: altered, moved, or written with another key") from error


def place_in(place: str, row_id: int) -> str:
    """table.column of one row, as a value is bound to it."""
    return f"{place}#{row_id}"


def blind_index(value: str) -> str:
    """Keyed digest of an exact value (ID number, phone) by which an encrypted column is looked up."""
    return hmac.new(_field_key(), b"index:" + value.encode(), hashlib.sha256).hexdigest()


def seal(place: str, data: bytes) -> bytes:
    """Bytes as nobody reads them in the raw file, bound to their place; put the row's key into it (`place_in`)."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_field_key()).encrypt(nonce, data, place.encode())


def unseal(place: str, sealed: bytes) -> bytes:
    """The bytes again; ValueError where they were altered, moved, or the key is another."""
    try:
        return AESGCM(_field_key()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise ValueError(f"{place} cannot be read: altered, moved, or written with another key") from error


def key_for(purpose: str) -> bytes:
    """A key of its own for one purpose, made from the field key, which it does not betray."""
    return hmac.new(_field_key(), b"key:" + purpose.encode(), hashlib.sha256).digest()


class OfRow(str):
    """A text on its way into one row."""

    row_id: int

    def __new__(cls, text: str, row_id: int) -> OfRow:
        made = super().__new__(cls, text)
        made.row_id = row_id
        return made

    def __reduce__(self) -> tuple[type[OfRow], tuple[str, int]]:
        """What a copy is made of: a view or test that copies a row's words still has its row."""
        return OfRow, (str(self), self.row_id)


class EncryptedText(TypeDecorator[str]):
    """Text column stored as AES-GCM, bound to `place` (table.column) and the row's id.

    Written by the ORM alone, which knows the row: a bare insert or update is refused (TypeError). Reading selects the
    id beside the value, also where only this column is asked for; a value from another row raises ValueError.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, OfRow):
            raise TypeError(f"{self.place} is written through its model, which knows the row")
        return encrypt(_field_key(), place_in(self.place, value.row_id), value)

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        beside = cast(_id_beside(column), String) + literal_column("':'") + func.hex(column)
        return type_coerce(cast(beside, LargeBinary), self)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        if value is None:
            return None
        row_id, _, sealed = value.decode().partition(":")
        if not sealed:  # SQLite's hex(NULL)
            return None
        return decrypt(_field_key(), place_in(self.place, int(row_id)), bytes.fromhex(sealed))


def _id_beside(column: Any) -> ColumnElement[Any]:
    """The id of the row from which a column is selected, also through an alias or a subquery."""
    base = next(iter(column.base_columns)).table
    found: ColumnElement[Any] | None = column.table.corresponding_column(base.c.id)
    if found is None:
        raise TypeError(f"{column} is selected without the id of its row")
    return found


@event.listens_for(Mapper, "before_insert")
def _bind_new(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    """Give a row with encrypted columns its id now, so that its values can be bound to it."""
    names = _encrypted(mapper)
    if names:
        if row.id is None:
            row.id = _next_id(row, mapper.local_table, connection)
        _bind(row, names)


@event.listens_for(Mapper, "before_update")
def _bind_changed(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    changed = inspect(row).committed_state
    _bind(row, [name for name in _encrypted(mapper) if name in changed])


def _encrypted(mapper: Mapper[Any]) -> list[str]:
    return [one.key for one in mapper.column_attrs if isinstance(one.columns[0].type, EncryptedText)]


def _bind(row: Any, names: list[str]) -> None:
    for name in names:
        value = getattr(row, name)
        default = inspect(type(row)).columns[name].default
        if value is None and default is not None and default.is_scalar and name in _unset(row):
            value = default.arg
        if value is not None:
            setattr(row, name, OfRow(value, row.id))


def _unset(row: Any) -> frozenset[str]:
    return frozenset(inspect(row).unloaded)


def _next_id(row: Any, table: Any, connection: Connection) -> int:
    """One above every id of the table. Writers stand in a queue (BEGIN IMMEDIATE), so nobody else takes it."""
    session = object_session(row)
    assert session is not None  # it is being flushed
    given: dict[str, int] = session.info.setdefault("given_ids", {})
    highest = connection.scalar(select(func.max(table.c.id)), execution_options={"scope_checked": True}) or 0
    given[table.name] = max(highest, given.get(table.name, 0)) + 1
    return given[table.name]


def _field_key() -> bytes:
    key: bytes = current_app.config["FIELD_KEY"]
    return key
