"""While no first plan turns up: is there one at all? Narrow views first, long before every squad's optimum."""

from __future__ import annotations

from collections.abc import Callable

from careplan.scheduling.columns import Plan, Space
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.proof import Proof, Task
from careplan.scheduling.references import references
from careplan.scheduling.run import Run

PATIENCE, EARLY = 3.0, 0.25  # seconds, and share of them, for which a first plan is waited for


class Doubting(Proof):
    """A search's proof that asks once whether counting, or a squad by itself, shows that there is no plan."""

    def __init__(self, space: Space, run: Run, answers: Answers) -> None:
        super().__init__(space, run)
        self.answers = answers
        self.doubted = False

    def next(self, best: int | None, plan: Plan) -> Task | None:
        waited = self.run.elapsed() if not self.run.steady else self.run.work
        if best is not None or self.doubted or waited < min(PATIENCE, EARLY * self.run.seconds):
            return super().next(best, plan)
        self.doubted = True
        return self._task(self._shown, self._take_doubt)

    def _shown(self) -> tuple[bool, float]:
        return shows_none(self.space.problem, self.answers, lambda: self.best is not None or self.stopped), 0.0

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
