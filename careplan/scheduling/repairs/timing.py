"""More time, as a repair makes it: lessons after the last of a day, weeks after a term, weeks in the holidays.

Whoever and whatever is open in a lesson is open in the one that is made after it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from careplan.scheduling.problem import Problem, Slot
from careplan.scheduling.solution import Repair

WEEK = dt.timedelta(weeks=1)
SLOTTED = ("later", "weeks", "holiday")  # what adds lessons

Copy = tuple[str, Slot]  # the lesson that is like it, and the new one


def add_lessons(problem: Problem, repair: Repair) -> Problem:
    """The problem with the lessons that a repair adds."""
    if repair.kind == "later":
        return _with(problem, later(problem, repair))
    copies = added_weeks(problem, repair)
    first, weeks = min(new.week for _, new in copies), len({new.week for _, new in copies})
    moved = tuple(replace(one, week=one.week + weeks) if one.week >= first else one for one in problem.slots)
    return _with(replace(problem, slots=moved), copies)


def later(problem: Problem, repair: Repair) -> list[Copy]:
    """One lesson more after each of those named, which are the last of their days."""
    named = frozenset(repair.slots)
    taken = {one.id for one in problem.slots}
    return [
        (one.id, replace(one, id=_free(f"{one.id}+1", taken), period=one.period + 1))
        for one in problem.slots
        if one.id in named
    ]


def added_weeks(problem: Problem, repair: Repair) -> list[Copy]:
    """So many weeks after the term of the lesson `until`, like its last full one; in the holidays in no term of it."""
    term = next(one.term for one in problem.slots if one.id == repair.until)
    those = [one for one in problem.slots if one.term == term]
    like, after = fullest(those), max(one.date for one in those)
    last = max(one.week for one in those)
    skipped = next(n for n in count(1) if min(one.date for one in like) + n * WEEK > after)
    name = term if repair.kind == "weeks" else _free("holidays", {one.term for one in problem.slots})
    taken = {one.id for one in problem.slots}
    return [
        (one.id, replace(one, id=_free(f"{one.id}+{n}w", taken), date=one.date + (skipped + n - 1) * WEEK,
                         week=last + n, term=name))
        for n in range(1, (repair.to or 0) + 1)
        for one in like
    ]  # fmt: skip


def fullest(slots: Sequence[Slot]) -> list[Slot]:
    """The week with the most lessons, the last of several."""
    lessons = Counter(one.week for one in slots)
    week = max(lessons, key=lambda one: (lessons[one], one))
    return [one for one in slots if one.week == week]


def ends_of_days(problem: Problem) -> list[Slot]:
    """The last lesson of each day, in order."""
    last: dict[dt.date, Slot] = {}
    for one in sorted(problem.slots, key=lambda slot: (slot.date, slot.period)):
        last[one.date] = one
    return list(last.values())


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def _with(problem: Problem, copies: Sequence[Copy]) -> Problem:
    """The problem with new lessons, in which all is open that is open in those they are like."""

    def opened(names: frozenset[str] | None) -> frozenset[str] | None:
        return None if names is None else names.union(new.id for like, new in copies if like in names)

    return replace(
        problem,
        slots=tuple(sorted((*problem.slots, *(new for _, new in copies)), key=lambda one: (one.date, one.period))),
        squads=tuple(replace(one, open=opened(one.open)) for one in problem.squads),
        venues=tuple(replace(one, open=opened(one.open)) for one in problem.venues),
        staff=tuple(replace(one, open=opened(one.open)) for one in problem.staff),
        activities=tuple(replace(one, open=opened(one.open)) for one in problem.activities),
    )
