"""Strict JSON with a place: every value knows where in the file it stands, so that a fault can say it.

Safe against what a hostile or broken file can hold: NaN and Infinity, nesting without end, numbers of
thousands of digits, half characters, a key given twice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")

CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)', re.DOTALL)  # outside of texts
NEW_LINE = "\n"
AS_UTF8 = "open it in an editor and save it as UTF-8"
LARGEST = 10**9  # any whole number in a file; keeps every sum far inside 64 bits


class FileFaultError(ValueError):
    """A file that is not what it should be: `place` in it and `what` is wrong there."""

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}" if place else what)
        self.place = place
        self.what = what


@dataclass(frozen=True, slots=True)
class Place:
    """A value and its place in the file, like `activities[3].groups[0]`."""

    path: str
    value: Any

    def fault(self, what: str) -> NoReturn:
        raise FileFaultError(self.path or "the file", what)

    def key(self, name: str) -> Place:
        """The value under a key of an object; an absent key is a Place with None."""
        if not isinstance(self.value, dict):
            self.fault(f"must be an object, is {_kind(self.value)}")
        return Place(f"{self.path}.{name}" if self.path else name, self.value.get(name))

    def needed(self, name: str) -> Place:
        """As `key`, and the key must be there."""
        found = self.key(name)
        if found.value is None:
            self.fault(f"has no {name!r}")
        return found

    def each(self, read: Callable[[Place], T]) -> tuple[T, ...]:
        """Read every element of a list."""
        if not isinstance(self.value, list):
            self.fault(f"must be a list, is {_kind(self.value)}")
        return tuple(read(Place(f"{self.path}[{i}]", one)) for i, one in enumerate(self.value))

    def each_or(self, read: Callable[[Place], T]) -> tuple[T, ...]:
        """As `each`; nothing there is an empty list."""
        return () if self.value is None else self.each(read)

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.fault(f"must be a text, is {_kind(self.value)}")
        if any("\ud800" <= char <= "\udfff" for char in self.value):
            self.fault("holds half a character (a lone surrogate)")
        return self.value

    def name(self) -> str:
        """An id: a text that is not empty."""
        if not self.text():
            self.fault("must not be empty")
        return self.text()

    def name_or_none(self) -> str | None:
        return None if self.value is None else self.name()

    def names(self) -> frozenset[str]:
        return frozenset(self.each(Place.name))

    def names_or_none(self) -> frozenset[str] | None:
        return None if self.value is None else self.names()

    def whole(self, least: int = 0) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.fault(f"must be a whole number, is {_kind(self.value)}")
        if not least <= self.value <= LARGEST:
            shown = str(self.value) if abs(self.value) < 10**12 else "too large a number"
            self.fault(f"must be from {least} to {LARGEST}, is {shown}")
        return self.value

    def whole_or(self, default: int, least: int = 0) -> int:
        return default if self.value is None else self.whole(least)

    def whole_or_none(self) -> int | None:
        return None if self.value is None else self.whole()

    def truth_or(self, default: bool) -> bool:
        if self.value is None:
            return default
        if not isinstance(self.value, bool):
            self.fault(f"must be true or false, is {_kind(self.value)}")
        return self.value


def load_json(path: Path) -> Place:
    """The whole file as a Place; raises FileFaultError where it cannot be read or is not strict JSON."""
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise FileFaultError("the file", f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        look = _by_its_look(data, all(letter < "\u3000" for letter in data[: error.start].decode()))
        raise FileFaultError(f"byte {error.start + 1}", f"is not UTF-8{look}: {AS_UTF8}") from error
    if "\0" in text[:4]:  # UTF-16 of plain letters can be read as UTF-8, and says nothing
        raise FileFaultError("the file", f"is not UTF-8{_by_its_look(data, False)}: {AS_UTF8}")
    return parse_json(text)


def _by_its_look(data: bytes, chinese: bool) -> str:
    """What an editor or a spreadsheet has saved instead, as far as can be seen.

    `chinese`: it may be; no Chinese could be read as UTF-8 (“小学” in GB18030 can be read so, as Russian letters).
    """
    wide = json.detect_encoding(data)
    if not wide.startswith("utf-8"):
        return f", by its look {wide.upper()[:6]}"
    if not chinese:
        return ""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return ", by its look GB18030 (GBK)"


def parse_json(text: str) -> Place:
    """As `load_json`, from a text."""
    try:
        value = json.loads(text, parse_constant=_constant_in(text), object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise FileFaultError(f"line {error.lineno} column {error.colno}", f"is not JSON: {error.msg}") from error
    except RecursionError as error:
        raise FileFaultError("the file", "is nested too deeply") from error
    except FileFaultError:
        raise
    except ValueError as error:
        raise FileFaultError("the file", "holds a number that is too long: thousands of digits") from error
    return Place("", value)


def _constant_in(text: str) -> Callable[[str], NoReturn]:
    """Refuses NaN and Infinity, which other programs write for a number that they do not have."""

    def refuse(name: str) -> NoReturn:
        at = next((one.start() for one in CONSTANT.finditer(text) if one[1]), 0)
        place = f"line {text.count(NEW_LINE, 0, at) + 1} column {at - text.rfind(NEW_LINE, 0, at)}"
        raise FileFaultError(place, f"{name} is no number: write a whole number, or leave the key out")

    return refuse


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FileFaultError("the file", f"gives the key {twice[:80]!r} twice in one object")
    return found


def _kind(value: Any) -> str:
    if value is None:
        return "absent"
    if isinstance(value, float):
        return "a number too large" if isinf(value) else f"{value!r}, a number with a decimal point or an exponent"
    kinds = {bool: "true or false", int: "a number", str: "a text", list: "a list"}
    return kinds.get(type(value), "an object")
