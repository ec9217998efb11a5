"""What is entered of a contact with a child or its family, and how long one may wait for the next. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

NEXT_WITHIN = timedelta(days=366)
"""Whoever is seen again is seen within a year: a later date is a slip of the pen."""

KINDS = {
    "visit": ("家访", "Home visit"),
    "call": ("电话或视频联系家长", "Call with the family"),
    "parent-call": ("亲情电话（孩子与父母）", "Call between child and parents"),
    "talk": ("谈心", "Talk with the child"),
}
ABILITIES = {"good": ("较好", "Good"), "fair": ("一般", "Fair"), "poor": ("差", "Poor")}
"""How well the carer looks after the child: the scale of the 2016 form (DOMAIN 4.2)."""


@dataclass(frozen=True, slots=True)
class ContactWords:
    """A contact as entered; the next date is mandatory (C13)."""

    day: date
    kind: str
    persons_met: str
    summary: str
    carer_ability: str
    next_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a child's contacts stand on a day: visits in the term, the last contact, the date promised next."""

    visits_this_term: int
    last_on: date | None
    next_on: date | None

    def is_overdue(self, day: date) -> bool:
        """Whether the promised date has passed; never contacted counts as overdue (C15)."""
        return self.last_on is None or (self.next_on is not None and self.next_on < day)
