"""In which months help reached the school's children thinly: the children and helps of the school's picture (C29)."""

from __future__ import annotations

from datetime import date, timedelta

from careplan.aid.even_load import helps_of
from careplan.aid.evenness import evenness
from careplan.aid.queries import helped_ids
from careplan.children.list_queries import Filter, conditions
from careplan.children.plain_load import answers_of, plain_children
from careplan.plans.lean import Lean, lean_of
from careplan.school.queries import require_year, this_school


def lean_before(day: date) -> Lean:
    """Of the twelve whole calendar months before the day's own: a month that has only begun would look thin."""
    ids, last = _watched(day), day.replace(day=1) - timedelta(days=1)
    helps = helps_of(ids, last)
    months = evenness((one for found in helps.values() for one in found), last).by_month
    first_ends = (months[0][0] + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return lean_of(
        {month: sum(counts.values()) for month, counts in months},
        children=sum(any(one.day >= months[0][0] for one in found) for found in helps.values()),
        whole=any(helps_of(ids, first_ends).values()),
    )


def _watched(day: date) -> list[int]:
    """Enrolled children who are left behind, or have aid or duties; ids only."""
    definition, helped = this_school().counts_by, helped_ids()
    found = plain_children(*conditions(Filter(), require_year().start_year), squad_ids=None, with_family=True)
    return [one.id for one in found if one.id in helped or answers_of(one, day)[definition] is True]
