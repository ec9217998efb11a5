"""Lines of children with how their aid stands; those in a trough come first in every list (C29)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from careplan.aid.even_load import evenness_of
from careplan.aid.evenness import Evenness
from careplan.aid.forecast import Outlook
from careplan.aid.ledger import GOODS, PAID, standing
from careplan.aid.load import benefit_of, forecast_of, ledger_of, occurrences_of, term_spans
from careplan.aid.models import AidCase, Duty
from careplan.aid.queries import all_duties, cases_of, costs_of
from careplan.aid.rates import rate_on
from careplan.aid.windows import MISSED, OPEN
from careplan.casework.queries import responsible_names
from careplan.children.class_names import ClassRef
from careplan.children.names import sort_key
from careplan.children.plain import PlainChild

SHOWS = ("aid", "trough", "ends", "missed", "unvalued", "all")
SORTS = ("quiet", "class", "name", "ends")


@dataclass(frozen=True, slots=True)
class AidLine:
    """A child: sums in fen, how long the money lasts (None: no aid), how even help was, duties missed and due now.

    unvalued: goods of this school year whose worth nobody has estimated; no sum of aid holds them.
    """

    child: PlainChild
    grade: int
    left_behind: bool
    responsible: str | None
    cases: int
    paid_this_year: int
    unvalued: int
    monthly: int
    outlook: Outlook | None
    even: Evenness
    missed: int
    due: int
    duties: int

    @property
    def has_aid(self) -> bool:
        return bool(self.cases or self.duties)

    @property
    def squad(self) -> ClassRef:
        return squad_of(self.child)


def squad_of(child: PlainChild) -> ClassRef:
    """The class of a plain row, as a page names it."""
    return ClassRef(child.entry_year, child.squad_number)


@dataclass(frozen=True, slots=True)
class Known:
    """A child as the register gave it: a plain row, so that a list of any length opens nothing sealed."""

    child: PlainChild
    grade: int
    left_behind: bool


def aid_lines(known: Collection[Known], day: date, since: date) -> list[AidLine]:
    """A line for each of these children. since: from when payments are summed."""
    ids = [one.child.id for one in known]
    even, names = evenness_of(ids, day), responsible_names(ids)
    cases, costs, terms = cases_of(), costs_of(), term_spans()
    duties: dict[int, list[Duty]] = {}
    for duty in all_duties():
        duties.setdefault(duty.child_id or 0, []).append(duty)
    found = []
    for one in known:
        child_id = one.child.id
        own = cases.get(child_id, [])
        states = [each.state for duty in duties.get(child_id, []) for each in occurrences_of(duty, day)]
        found.append(
            AidLine(
                child=one.child,
                grade=one.grade,
                left_behind=one.left_behind,
                responsible=names.get(child_id),
                cases=len(own),
                paid_this_year=sum(_paid_since(case, since) for case in own),
                unvalued=sum(_unvalued_since(case, since) for case in own),
                monthly=sum(_monthly(case, day) for case in own),
                outlook=forecast_of(own, costs.get(child_id, []), terms, day) if own else None,
                even=even[child_id],
                missed=states.count(MISSED),
                due=states.count(OPEN),
                duties=len(duties.get(child_id, [])),
            )
        )
    return found


def _paid_since(case: AidCase, since: date) -> int:
    return sum(line.fen or 0 for line in standing(ledger_of(case)) if line.kind == PAID and line.day >= since)


def _unvalued_since(case: AidCase, since: date) -> int:
    return sum(line.kind == GOODS and line.fen is None and line.day >= since for line in standing(ledger_of(case)))


def _monthly(case: AidCase, day: date) -> int:
    """What comes each month now."""
    benefit = benefit_of(case)
    rate = rate_on(benefit.rates, day) if case.monthly else None
    return rate.fen if rate and (benefit.ends_on is None or benefit.ends_on >= day) else 0


def shown(lines: Collection[AidLine], show: str, day: date) -> list[AidLine]:
    """Those that a filter keeps. trough: of those who are left behind or have aid."""
    filters: dict[str, Callable[[AidLine], bool]] = {
        "aid": lambda one: one.has_aid,
        "trough": lambda one: one.even.in_trough and (one.has_aid or one.left_behind),
        "ends": lambda one: one.outlook is not None and one.outlook.is_soon(day),
        "missed": lambda one: one.missed > 0,
        "unvalued": lambda one: one.unvalued > 0,
        "all": lambda one: True,
    }
    return [one for one in lines if filters[show](one)]


def ordered(lines: Collection[AidLine], sort: str) -> list[AidLine]:
    """Children in a trough first, then in the chosen order."""
    keys: dict[str, Callable[[AidLine], tuple[Any, ...]]] = {
        "quiet": lambda one: (-one.even.quiet,),
        "class": lambda one: (one.grade, one.child.squad_number),
        "name": lambda one: (),
        "ends": lambda one: ((one.outlook and one.outlook.ends_on) or date.max,),
    }
    return sorted(lines, key=lambda one: (not one.even.in_trough, keys[sort](one), sort_key(one.child.name)))
