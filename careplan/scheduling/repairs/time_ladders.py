"""More time for what is wanted: lessons after the last of a day, weeks after a term, weeks in the holidays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.library import squads_of
from careplan.scheduling.repairs.timing import added_weeks, ends_of_days, fullest
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.solution import Kind, Price, Repair

MOST_WEEKS = 4
LATER_RUNGS = 8  # each adds twice as many lessons as the one before


def time_ladders(problem: Problem, reference: str, wanted: Sequence[str]) -> Iterator[Ladder]:
    """Lessons after the last of a day; weeks after a term, as far as there is room before the next; in the holidays."""
    ends = [one.id for one in ends_of_days(problem)]
    touched = Price(squads=len({name for one in wanted for name in squads_of(problem, one)}))
    if not ends:
        return
    rungs = min(LATER_RUNGS, max(1, (len(ends) - 1).bit_length() + 1))

    def later(i: int) -> Repair:
        step = 1 << (rungs - 1 - i)
        return Repair("later", reference, slots=tuple(ends[::step]), price=touched)

    yield Ladder("later", rungs, later)
    for term in dict.fromkeys(one.term for one in problem.slots):
        yield from _after_term(problem, term, "weeks", reference, touched)
    yield from _after_term(problem, _last_term(problem), "holiday", reference, touched)


def _last_term(problem: Problem) -> str:
    return max(problem.slots, key=lambda one: one.date).term


def _after_term(problem: Problem, term: str, kind: Kind, reference: str, price: Price) -> Iterator[Ladder]:
    """As many weeks as fit in before the next term begins."""
    those = [one for one in problem.slots if one.term == term]
    last = max(those, key=lambda one: (one.date, one.period))
    following = [one.date for one in problem.slots if one.date > last.date]
    lessons = len(fullest(those))

    def rung(i: int) -> Repair:
        paid = Price(squads=price.squads, lessons=lessons * (i + 1))
        return Repair(kind, reference, until=last.id, to=i + 1, price=paid)

    dates = [one.date for _, one in added_weeks(problem, rung(MOST_WEEKS - 1))]
    weeks = [max(dates[lessons * i : lessons * (i + 1)]) for i in range(MOST_WEEKS)]
    free = sum(not following or one < min(following) for one in weeks)
    if free:
        yield Ladder(kind, free, rung)
