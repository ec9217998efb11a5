"""The steps of a period and of a statement, and who takes them (S52). Pure: the only place that knows the order.

Two people: nobody signs a period that they computed or corrected, and nobody decides on what is their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from careplan.access.roles import HEAD_COUNSELOR, OFFICE, PRINCIPAL

OPEN, COMPUTED, SIGNED, LOCKED = "open", "computed", "signed", "locked"
STATES = (OPEN, COMPUTED, SIGNED, LOCKED)


@dataclass(frozen=True, slots=True)
class Step:
    """From which states, to which, and whose role it is."""

    comes_from: frozenset[str]
    to: str
    who: frozenset[str]


STEPS: dict[str, Step] = {
    "compute": Step(frozenset({OPEN, COMPUTED}), COMPUTED, frozenset({OFFICE})),
    "correct": Step(frozenset({COMPUTED}), COMPUTED, frozenset({OFFICE})),
    "countersign": Step(frozenset({COMPUTED}), COMPUTED, frozenset({OFFICE})),
    "sign": Step(frozenset({COMPUTED}), SIGNED, frozenset({PRINCIPAL})),
    "take_back": Step(frozenset({SIGNED}), COMPUTED, frozenset({PRINCIPAL})),
    "lock": Step(frozenset({SIGNED}), LOCKED, frozenset({OFFICE})),
    "remove": Step(frozenset({OPEN, COMPUTED}), "", frozenset({OFFICE})),
}
READS_NAMES = frozenset({PRINCIPAL, OFFICE})
"""Who must compute or sign sees everybody's statement; everybody else the own one alone."""
READS_SUMS = frozenset({PRINCIPAL, OFFICE, HEAD_COUNSELOR})
DECIDES_ENTRIES = frozenset({PRINCIPAL, OFFICE, HEAD_COUNSELOR})

WAITING, CONFIRMED, OBJECTED = "waiting", "confirmed", "objected"


def is_legal(step: str, state: str) -> bool:
    """Whether a period in this state may take the step."""
    return state in STEPS[step].comes_from


def may_take(step: str, state: str, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may take the step now."""
    return is_legal(step, state) and bool(roles & STEPS[step].who)


@dataclass(frozen=True, slots=True)
class Checked:
    """One statement before the signature. own: of the person who would sign; countersigned_by: whose account."""

    state: str
    open_objections: int
    own: bool = False
    countersigned: bool = False


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What stands against signing a period; all zero or False: it may be signed."""

    objections: int
    unconfirmed: int
    made_by_signer: bool
    own_not_countersigned: bool
    entries_waiting: int

    @property
    def any(self) -> bool:
        return bool(
            self.objections
            or self.unconfirmed
            or self.made_by_signer
            or self.own_not_countersigned
            or self.entries_waiting
        )


def hindrances(
    statements: list[Checked], *, made_by_signer: bool, time_is_up: bool, entries_waiting: int
) -> Hindrances:
    """Why a period cannot be signed yet. time_is_up: the last day for checking is over; silence then stops nothing."""
    return Hindrances(
        sum(one.open_objections for one in statements),
        0 if time_is_up else sum(one.state == WAITING for one in statements),
        made_by_signer,
        any(one.own and not one.countersigned for one in statements),
        entries_waiting,
    )
