"""Who looks after a child now, and how to reach them: the care file's word, else the roster's. Pure.

The newest period of the care file that holds on the day counts; without one the roster's carer; without both the person
whom the form of 2016 calls entrusted. What the roster says otherwise is told beside it, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Source = Literal["file", "roster", "form"]


@dataclass(frozen=True, slots=True)
class Carer:
    """Somebody who looks after a child; "" where a word is not known.

    source, row_id: the record that says so: a period of the file, a line of the roster, the form of 2016. since: the
    first day, None where the record tells none. entrusted: in writing, None is not known. state: where the file says
    the carer is (a code of seed_data/care.toml). otherwise: the roster's carer where it is somebody else or has
    another telephone.
    """

    name: str
    relation: str
    phone: str
    source: Source
    row_id: int
    since: date | None = None
    until: date | None = None
    entrusted: bool | None = None
    state: str = ""
    otherwise: Carer | None = None

    @property
    def words(self) -> str:
        """Name and relation, as far as known."""
        return " ".join(filter(None, (self.name, self.relation)))


def carer_on(day: date, periods: Iterable[Carer], roster: Carer | None, form: Carer | None = None) -> Carer | None:
    """Who cares on a day; None where nobody is named."""
    holding = [one for one in periods if one.since and one.since <= day and (one.until is None or day <= one.until)]
    newest = max(holding, key=lambda one: (one.since or date.min, one.row_id), default=None)
    if newest is None:
        return roster if roster and roster.words else form or roster
    return _beside_the_roster(newest, roster) if roster else newest


def _beside_the_roster(newest: Carer, roster: Carer) -> Carer:
    """The file's carer: of one and the same person the roster's telephone and written entrustment count too."""
    if not same_person(newest, roster):
        return replace(newest, otherwise=roster)
    found = replace(newest, phone=newest.phone or roster.phone, entrusted=newest.entrusted or roster.entrusted)
    apart = roster.phone and _digits(roster.phone) != _digits(found.phone)
    return replace(found, otherwise=roster) if apart else found


def same_person(one: Carer, other: Carer) -> bool:
    """One name; where a name is not known, one word for the relation, or nothing that speaks against it."""
    if one.name and other.name:
        return _bare(one.name) == _bare(other.name)
    return not (one.relation and other.relation) or _bare(one.relation) == _bare(other.relation)


def _bare(words: str) -> str:
    return re.sub(r"[\s·]", "", words).casefold()


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone) or phone
