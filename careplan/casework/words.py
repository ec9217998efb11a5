"""What is entered of a contact with a child or its family, and how long one may wait for the next. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from careplan.casework.rules import LevelNow, Rule, next_due

NEXT_WITHIN = timedelta(days=366)
"""Whoever is seen again is seen within a year: a later date is a slip of the pen."""

KINDS = {
    "visit": ("家访", "Home visit"),
    "call": ("电话或视频联系家长", "Call with the family"),
    "parent-call": ("亲情电话（孩子与父母）", "Call between child and parents"),
    "talk": ("谈心", "Talk with the child"),
    "letter": ("书信", "Letter"),
    "teacher": ("向老师了解在校表现", "Asked the teachers"),
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
    details: tuple[tuple[str, str], ...] = ()
    minutes: int | None = None

    @property
    def details_json(self) -> str | None:
        """What the form of the kind asks, as it is stored."""
        return json.dumps(dict(self.details), ensure_ascii=False) if self.details else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a child's contacts stand: visits in the term, last contact, the date promised next, what the level asks."""

    visits_this_term: int
    last_on: date | None
    next_on: date | None
    last_kind: str = ""
    visits_wanted: int = 1
    rule: Rule | None = None
    level: LevelNow | None = None

    @property
    def due_on(self) -> date | None:
        """By when the next contact is due; None: at once, there was none yet."""
        return next_due(self.last_on, self.next_on, self.rule, self.level.since if self.level else None)

    @property
    def visits_missing(self) -> int:
        """Home visits that the rules still ask for in this term."""
        return max(0, self.visits_wanted - self.visits_this_term)

    def is_overdue(self, day: date) -> bool:
        """Whether the due date has passed; never contacted counts as overdue (C15)."""
        due = self.due_on
        return self.last_on is None or (due is not None and due < day)
