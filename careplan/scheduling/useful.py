"""The columns that rules and requests can make use of; the others can be left out of any plan.

A session taken out of a legal plan breaks nothing but a minimum that it counts for, a request that it answers, or the
order of a later session that it had to come before. What does none of these is not useful: there is a plan with the
useful columns if there is one at all. A conflict names few rules, so few columns are left, and the answer comes fast.
"""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.problem import Activity, GoalRule, MethodRule, TermRule

Rule = TermRule | GoalRule | MethodRule
Held = tuple[int, int, str]  # activity, group, term


def useful(space: Space, columns: Sequence[Column]) -> list[Column]:
    """The columns that can be of use under the problem's rules, in the same order."""
    found = useful_terms(space, list(dict.fromkeys((c.activity, c.group, space.term[c.start]) for c in columns)))
    return [c for c in columns if (c.activity, c.group, space.term[c.start]) in found]


def useful_terms(space: Space, every: Sequence[Held]) -> set[Held]:
    """The same for an activity of a group in a term, whenever it is."""
    found = {held for held in every if _is_asked(space, held)}
    return found | _earlier(space, found, every)


def counts_for(rule: Rule, activity: Activity, term: str) -> bool:
    """Whether a session of the activity in the term counts for a rule of its squads."""
    if isinstance(rule, TermRule):
        return rule.term == term
    return rule.goal in activity.goals if isinstance(rule, GoalRule) else rule.method == activity.method


def concerns(rule: Rule, squad: str) -> bool:
    return rule.squads is None or squad in rule.squads


def _is_asked(space: Space, held: Held) -> bool:
    """Whether a minimum counts it or a request may be answered by it."""
    problem, (a, g, term) = space.problem, held
    activity, group = problem.activities[a], problem.groups[g]
    rules: tuple[Rule, ...] = (*problem.rules.sessions_per_term, *problem.rules.goals, *problem.rules.methods)
    for rule in rules:
        if rule.min and counts_for(rule, activity, term) and any(concerns(rule, squad) for squad in group.squads):
            return True
    return any(
        one.activity == activity.id
        and one.group in (None, group.id)
        and (one.start is None or space.term[space.slot_of[one.start]] == term)
        for one in problem.requests
    )


def _earlier(space: Space, found: set[Held], every: Sequence[Held]) -> set[Held]:
    """What has to come before the found ones, for a squad that has both, and before that, and so on."""
    together: dict[tuple[int, int], set[int]] = {}  # an activity and a squad -> the squads that may do it with this one
    for a, g, _ in every:
        for squad in space.members[g]:
            together.setdefault((a, squad), set()).update(space.members[g])
    needed: set[tuple[int, int]] = set()
    waiting = [(a, squad) for a, g, _ in found for squad in space.members[g]]
    while waiting:
        a, squad = waiting.pop()
        for name in space.problem.activities[a].after:
            before = space.activity_of[name], squad
            if before not in needed:
                needed.add(before)
                waiting += [(before[0], other) for other in together.get(before, ())]
    return {held for held in every if any((held[0], squad) in needed for squad in space.members[held[1]])}
