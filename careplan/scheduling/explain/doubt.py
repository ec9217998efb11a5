"""While no first plan turns up: is there one at all? Narrow views first, long before every squad's optimum.

Then what the plan that comes nearest breaks is suspected: with all limits and only those minimums a plan is looked for
that keeps them. What that one breaks is suspected too, and so on: few minimums make a small model, which soon says
that there is no plan; where there is one, it is nearer each time.
"""

from __future__ import annotations

from collections.abc import Callable

from careplan.scheduling.columns import Plan, Space
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.proof import Proof, Task
from careplan.scheduling.references import references
from careplan.scheduling.repairs.nearest import nearest
from careplan.scheduling.run import Run

PATIENCE, EARLY = 3.0, 0.25  # seconds, and share of them, for which a first plan is waited for
SUSPICION = 0.3  # share of the time after which what the nearest plan breaks is looked at


class Doubting(Proof):
    """A search's proof that asks whether counting, a squad by itself, or suspected rules show that there is no plan."""

    def __init__(self, space: Space, run: Run, answers: Answers) -> None:
        super().__init__(space, run)
        self.answers = answers
        self.doubted = self.suspected = False

    def next(self, best: int | None, plan: Plan) -> Task | None:
        waited = self.run.elapsed() if not self.run.steady else self.run.work
        late = waited >= SUSPICION * self.run.budget or (self.doubted and not self.optima.left)
        if best is None and not self.suspected and late:
            self.doubted = self.suspected = True
            return self._task(self._suspect, self._take_doubt)
        if best is not None or self.doubted or waited < min(PATIENCE, EARLY * self.run.budget):
            return super().next(best, plan)
        self.doubted = True
        return self._task(self._shown, self._take_doubt)

    def _enough_known(self) -> bool:
        return self.best is not None or self.stopped

    def _shown(self) -> tuple[bool, float]:
        return shows_none(self.space.problem, self.answers, self._enough_known), 0.0

    def _suspect(self) -> tuple[bool, float]:
        return suspected(self.space.problem, self.answers, self._enough_known), 0.0

    def _take_doubt(self, none: bool) -> None:
        self.none = self.none or none


def shows_none(problem: Problem, answers: Answers, enough: Callable[[], bool]) -> bool:
    """Whether a narrow view shows that there is no plan; `enough` breaks the looking off."""
    rules = references(problem)
    for views in (answers.views.fast(), answers.views.slow(rules)):
        for view in views:
            if enough() or answers.run.over():
                return False
            if view(rules):
                return True
    return False


def suspected(problem: Problem, answers: Answers, enough: Callable[[], bool]) -> bool:
    """Whether all limits, with the minimums that plans ever nearer break, are proven to leave no plan."""
    every = references(problem)
    limits = [one for one in every if not asks(problem, one)]
    wanted = {fault.code for fault in nearest(problem, answers.run).faults}
    while not enough() and not answers.run.over():
        rules = [one for one in every if one in wanted or one in limits]
        broken = answers.broken(rules)
        if broken is not False:
            return bool(broken)
        keeping = [known.keeps for known in answers.plans if known.keeps.issuperset(rules)]
        more = min((set(every) - keeps - wanted for keeps in keeping), key=len)
        if not more:
            return False
        wanted |= more
    return False


def asks(problem: Problem, reference: str) -> bool:
    """Whether it is a rule of squads with a minimum, or a request."""
    if reference.startswith("requests["):
        return True
    kind, _, number = reference.removeprefix("rules.").partition("[")
    return bool(number) and getattr(problem.rules, kind)[int(number[:-1])].min > 0
