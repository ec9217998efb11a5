"""The register as a list and in numbers: narrowed by the database, loaded as whole rows for one page only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, func, or_

from careplan.children.id_number import normalise
from careplan.children.left_behind import DEFINITIONS, Finding
from careplan.children.load import findings_of, light_children
from careplan.children.models import Child
from careplan.children.names import search_term, sort_key, sound_of
from careplan.children.plain import PlainChild
from careplan.children.plain_load import Answers, answers_of, plain_children
from careplan.school.models import Squad
from careplan.secrecy import blind_index

Line = TypeVar("Line")
PER_PAGE = 50
SORTS = ("class", "name", "age")
NUMBER_LENGTH = 18  # an identity number; a student number is longer
UNCLEAR = "unclear"
LEFT_FILTERS = (*DEFINITIONS, UNCLEAR)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of children is narrowed to; empty means all. `left` is a definition's code or `unclear`."""

    text: str = ""
    grade: int | None = None
    squad_id: int | None = None
    left: str = ""
    state: str = "enrolled"
    sort: str = "class"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: the child, its grade, and the three definitions' answers."""

    child: Child
    grade: int
    findings: dict[str, Finding]


@dataclass(frozen=True, slots=True)
class Count:
    """Children of one squad or grade in numbers: yes and unclear for each definition."""

    total: int
    boys: int
    boarding: int
    yes: dict[str, int]
    unclear: dict[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """A child as a plain row, with what the definitions of left-behind say of it on a day."""

    child: PlainChild
    answers: Answers


def known_children(squad_ids: Iterable[int] | None, day: date, state: str = "enrolled") -> list[Known]:
    """Every child in these squads (None: all) with its answers: what counts and the filter `left` are made from."""
    found = plain_children(Child.state == state, squad_ids=squad_ids, with_family=True)
    return [Known(child, answers_of(child, day)) for child in found]


def find_ids(
    given: Filter, squad_ids: Iterable[int] | None, start_year: int, known: Iterable[Known] | None
) -> list[int]:
    """The ids of children in these squads (None: all) that pass the filter, in its order.

    known: the children of the filter's state with their answers, needed where it asks `left`.
    """
    found = plain_children(*conditions(given, start_year), squad_ids=squad_ids, with_family=False)
    if given.left:
        passing = {one.child.id for one in known or () if _passes(one.answers, given.left)}
        found = [child for child in found if child.id in passing]
    return [child.id for child in sorted(found, key=_ORDER[given.sort])]


def conditions(given: Filter, start_year: int) -> list[ColumnElement[bool]]:
    """All of a filter that the database can answer: everything but the definitions of left-behind."""
    wanted = [Child.state == given.state]
    if given.grade is not None:
        wanted.append(Squad.entry_year == start_year + 1 - given.grade)
    if given.squad_id is not None:
        wanted.append(Child.squad_id == given.squad_id)
    return [*wanted, name_matches(given.text)] if given.text else wanted


def name_matches(text: str) -> ColumnElement[bool]:
    """Part of the name, the beginning of its pinyin or initials, or the whole identity or student number.

    The rule of `names.name_fits`, as a condition of the database.
    A whole or given name typed in characters finds those that sound alike: the wrong character is the common slip.
    """
    term, number, sound = search_term(text), normalise(text), sound_of(text)
    found = [func.instr(Child.name, text) > 0, func.instr(Child.name, "".join(text.split())) > 0]
    if sound:
        found.append(func.instr(Child.name_keys + " ", f" {sound} ") > 0)
    if term:
        found.append(func.instr(Child.name_keys, f" {term}") > 0)
    if len(number) >= NUMBER_LENGTH:
        index = blind_index(number)
        found += [Child.id_index == index, Child.student_index == index]
    return or_(*found)


def _passes(answers: Answers, wanted: str) -> bool:
    return None in answers.values() if wanted == UNCLEAR else answers[wanted] is True


_ORDER = {
    "class": lambda child: (-child.entry_year, child.squad_number, sort_key(child.name), child.id),
    "name": lambda child: (sort_key(child.name), child.name, child.id),
    "age": lambda child: (child.birth_date, child.id),
}


def page_of(found: Sequence[Line], number: int) -> Sequence[Line]:
    """The part of a list that stands on a page, counted from 1."""
    return found[(number - 1) * PER_PAGE : number * PER_PAGE]


def lines_of(ids: Collection[int], start_year: int, day: date) -> list[Listed]:
    """The lines of these children, in the order given."""
    children = {child.id: child for child in light_children(state=None, ids=ids)}
    shown = [children[one] for one in ids if one in children]
    return [Listed(child, child.squad.grade(start_year), findings_of(child, day)) for child in shown]


def find_children(given: Filter, squad_ids: Iterable[int] | None, start_year: int, day: date) -> list[Listed]:
    """All children that pass the filter, for those who need every one: a page takes `find_ids` and `lines_of`."""
    known = known_children(squad_ids, day, given.state) if given.left else None
    return lines_of(find_ids(given, squad_ids, start_year, known), start_year, day)


def count_by_squad(day: date, squad_ids: Iterable[int] | None = None) -> dict[int, Count]:
    """Enrolled children in numbers for each squad id."""
    groups: dict[int, list[Known]] = defaultdict(list)
    for one in known_children(squad_ids, day):
        groups[one.child.squad_id].append(one)
    return {squad_id: count_of(found) for squad_id, found in groups.items()}


def count_of(found: Collection[Known]) -> Count:
    """These children in numbers."""
    return Count(
        total=len(found),
        boys=sum(one.child.sex == "male" for one in found),
        boarding=sum(one.child.boards is True for one in found),
        yes={code: sum(one.answers[code] is True for one in found) for code in DEFINITIONS},
        unclear={code: sum(one.answers[code] is None for one in found) for code in DEFINITIONS},
    )


def add_counts(counts: Iterable[Count]) -> Count:
    """Several squads as one."""
    counts = list(counts)
    return Count(
        total=sum(c.total for c in counts),
        boys=sum(c.boys for c in counts),
        boarding=sum(c.boarding for c in counts),
        yes={code: sum(c.yes[code] for c in counts) for code in DEFINITIONS},
        unclear={code: sum(c.unclear[code] for c in counts) for code in DEFINITIONS},
    )
