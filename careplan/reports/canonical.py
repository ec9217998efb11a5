"""Nouns as plain JSON values and back, and one fingerprint over them: what is frozen can be read again years later.

A dataclass says what it is under "is", so that one of several kinds is found again. Reading follows the type hints:
a field that has been added since gets its default, one that is gone is left out.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def to_plain(thing: Any) -> Any:
    """A noun as values that JSON knows: dates as 2026-09-01, decimals as text, sets sorted, rows of fields by name."""
    if thing is None or isinstance(thing, str | int | float):
        return thing
    if isinstance(thing, tuple | list):
        return [to_plain(one) for one in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, Decimal):
        return str(thing)
    if isinstance(thing, frozenset | set):
        return sorted(to_plain(one) for one in thing)
    if isinstance(thing, Mapping):
        return {str(key): to_plain(value) for key, value in thing.items()}
    kind: Any = type(thing)
    return {"is": kind.__name__} | {name: to_plain(getattr(thing, name)) for name in _names(kind)}


def from_plain(kind: Any, plain: Any) -> Any:
    """What `to_plain` made of a `kind` (a class or a type hint), as that kind again; ValueError for another one."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), plain)
    if origin is Literal or kind in (str, int, float, bool, Any):
        return plain
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin is frozenset:
        return frozenset(from_plain(get_args(kind)[0], one) for one in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {key: from_plain(get_args(kind)[1], value) for key, value in plain.items()}
    if kind is date:
        return date.fromisoformat(plain)
    if kind is Decimal:
        return Decimal(plain)
    return _noun(kind, plain)


def canonical(plain: Any) -> bytes:
    """The one way to write plain values: keys sorted, no spaces, UTF-8."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def fingerprint(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


@cache
def _fields(kind: Any) -> tuple[Field[Any], ...]:
    if not is_dataclass(kind) or not isinstance(kind, type):
        raise ValueError(f"{kind!r} cannot be kept")
    return fields(kind)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in _fields(kind))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _noun(kind: Any, plain: Any) -> Any:
    if not isinstance(plain, dict) or plain.get("is") != kind.__name__:
        raise ValueError(f"{kind.__name__} was expected")
    hints, given = _hints(kind), {}
    for field in _fields(kind):
        if field.name in plain:
            given[field.name] = from_plain(hints[field.name], plain[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} without {field.name}")
    return kind(**given)


def _tuple(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], one) for one in plain)
    return tuple(from_plain(kind, one) for kind, one in zip(kinds, plain, strict=True))


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """The kind among several that `plain` is: None, a noun by its name, or the first that is no noun."""
    if plain is None:
        return None
    for kind in kinds:
        if isinstance(plain, dict) and "is" in plain:
            if getattr(kind, "__name__", "") == plain["is"]:
                return from_plain(kind, plain)
        elif kind is not type(None) and not is_dataclass(kind):
            return from_plain(kind, plain)
    raise ValueError("none of the kinds that were expected")
