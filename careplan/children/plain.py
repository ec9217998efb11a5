"""A child and its family as plain rows, with the names of `models.Child` and `models.FamilyMember`; nothing secret."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent or carer, as `models.FamilyMember` names it."""

    relation: str
    relation_word: str
    is_carer: bool
    away: bool | None
    absence: str
    away_since: date | None
    can_care: bool | None


@dataclass(slots=True)
class PlainChild:
    """A child, as `models.Child` names it, with its class's year of entry and number."""

    id: int
    squad_id: int
    name: str
    sex: str
    birth_date: date
    boards: bool | None
    rural_household: bool | None
    school_register: str
    entry_year: int
    squad_number: int
    family: list[Relative] = field(default_factory=list)
