"""Ways out of a conflict: each answered only after a legal plan of the whole repaired problem was met.

First the plan that breaks the least: what it breaks has to give way, no more. Then each change that the conflict
gives reason to, by itself: as far as can be, and from there down to the smallest that is enough. Where that gives few
ways out, changes go together: one of them, and whatever the plan that comes nearest still breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.climbing import climb
from careplan.scheduling.repairs.combining import halfway, together
from careplan.scheduling.repairs.finding import MISSES, Finding, dearness
from careplan.scheduling.repairs.ladders import ladders
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Repair

ENOUGH = 6  # repairs to choose from
OF_A_KIND = 2
AT_LEAST = 3  # and more of a kind, where fewer were found


def find_repairs(
    problem: Problem, conflict: Sequence[str], run: Run, standing: Collection[str] = ()
) -> tuple[Repair, ...]:
    """Verified repairs of different kinds, the gentlest first; as many as the time allows. `standing`: see Finding."""
    finding = Finding(problem, run, standing)
    every = [ladder for ladder in ladders(problem, conflict) if ladder.rung(0).reference not in standing]
    together(finding, None)
    waiting = list(every)
    for most, wanted in ((OF_A_KIND, ENOUGH), (len(every), AT_LEAST)):
        for ladder in list(waiting):
            if not run.over() and len(finding.found) < wanted and finding.kinds(ladder.kind) < most:
                waiting.remove(ladder)
                climb(finding, ladder)
    for combine in (halfway, together):
        for ladder in _different(every):
            if not run.over() and len(finding.found) < AT_LEAST:
                combine(finding, ladder.rung(0))
    return tuple(sorted(finding.found.values(), key=dearness))


def _different(every: Sequence[Ladder]) -> list[Ladder]:
    """A few of each kind: the others are much alike."""
    seen: Counter[str] = Counter()
    found = []
    for ladder in every:
        seen[ladder.kind] += 1
        if seen[ladder.kind] <= MISSES:
            found.append(ladder)
    return found
