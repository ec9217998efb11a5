"""The school's aid in sums: by kind and by giver, and everything that needs somebody now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from careplan.aid.even_load import helps_of
from careplan.aid.evenness import Evenness, Help, SchoolEvenness, school_evenness
from careplan.aid.ledger import balance_of
from careplan.aid.load import basis_of, ledger_of, occurrences_of
from careplan.aid.models import AidCase, Duty
from careplan.aid.queries import all_duties, holder_of
from careplan.aid.windows import MISSED, OPEN, Occurrence


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one kind or giver: children and cases; in fen what arrived, was spent, goods with a value; goods without."""

    code: str
    children: int
    cases: int
    paid: int
    spent: int
    goods: int
    goods_without_value: int


@dataclass(frozen=True, slots=True)
class LoudDuty:
    """A time of a duty that was missed or is due now, with who does it."""

    duty: Duty
    occurrence: Occurrence
    holder: str


def sums_by(cases: Iterable[AidCase], code_of: Callable[[AidCase], str], since: date) -> list[Sums]:
    """Sums of the lines from `since` on, most money first; a case without such a line is counted all the same."""
    groups: dict[str, list[AidCase]] = defaultdict(list)
    for case in cases:
        groups[code_of(case)].append(case)
    found = [_sums(code, group, since) for code, group in groups.items()]
    return sorted(found, key=lambda one: (-one.paid, one.code))


def _sums(code: str, cases: list[AidCase], since: date) -> Sums:
    balances = [balance_of([line for line in ledger_of(case) if line.day >= since], basis_of(case)) for case in cases]
    return Sums(
        code=code,
        children=len({case.child_id for case in cases}),
        cases=len(cases),
        paid=sum(one.paid for one in balances),
        spent=sum(one.spent_total for one in balances),
        goods=sum(one.goods for one in balances),
        goods_without_value=sum(one.goods_without_value for one in balances),
    )


def loud_duties(duties: Iterable[Duty], day: date, states: tuple[str, ...] = (MISSED, OPEN)) -> list[LoudDuty]:
    """What was missed and what is due now, the oldest first."""
    found = [
        LoudDuty(duty, one, _holder(duty))
        for duty in duties
        for one in occurrences_of(duty, day)
        if one.state in states
    ]
    return sorted(found, key=lambda one: (one.occurrence.window, one.duty.id))


def _holder(duty: Duty) -> str:
    holder = holder_of(duty)
    return holder.staff.name if holder else ""


def school_even(child_ids: list[int], each: dict[int, Evenness], day: date) -> tuple[SchoolEvenness, frozenset[date]]:
    """The school's measure and the days on which some help came."""
    helps: dict[int, list[Help]] = helps_of(child_ids, day)
    days = frozenset(one.day for found in helps.values() for one in found)
    return school_evenness(helps, each, day), days


def missed_of(staff_id: int | None, day: date) -> list[LoudDuty]:
    """What one person missed or has to do now."""
    held = [duty for duty in all_duties() if (one := holder_of(duty)) and one.staff_id == staff_id]
    return loud_duties(held, day)
