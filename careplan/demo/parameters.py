"""What the demo school is made from: seed_data/demo as plain nouns. Everything in it is invented."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar

from careplan.settings import SEED_DATA

FOLDER = SEED_DATA / "demo"
Kind = TypeVar("Kind")
Weighted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Words that names are put together from, and whole names with rare characters, of minorities, and repeated."""

    surnames: Weighted
    girls_first: str
    girls_second: str
    boys_first: str
    boys_second: str
    adults_men: tuple[str, ...]
    adults_women: tuple[str, ...]
    rare_given: tuple[tuple[str, str], ...]
    same: tuple[tuple[int, int, str, str], ...]
    minority: tuple[tuple[str, str, str], ...]
    ethnic_groups: Weighted


@dataclass(frozen=True, slots=True)
class Pupils:
    """Sizes of the school and its classes; shares are 0–1."""

    total: int
    classes_per_grade: int
    smallest: int
    largest: int
    area_codes: tuple[str, ...]
    boarding: float
    rural: float


@dataclass(frozen=True, slots=True)
class Places:
    """Where families live and where parents work."""

    villages: tuple[str, ...]
    county: str
    works: tuple[str, ...]
    health: Weighted


@dataclass(frozen=True, slots=True)
class VenueWords:
    """A place of the school; capacity in pupils."""

    name: str
    kind: str
    capacity: int
    shared: bool = False
    off_campus: bool = False


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Somebody on the staff list who leads no squad. account: user name and role."""

    title: str
    sex: str
    skills: tuple[str, ...]
    kind: str = "teacher"
    max_per_week: int | None = None
    max_per_term: int | None = None
    account: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CounselorWords:
    """The squad counselors' limits, and by (grade, class) which of them hold what."""

    title_counselor: str
    max_per_week: int
    max_per_term: int
    without_training: tuple[tuple[int, int], ...]
    ending: tuple[tuple[int, int, str], ...]
    mental_health_c: tuple[tuple[int, int], ...]
    mental_health_b: tuple[tuple[int, int], ...]
    first_aid: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SchoolWords:
    """The school's profile in its own words."""

    name: str
    county: str
    prefix: str
    start_year: int
    situation: str
    needs: str
    conditions: str
    helplines: str


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """All of school.toml. lessons: grade → (weekday, period); families: how many children in which family."""

    school: SchoolWords
    pupils: Pupils
    families: dict[str, int]
    places: Places
    venues: tuple[VenueWords, ...]
    lessons: dict[int, tuple[tuple[int, int], ...]]
    counselors: CounselorWords
    people: tuple[PersonWords, ...]
    community: tuple[dict[str, str], ...]
    guests: tuple[dict[str, str], ...]
    leading_group: tuple[dict[str, Any], ...]
    aims: str
    budget_fen: int


@cache
def names() -> Names:
    """seed_data/demo/names.toml."""
    return _made(Names, _read("names.toml"))


@cache
def demo_school() -> DemoSchool:
    """seed_data/demo/school.toml."""
    raw = _read("school.toml")
    everyone = raw["lessons"].pop("all")
    return DemoSchool(
        school=_made(SchoolWords, raw["school"]),
        pupils=_made(Pupils, raw["pupils"]),
        families=raw["families"],
        places=_made(Places, raw["places"]),
        venues=tuple(_made(VenueWords, one) for one in raw["venue"]),
        lessons={int(key[-1]): _frozen([*everyone, *value]) for key, value in raw["lessons"].items()},
        counselors=_made(CounselorWords, raw["staff"]),
        people=tuple(_made(PersonWords, one) for one in raw["person"]),
        community=tuple(raw["community"]),
        guests=tuple(raw["guest"]),
        leading_group=tuple(raw["leading_group"]),
        aims=raw["plan"]["aims"],
        budget_fen=raw["plan"]["budget_yuan"] * 100,
    )


@cache
def texts() -> dict[str, Any]:
    """seed_data/demo/texts.toml: sentences and shares of the weeks that are played."""
    return _read("texts.toml")


def day(text: str) -> date:
    """A day as the files write it."""
    return date.fromisoformat(text)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _made(kind: type[Kind], raw: dict[str, Any]) -> Kind:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    return kind(**{key: _frozen(value) for key, value in raw.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
