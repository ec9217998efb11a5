"""Kinds of aid, who gives it, what it is for, and the starting set of duties: aid/aid.toml, aid/duties.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence

AUDIENCES = ("child", "school")
RHYTHMS = ("monthly", "yearly")
PAYS = ("ahead", "now", "nothing")
"""Known costs that are still to come, those of the month, none of them."""

_DATE = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]")


@dataclass(frozen=True, slots=True)
class AidWord:
    """A kind, giver or purpose. monthly: of a kind, it comes every month; pays: of a purpose, see PAYS."""

    code: str
    zh: str
    en: str
    monthly: bool = False
    pays: str = "nothing"
    source: str = ""


@dataclass(frozen=True, slots=True)
class DutyPreset:
    """A duty to start from, an example. first and last: (month, day); the month is 0 for a monthly one.

    pauses: months 1–12 in which a monthly duty rests.
    """

    code: str
    zh: str
    en: str
    audience: str
    rhythm: str
    first: tuple[int, int]
    last: tuple[int, int]
    pauses: tuple[int, ...]
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AidSeeds:
    """All of it by code, in the files' order."""

    kinds: dict[str, AidWord]
    givers: dict[str, AidWord]
    purposes: dict[str, AidWord]
    presets: dict[str, DutyPreset]


def read_aid(words: Source, duties: Source, refs: dict[str, Sentence]) -> AidSeeds:
    """Both files."""
    top = root(words)
    kinds = _words(top, "kind", refs)
    givers = _words(top, "giver", refs)
    purposes = _words(top, "purpose", refs)
    top.done()
    return AidSeeds(kinds, givers, purposes, _presets(duties, refs))


def _words(top: Table, name: str, refs: dict[str, Sentence]) -> dict[str, AidWord]:
    found: dict[str, AidWord] = {}
    for table in top.tables(name, least=1):
        word = AidWord(
            code=table.text("code"),
            zh=table.text("zh"),
            en=table.text("en"),
            monthly=table.flag("monthly") if name == "kind" else False,
            pays=table.code("pays", PAYS) if name == "purpose" else "nothing",
            source=table.text("source") if name == "kind" else "",
        )
        table.codes("ref", refs, least=1)
        _take(found, word, table)
    return found


def _take(found: dict[str, AidWord], word: AidWord, table: Table) -> None:
    if word.code in found:
        table.fault("code", f"“{word.code}” stands twice")
    found[word.code] = word
    table.done()


def _presets(source: Source, refs: dict[str, Sentence]) -> dict[str, DutyPreset]:
    top = root(source)
    found: dict[str, DutyPreset] = {}
    for table in top.tables("duty", least=1):
        rhythm = table.code("rhythm", RHYTHMS)
        preset = DutyPreset(
            code=table.text("code"),
            zh=table.text("zh"),
            en=table.text("en"),
            audience=table.code("for", AUDIENCES),
            rhythm=rhythm,
            first=_day_of(table, "first", rhythm),
            last=_day_of(table, "last", rhythm),
            pauses=table.wholes("pauses", 1, 12, least=0),
            ref=table.codes("ref", refs, least=1),
        )
        if preset.code in found:
            table.fault("code", f"“{preset.code}” stands twice")
        if rhythm == "monthly" and preset.first > preset.last:
            table.fault("last", "the window ends before it begins")
        found[preset.code] = preset
        table.done()
    top.done()
    return found


def _day_of(table: Table, key: str, rhythm: str) -> tuple[int, int]:
    """(month, day); of a monthly one (0, day)."""
    text = table.text(key)
    if rhythm == "monthly" and _DAY.fullmatch(text):
        return (0, int(text))
    if rhythm == "yearly" and _DATE.fullmatch(text):
        month, day = text.split("-")
        return (int(month), int(day))
    table.fault(key, f"`{key}` is “{text}”; it must be MM-DD, or a day of the month for a monthly one")
    return (0, 1) if rhythm == "monthly" else (1, 1)
