"""A table of a seed file, read key by key: a wrong value is noted with its line, and reading goes on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from careplan.seeds.source import Place, Source

_TYPE_WORDS = {str: "text in quotes", int: "a whole number", bool: "true or false", list: "a list", date: "a date"}


class Table:
    """One table. Each reading method names the key; where the value is unfit it notes a fault and answers a
    neutral value ("", 0, an empty tuple), so that all faults come out at once. `done` reports keys nobody
    read.
    """

    def __init__(self, source: Source, place: Place, data: dict[str, Any]) -> None:
        self.source, self.place, self.data = source, place, data
        self._read: set[str] = set()

    @property
    def line(self) -> int:
        """The line of the table's header."""
        return self.source.line(self.place)

    def fault(self, key: str, message: str) -> None:
        """Note a fault at a key of this table."""
        self.source.fault((*self.place, key), message)

    def text(self, key: str, default: str | None = None) -> str:
        """Text that is not empty; with a `default` the key may be absent or empty."""
        value = self._value(key, str, default)
        if value is None:
            return default or ""
        if not value.strip() and default is None:
            self.fault(key, f"`{key}` is empty")
        return str(value).strip()

    def whole(self, key: str, low: int = 0, high: int | None = None) -> int:
        """A whole number from `low` to `high`, both included."""
        value = self._value(key, int, None)
        if value is None:
            return low
        if value < low or (high is not None and value > high):
            span = f"at least {low}" if high is None else f"from {low} to {high}"
            self.fault(key, f"`{key}` is {value}; it must be {span}")
        return int(value)

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false."""
        return bool(self._value(key, bool, default))

    def day(self, key: str) -> date:
        """A date written as 2026-09-01."""
        value = self._value(key, date, None)
        return value if value is not None else date(1970, 1, 1)

    def code(self, key: str, known: Collection[str]) -> str:
        """A code that the other files know."""
        value = self.text(key)
        if value and value not in known:
            self.fault(key, f"`{key}` names “{value}”, which is not known; known are {_listed(known)}")
        return value

    def codes(self, key: str, known: Collection[str], least: int = 0) -> tuple[str, ...]:
        """A list of different known codes, at least so many."""
        values = self.words(key, least)
        for value in values:
            if value not in known:
                self.fault(key, f"`{key}` names “{value}”, which is not known; known are {_listed(known)}")
        if len(set(values)) < len(values):
            self.fault(key, f"`{key}` names one thing twice")
        return values

    def words(self, key: str, least: int = 0) -> tuple[str, ...]:
        """A list of texts, at least so many."""
        return tuple(self._list(key, str, least))

    def wholes(self, key: str, low: int, high: int, least: int = 1) -> tuple[int, ...]:
        """A list of whole numbers from `low` to `high`."""
        values = self._list(key, int, least)
        for value in values:
            if not low <= value <= high:
                self.fault(key, f"`{key}` has {value}; it must be from {low} to {high}")
        return tuple(values)

    def tables(self, key: str, least: int = 0) -> Iterator[Table]:
        """The tables of an array, `[[key]]` or `key = [{…}]`, each to be read and then `done`."""
        for number, item in enumerate(self._list(key, dict, least)):
            yield Table(self.source, (*self.place, key, number), item)

    def raw(self, key: str, default: Any = None) -> Any:
        """The value as it stands, for the caller to judge."""
        self._read.add(key)
        return self.data.get(key, default)

    def done(self) -> None:
        """Report keys that nobody read: most often a spelling mistake."""
        for key in self.data:
            if key not in self._read:
                self.fault(key, f"`{key}` is not a key of this table")

    def _list(self, key: str, kind: type, least: int) -> list[Any]:
        values = self._value(key, list, None)
        if values is None:
            return []
        good = [value for value in values if _is(value, kind)]
        if len(good) < len(values):
            self.fault(key, f"`{key}` must be a list of {_TYPE_WORDS.get(kind, 'tables')} only")
        if len(values) < least:
            self.fault(key, f"`{key}` has {len(values)} entries; it needs at least {least}")
        return good

    def _value(self, key: str, kind: type, default: Any) -> Any:
        self._read.add(key)
        if key not in self.data:
            if default is None:
                self.fault(key, f"`{key}` is missing")
            return default
        value = self.data[key]
        if not _is(value, kind):
            self.fault(key, f"`{key}` must be {_TYPE_WORDS[kind]}, not {value!r}")
            return default
        return value


def _is(value: Any, kind: type) -> bool:
    return type(value) is bool if kind is bool else isinstance(value, kind) and not isinstance(value, bool)


def _listed(known: Collection[str], most: int = 12) -> str:
    names = sorted(known)
    return ", ".join(names[:most]) + (" …" if len(names) > most else "")


def root(source: Source) -> Table:
    """The file's outermost table."""
    return Table(source, (), source.data)
