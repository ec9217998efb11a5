"""“The money ends on …”: the first known cost that cannot be paid in full (C27, C30, C31). Pure.

Into the pot comes what was granted and is not used, and each month's benefit on its pay day; out goes each known cost
on its day. On one day money comes before it goes. What was paid in advance pays the costs that fall due after it,
before the pot does; a cost of a month in which such costs were paid is used up by that payment first. What fell due
this month and is not paid goes out first. Nothing is guessed: without a known cost there is no date, and where the pot
lasts for two years that is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careplan.aid.rates import Benefit, day_in_month, month_days, payments

MONTHLY, TERM, ONCE = "monthly", "term", "once"
RHYTHMS = (MONTHLY, TERM, ONCE)
HORIZON = timedelta(days=730)
SOON = timedelta(days=60)

ENDS, LASTS, NO_COSTS = "ends", "lasts", "no-costs"

Span = tuple[date, date]
Dated = tuple[date, int]


@dataclass(frozen=True, slots=True)
class Cost:
    """A known cost in fen. monthly: on that day of the month; term: when a term begins; once: on its first day.

    school_time: a monthly one that rests outside the terms.
    """

    fen: int
    rhythm: str
    day: int
    since: date
    until: date | None = None
    school_time: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What the forecast is made from, on `day`. unused: granted and not spent, in fen; prepaid: paid in advance, dated;
    paid: known costs paid in their month, dated."""

    day: date
    unused: int
    benefits: tuple[Benefit, ...]
    costs: tuple[Cost, ...]
    prepaid: tuple[Dated, ...]
    terms: tuple[Span, ...]
    paid: tuple[Dated, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which money comes (fen above zero) or goes (below), and what is left then."""

    day: date
    fen: int
    left: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """state: ends · lasts · no-costs. ends_on: the day of the first cost that cannot be paid; short: what is missing.

    start: pot and advance on the day of the forecast; owed: due this month and not paid; until: how far it looks.
    """

    state: str
    ends_on: date | None
    short: int
    start: int
    owed: int
    until: date
    steps: tuple[Step, ...]

    def is_soon(self, day: date) -> bool:
        return self.ends_on is not None and self.ends_on <= day + SOON


def outlook(given: Given) -> Outlook:
    """How long it lasts. What came on the day itself is past: it is in the ledger."""
    until = given.day + HORIZON
    advance, owed = advance_of(given)
    start = left = given.unused + advance
    steps: list[Step] = []
    events = _events(given, given.day + timedelta(days=1), until)
    for day, fen in [(given.day, -owed), *events] if owed else events:
        if left + fen < 0:
            return Outlook(ENDS, day, -(left + fen), start, owed, until, tuple(steps))
        left += fen
        steps.append(Step(day, fen, left))
    has_costs = any(step.fen < 0 for step in steps)
    return Outlook(LASTS if has_costs else NO_COSTS, None, 0, start, owed, until, tuple(steps))


def missing(given: Given, until: date) -> Dated | None:
    """What the known costs lack up to a day: (the first cost that cannot be paid in full, all that lacks, in fen).

    None when nothing lacks by then. What lacks is given at once and the forecast made again, until the day is reached.
    """
    total, first = 0, None
    found = outlook(given)
    while found.ends_on is not None and found.ends_on <= until:
        first = first or found.ends_on
        total += found.short
        found = outlook(replace(given, unused=given.unused + total))
    return (first, total) if first else None


def _events(given: Given, first: date, last: date) -> list[Dated]:
    """All that comes and goes, in order of time; of one day what comes first."""
    terms = terms_until(given.terms, last)
    comes = [one for benefit in given.benefits for one in payments(benefit, first, last)]
    goes = [(day, -fen) for cost in given.costs for day, fen in due(cost, terms, first, last)]
    return sorted([*comes, *goes], key=lambda event: (event[0], event[1] < 0, event[1]))


def due(cost: Cost, terms: Sequence[Span], first: date, last: date) -> list[Dated]:
    """The days from `first` to `last` on which a cost falls due, with its fen."""
    begin, end = max(first, cost.since), min(last, cost.until or last)
    days: Iterable[date]
    if cost.rhythm == MONTHLY:
        days = month_days(begin, end, cost.day)
        if cost.school_time:
            days = (day for day in days if any(opens <= day <= closes for opens, closes in terms))
    elif cost.rhythm == TERM:
        days = (opens for opens, _closes in terms)
    else:
        days = (cost.since,)
    return [(day, cost.fen) for day in days if begin <= day <= end]


def terms_until(terms: Iterable[Span], last: date) -> list[Span]:
    """The known terms, and where the calendar ends the same days a year later, again and again."""
    found = sorted(terms)
    pattern = found[-2:]
    years = 1
    while pattern and pattern[0][0].year + years <= last.year:
        later = [(_years_later(opens, years), _years_later(closes, years)) for opens, closes in pattern]
        found += [span for span in later if span[0] > found[-1][1]]
        years += 1
    return found


def _years_later(day: date, years: int) -> date:
    return day_in_month(day.year + years, day.month, day.day)


def advance_of(given: Given) -> tuple[int, int]:
    """(what is left of money paid in advance, what fell due this month and is not paid), both in fen, never below 0.

    Of one day costs come before the advance: what is paid ahead on a day is for the days after it.
    """
    this_month = given.day.replace(day=1)
    begin = min([this_month, *(day for day, _fen in given.prepaid)])
    left = owed = 0
    for day, fen in sorted([*_still_due(given, begin), *_ahead(given)], key=lambda event: (event[0], event[1] > 0)):
        if day >= this_month and fen < 0:
            owed += max(0, -fen - left)
        left = max(0, left + fen)
    return left, owed


def _ahead(given: Given) -> list[Dated]:
    return [(day, fen) for day, fen in given.prepaid if day <= given.day]


def _still_due(given: Given, begin: date) -> list[Dated]:
    """Costs due from `begin` to the day as negative fen, each lessened by what was paid in its month."""
    terms = terms_until(given.terms, given.day)
    months: dict[date, int] = defaultdict(int)
    for day, fen in given.paid:
        months[day.replace(day=1)] += fen
    found = []
    for day, fen in sorted(one for cost in given.costs for one in due(cost, terms, begin, given.day)):
        settled = min(fen, months[day.replace(day=1)])
        months[day.replace(day=1)] -= settled
        found.append((day, settled - fen))
    return found
