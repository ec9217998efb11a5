"""Facts about people: children, squads, staff, and what was done for one of them. Ids only, no names.

Every id is text (the loader writes `str(primary_key)`); every date is a `date`; money is whole fen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

LeftBehindEnrolment = Literal["none", "one_parent", "both_parents", "yes"]  # yes: the kind is not known


@dataclass(frozen=True, slots=True)
class Squad:
    """A squad 中队 (= class) in this school year. `size`: pupils on the roll, left-behind or not."""

    id: str
    grade: int
    band: str
    size: int


@dataclass(frozen=True, slots=True)
class Child:
    """A child of the register. `joined`/`left`: dates of coming and leaving inside the year; None = was here
    before the year began / is still here.

    The three definitions of 留守 stay apart (DOMAIN 4.1); None = not known:
    `left_behind_civil` 国发〔2016〕13号 (民政口径), `left_behind_survey` 2016 排查 (adds rural household),
    `left_behind_enrolment` 学籍系统 (教育口径).
    `register_checked_in`: numbers of the terms in which the entry was checked.
    `file_parts`: codes of the parts of the file that are complete, out of `file_parts_required`.
    `consent`: how the guardian's consent to the file stands that day (`children.consent.STANDINGS`).
    """

    id: str
    squad_id: str
    grade: int
    joined: date | None = None
    left: date | None = None
    left_behind_civil: bool | None = None
    left_behind_survey: bool | None = None
    left_behind_enrolment: LeftBehindEnrolment | None = None
    owner_id: str | None = None
    consent: str = "none"
    file_parts: frozenset[str] = frozenset()
    file_parts_required: frozenset[str] = frozenset()
    register_checked_in: frozenset[int] = frozenset()

    def is_left_behind(self, definition: str) -> bool:
        """Whether this definition (civil_affairs · census_2016 · enrolment) counts the child; unknown counts as no."""
        answers = {
            "civil_affairs": self.left_behind_civil,
            "census_2016": self.left_behind_survey,
            "enrolment": self.left_behind_enrolment not in (None, "none"),
        }
        return bool(answers[definition])

    def here_on(self, day: date) -> bool:
        """Whether the child is on the roll on `day`; the day of leaving is no longer a day here."""
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A qualification held (code of the vocabulary), valid from/until, both days included; None = open.

    One that includes others (mental-health-a: b and c) stands with each of them, as the loader expands it.
    """

    code: str
    valid_from: date | None = None
    valid_until: date | None = None

    def valid_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Staff:
    """A teacher or other staff member. `roles` as in access rules (class_teacher, counselling_teacher …)."""

    id: str
    roles: frozenset[str] = frozenset()
    qualifications: tuple[Qualification, ...] = ()
    squad_ids: frozenset[str] = frozenset()  # squads whose class teacher this is


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A training attended. `hours` 学时, `credits` 学分 (None = not yet worked out).

    `state`: draft | submitted | returned | recognised | refused.
    `content_tag`: mental-health, counselor, class-teacher, ethics, safety … (DOMAIN 3.3).
    """

    id: str
    staff_id: str
    on: date
    category: str
    content_tag: str
    hours: Decimal
    credits: Decimal | None = None
    state: str = "submitted"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit or talk with one child or its home. `kind`: home | phone | talk | school.

    `next_on`: the day set for the next one (C13), None = none set.
    """

    id: str
    child_id: str
    on: date
    kind: str
    term: int
    staff_id: str | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ParentContact:
    """A call, video or letter between child (or teacher) and the parents away (亲情电话)."""

    id: str
    child_id: str
    on: date
    channel: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A child handed on to somebody who can help. `followed_up_on` None = nobody has looked again yet."""

    id: str
    child_id: str
    opened_on: date
    due_on: date | None = None
    followed_up_on: date | None = None


@dataclass(frozen=True, slots=True)
class AidRecord:
    """Aid asked for a child. `amount_fen` None for goods. `granted_on`, `delivered_on` None = not yet."""

    id: str
    child_id: str
    kind: str
    asked_on: date
    amount_fen: int | None = None
    granted_on: date | None = None
    delivered_on: date | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A change in a child's life (C5): the day it happened, was known to the school, and was written down."""

    id: str
    child_id: str
    kind: str
    happened_on: date | None
    known_on: date | None
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ChildEvent:
    """What happened to a child (C5). `hours` from when it was known to the first act; None = none yet (C28)."""

    id: str
    child_id: str
    known_on: date
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class CareGoal:
    """What is to become better for a child (C33), by the file.

    `aspect`: body | mind | learning | living. `step`: the last one noted by the day, 0 (not begun) to 4 (reached).
    """

    id: str
    child_id: str
    aspect: str
    step: int = 0
