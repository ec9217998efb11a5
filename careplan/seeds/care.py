"""Care levels, contact presets, categories and family states (care.toml); events and their tasks (playbooks.toml)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root

Noun = TypeVar("Noun")
ROLES = ("owner", "principal", "office", "counselling_teacher", "community_worker")
DOES = ("act", "escalate", "level", "plan", "file")
YEAR_HOURS = 8784


@dataclass(frozen=True, slots=True)
class Level:
    """How closely a child is followed. days: most days between two contacts; visits: home visits a term, at least."""

    code: str
    zh: str
    en: str
    text: str
    text_en: str
    days: int
    visits: int


@dataclass(frozen=True, slots=True)
class Preset:
    """What another place does (DOMAIN 4.6). days 0: it says nothing of contacts in between."""

    code: str
    zh: str
    en: str
    source: str
    source_en: str
    days: int
    visits: int


@dataclass(frozen=True, slots=True)
class Category:
    """A category of need with its usual basis and the authority that decides."""

    code: str
    zh: str
    en: str
    basis: str
    authority: str


@dataclass(frozen=True, slots=True)
class State:
    """Where a member of the family is. cannot: counts as unable for 事实无人抚养 once it has lasted `months` months."""

    code: str
    zh: str
    en: str
    cannot: bool
    months: int


@dataclass(frozen=True, slots=True)
class Care:
    """All of care.toml by code, in the file's order; levels from far to close."""

    levels: dict[str, Level]
    presets: dict[str, Preset]
    categories: dict[str, Category]
    states: dict[str, State]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is told. role: whose first page shows it; "" for somebody outside without an account.

    by_hand: whoever follows the child may note the answer; always so where nobody has an account.
    """

    code: str
    zh: str
    en: str
    role: str
    by_hand: bool


@dataclass(frozen=True, slots=True)
class PlayTask:
    """One task: who (owner or a role), within how many hours, what it does.

    to: whom an escalation tells; of “file” the sort of record, with the code that is offered (`state:detained`).
    """

    who: str
    hours: int
    does: str
    to: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Playbook:
    """What follows an event of one kind."""

    kind: str
    zh: str
    en: str
    tasks: tuple[PlayTask, ...]


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All of playbooks.toml by code, in the file's order."""

    recipients: dict[str, Recipient]
    events: dict[str, Playbook]


def read_care(source: Source) -> Care:
    """care.toml."""
    top = root(source)
    found = Care(
        _all(top, "level", _level, "code"),
        _all(top, "preset", _preset, "code"),
        _all(top, "category", _category, "code"),
        _all(top, "family_state", _state, "code"),
    )
    top.done()
    return found


def read_playbooks(source: Source, care: Care) -> Playbooks:
    """playbooks.toml; an escalation names a recipient, an entry in the file its sort, nothing else names anything."""
    top = root(source)
    recipients = _all(top, "recipient", _recipient, "code")
    named = {"escalate": frozenset(recipients), "file": _filed(care)}
    events = _all(top, "event", lambda table: _playbook(table, named), "kind")
    top.done()
    return Playbooks(recipients, events)


def _all(top: Table, key: str, read: Callable[[Table], Noun], name: str) -> dict[str, Noun]:
    found: dict[str, Noun] = {}
    for table in top.tables(key, least=1):
        noun = read(table)
        code = getattr(noun, name)
        if code in found:
            table.fault(name, f"“{code}” stands twice")
        found[code] = noun
        table.done()
    return found


def _level(table: Table) -> Level:
    words = (table.text("code"), table.text("zh"), table.text("en"), table.text("text"), table.text("text_en"))
    return Level(*words, days=table.whole("days", 1, 366), visits=table.whole("visits", 0, 50))


def _preset(table: Table) -> Preset:
    words = (table.text("code"), table.text("zh"), table.text("en"), table.text("source"), table.text("source_en"))
    return Preset(*words, days=table.whole("days", 0, 366), visits=table.whole("visits", 0, 50))


def _category(table: Table) -> Category:
    names = ("code", "zh", "en", "basis", "authority")
    return Category(*(table.text(name) for name in names))


def _state(table: Table) -> State:
    words = (table.text("code"), table.text("zh"), table.text("en"))
    return State(*words, cannot=table.flag("cannot"), months=table.whole("months", 0, 60))


def _recipient(table: Table) -> Recipient:
    words = (table.text("code"), table.text("zh"), table.text("en"))
    role = table.text("role", default="")
    return Recipient(*words, role=role, by_hand=not role or table.flag("by_hand", default=False))


def _filed(care: Care) -> frozenset[str]:
    """What a task of kind “file” has somebody enter in the child's file: a sort of record, or a sort and its code."""
    codes = {f"state:{code}" for code in care.states} | {f"category:{code}" for code in care.categories}
    return frozenset(codes | {"carer", "placement"})


def _playbook(table: Table, named: Mapping[str, frozenset[str]]) -> Playbook:
    tasks = tuple(_task(one, named) for one in table.tables("task", least=1))
    return Playbook(table.text("kind"), table.text("zh"), table.text("en"), tasks)


def _task(table: Table, named: Mapping[str, frozenset[str]]) -> PlayTask:
    does = table.code("does", DOES)
    to = table.code("to", named[does]) if does in named else ""
    task = PlayTask(
        who=table.code("who", ROLES),
        hours=table.whole("hours", 1, YEAR_HOURS),
        does=does,
        to=to,
        zh=table.text("zh"),
        en=table.text("en"),
    )
    table.done()
    return task
