"""What an activity must be that a repair adds: an activity like one that is there was tried, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from careplan.scheduling.problem import GoalRule, MethodRule, Problem
from careplan.scheduling.repairs.listed import listed, quoted
from careplan.scheduling.repairs.wide import rule_of
from careplan.scheduling.sentences import Names
from careplan.scheduling.solution import Repair

GROUPS = 8  # groups that are told one by one


def more_like(problem: Problem, repair: Repair, language: str, names: Names) -> dict[str, object]:
    """What an added activity must be: what it serves, how it is held, and for whom; one like this was tried."""
    like = next(one for one in problem.activities if one.id == repair.activity)
    rule = rule_of(problem, repair.reference)
    goals = [rule.goal] if isinstance(rule, GoalRule) else [] if isinstance(rule, MethodRule) else sorted(like.goals)
    method = names.get(like.method, like.method)
    aims = [_serving(goals, language, names)] if goals else []
    aims.append(f"以“{method}”的形式开展" if language == "zh" else f"held as “{method}”")
    return {
        "activity": names.get(like.id, like.id),
        "count": repair.to,
        "aim": ("，" if language == "zh" else ", ").join(aims),
        "whom": _groups(problem, like.groups, language, names),
    }


def _serving(goals: Sequence[str], language: str, names: Names) -> str:
    told, one = quoted(goals, language, names), len(goals) == 1
    if language == "zh":
        return f"为{told}{'这个' if one else '这些'}目标"
    return f"with the {'goal' if one else 'goals'} {told}"


def _groups(problem: Problem, groups: Iterable[str], language: str, names: Names) -> str:
    """For whom: all, or groups by their names; where only squads have names, those."""
    known = {one.id: one.squads for one in problem.groups}
    squads = {squad: None for name in groups for squad in known[name]}
    if len(squads) == len(problem.squads):
        return "每个中队" if language == "zh" else "every squad"
    told = squads if any(squad in names for squad in squads) else groups
    return listed((names.get(one, one) for one in told), language, GROUPS)
