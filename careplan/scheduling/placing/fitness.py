"""Whether placing every request makes a legal plan, and nothing more is wished of it."""

from __future__ import annotations

from collections import Counter

from careplan.scheduling.problem import PREFERENCES, GoalRule, MethodRule, Problem, Request, TermRule

Rule = TermRule | GoalRule | MethodRule


def placeable(problem: Problem) -> bool:
    """Whether all sessions come from requests: no rule asks for more, nothing is preferred, no order is kept."""
    if not problem.requests or any(getattr(problem.weights, name) for name in PREFERENCES):
        return False
    asked = {request.activity for request in problem.requests}
    if any(activity.after for activity in problem.activities if activity.id in asked):
        return False
    rules = problem.rules
    least: list[Rule] = [*rules.sessions_per_term, *rules.goals, *rules.methods]
    held = Held(problem)
    return all(held.meets(rule) for rule in least if rule.min)


class Held:
    """What is sure to be held when every request is placed, whatever is left open in it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.activities = {activity.id: activity for activity in problem.activities}
        self.groups = {group.id: frozenset(group.squads) for group in problem.groups}
        self.terms = {slot.id: slot.term for slot in problem.slots}
        self.attending = [self._attending(request) for request in problem.requests]

    def _attending(self, request: Request) -> frozenset[str]:
        """The squads that attend whichever group is chosen."""
        names = self.activities[request.activity].groups if request.group is None else (request.group,)
        return frozenset.intersection(*(self.groups[name] for name in names)) if names else frozenset()

    def meets(self, rule: Rule) -> bool:
        """Whether the requests alone give each squad of a rule what it must have at the least."""
        sessions: Counter[str] = Counter()
        for request, squads in zip(self.problem.requests, self.attending, strict=True):
            if self._counts(request, rule):
                sessions.update(squads)
        named = [squad.id for squad in self.problem.squads] if rule.squads is None else rule.squads
        return all(sessions[squad] >= rule.min for squad in named)

    def _counts(self, request: Request, rule: Rule) -> bool:
        """Whether a request's session counts for a rule wherever it is placed."""
        activity = self.activities[request.activity]
        if isinstance(rule, GoalRule):
            return rule.goal in activity.goals
        if isinstance(rule, MethodRule):
            return rule.method == activity.method
        terms = set(self.terms.values()) if request.start is None else {self.terms[request.start]}
        return terms == {rule.term}
