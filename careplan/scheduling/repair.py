"""A re-plan starts from the plan in force: what of it can stay, and which squads need something new."""

from __future__ import annotations

from careplan.scheduling.columns import Column, Space, previous_columns
from careplan.scheduling.model_flows import Busy
from careplan.scheduling.neighbours import Plan
from careplan.scheduling.staffing import Staffing


def what_stays(space: Space, fixed: Plan) -> tuple[Plan, set[int]]:
    """The sessions in force that fit together with the fixed ones; and the squads that lost one."""
    plan, busy = list(fixed), Busy(space, fixed)
    taken = {(q, space.week[c.start]): c for c in fixed for q in space.members[c.group]}
    budget = space.problem.rules.budget
    there = set(fixed)
    stays: set[Column] = set()
    for column in previous_columns(space):
        stays.add(column._replace(venue=None, staff=None))
        cost = space.problem.activities[column.activity].cost
        if column in there:
            continue
        fits = Staffing(space, busy).staffed(column) is not None and _squads_free(space, column, taken)
        if not fits or (budget is not None and busy.spent + cost > budget):
            stays.discard(column._replace(venue=None, staff=None))
            continue
        busy.add(space, column)
        plan.append(column)
        taken.update({(q, space.week[column.start]): column for q in space.members[column.group]})
    before = [space.column(session, fixed=False) for session in space.problem.previous]
    lost = {q for column in before if column not in stays for q in space.members[column.group]}
    return plan, lost


def _squads_free(space: Space, column: Column, taken: dict[tuple[int, int], Column]) -> bool:
    """Whether the column's squads have nothing in that week yet; with more a week, nothing at that time."""
    week = space.week[column.start]
    there = [one for q in space.members[column.group] if (one := taken.get((q, week))) is not None]
    if space.problem.rules.sessions_per_week == 1:
        return not there
    bits = space.span(column.start, space.periods[column.activity]) or 0
    return not any(bits & (space.span(one.start, space.periods[one.activity]) or 0) for one in there)
