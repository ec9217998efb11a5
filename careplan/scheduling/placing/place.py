"""Find a plan for a problem made of requests, or as many of them as can be placed."""

from __future__ import annotations

from careplan.scheduling.columns import Plan, Space
from careplan.scheduling.placing.placer import Placer
from careplan.scheduling.problem import Problem
from careplan.scheduling.run import Run


def place(space: Space, run: Run) -> Plan | None:
    """A plan with every request in it, venue and staff fixed; None where none was found in the time."""
    placer = Placer(space, run.seed, settled=True)
    if placer.complete and placer.go(run):
        return placer.plan()
    return None


def place_most(space: Space, run: Run) -> Plan:
    """As many requests placed as could be found in the time, without regard to the others."""
    placer = Placer(space, run.seed, settled=False)
    placer.go(run)
    return placer.plan()


def placeable(problem: Problem) -> bool:
    return True
