"""Whether some of a problem's rules leave a plan: asked again and again, answered by solving each time anew.

A plan once found answers for every list of rules that it keeps, and a list proven broken for every longer one. What
is new is looked at in a narrow view first, which can only ever prove that there is no plan (`views`); then a plan is
looked for with everything in sight.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from careplan.scheduling.columns import Column, Plan, sessions_of
from careplan.scheduling.explain.narrow import Views
from careplan.scheduling.feasible import Looking
from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references, restricted
from careplan.scheduling.run import Run

GLANCE, LOOK = 0.4, 1.5  # seconds of looking for a plan before anything is counted, and before each squad is solved
TINY = 1500  # useful columns that are solved as a whole at once


@dataclass
class Known:
    """A plan, and rules that it keeps."""

    plan: Plan
    keeps: frozenset[str]


@dataclass
class Answers:
    """What was found out about one problem so far."""

    problem: Problem
    run: Run
    plans: list[Known] = field(default_factory=list)
    cores: list[frozenset[str]] = field(default_factory=list)

    @cached_property
    def views(self) -> Views:
        return Views(self.problem, self.run)

    @property
    def columns(self) -> list[Column]:
        return self.views.columns

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.problem)

    @cached_property
    def every(self) -> frozenset[str]:
        return frozenset(references(self.problem))

    def broken(self, rules: Collection[str]) -> bool | None:
        """Whether these rules leave no plan: proven, disproved by a plan, or not known in time."""
        asked = frozenset(rules)
        if any(asked <= known.keeps for known in self.plans):
            return False
        if any(core <= asked for core in self.cores):
            return True
        if self.run.over():
            return None
        found, plan = self._look(asked)
        if found:
            self.learn(plan, asked)
        elif found is False:
            self.cores.append(asked)
        return None if found is None else not found

    def _look(self, asked: frozenset[str]) -> tuple[bool | None, Plan]:
        looking, rules = self._looking(asked), [one for one in references(self.problem) if one in asked]
        if len(looking.useful) <= TINY:
            return looking.to_the_end()
        if (plan := looking.walk(GLANCE)) is not None:
            return True, plan
        if any(view(rules) for view in self.views.fast()):
            return False, []
        if (plan := looking.walk(LOOK)) is not None:
            return True, plan
        if any(view(rules) for view in self.views.slow(rules)):
            return False, []
        return looking.to_the_end()

    def _looking(self, asked: frozenset[str]) -> Looking:
        """From the plan that keeps most of what is asked for."""
        nearest = max(self.plans, key=lambda known: len(known.keeps & asked), default=None)
        start = nearest.plan if nearest else None
        return Looking(restricted(self.problem, asked), self.run, self.columns, start)

    def learn(self, plan: Plan, keeps: Collection[str]) -> None:
        """A plan that keeps the structure, and every rule that it happens to keep."""
        broken = {fault.code for fault in self.judge(sessions_of(self.views.space, plan)).faults}
        self.plans.append(Known(plan, self.every - broken))
        if broken.intersection(keeps):  # of two equal requests either may be the one that has no session
            self.plans.append(Known(plan, frozenset(keeps)))
