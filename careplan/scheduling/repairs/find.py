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
from careplan.scheduling.repairs.combining import beside, halfway, together
from careplan.scheduling.repairs.finding import MISSES, STRUCTURE, Finding, dearness
from careplan.scheduling.repairs.ladders import FAR, ladders
from careplan.scheduling.repairs.timing import SLOTTED
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Price, Repair

ENOUGH = 6  # repairs to choose from
OF_A_KIND = 2
AT_LEAST = 3  # and more of a kind, where fewer were found
LONGER = 4  # times as long as usually is walked for what counting lets pass, where nothing else is left
BESIDE = ("least", "new", "weeks", "every", "add", "cheaper", "suit", "hire", "train", "room")
"""What a little of goes best with a little of something else."""
NEAR, TOGETHER, MORE = 0.5, 0.5, 0.4  # of the time that is left: for changes by themselves, together, for a choice


def find_repairs(
    problem: Problem, conflict: Sequence[str], run: Run, standing: Collection[str] = ()
) -> tuple[Repair, ...]:
    """Verified repairs of different kinds, the gentlest first; as many as the time allows. `standing`: see Finding."""
    finding = Finding(problem, run, standing)
    every = [ladder for ladder in ladders(problem, conflict) if ladder.rung(0).reference not in standing]
    together(finding, None)
    near = [ladder for ladder in every if ladder.kind not in FAR]
    far = [ladder for ladder in every if ladder.kind in FAR]
    with finding.share(NEAR):
        _climb_all(finding, near, OF_A_KIND, AT_LEAST)
    with finding.share(TOGETHER):
        _combine(finding, every)
    _climb_all(finding, near, len(every), AT_LEAST)
    _climb_all(finding, far, OF_A_KIND, AT_LEAST)
    _look_longer(finding)
    with finding.share(MORE):
        _climb_all(finding, near, OF_A_KIND, ENOUGH)
    return tuple(sorted(finding.found.values(), key=dearness))


def _climb_all(finding: Finding, waiting: list[Ladder], most: int, wanted: int) -> None:
    """One ladder after the other until so many repairs were found, of a kind no more than `most`."""
    for ladder in list(waiting):
        if not finding.run.over() and len(finding.found) < wanted and finding.kinds(ladder.kind) < most:
            waiting.remove(ladder)
            if not climb(finding, ladder) and finding.patience == 1:
                finding.doubted.append(ladder)


def _look_longer(finding: Finding) -> None:
    """For what counting lets pass and no plan was met: kinds first of which something helped."""
    finding.doubted.sort(key=lambda ladder: not finding.kinds(ladder.kind))
    finding.missed.clear()
    finding.patience = LONGER
    _climb_all(finding, finding.doubted, len(finding.doubted), AT_LEAST)
    finding.patience = 1


def _combine(finding: Finding, every: Sequence[Ladder]) -> None:
    """Changes together, where those by themselves are too few."""

    def wanting() -> bool:
        return not finding.run.over() and len(finding.found) < AT_LEAST

    elsewhere = [ladder.rung(0) for ladder in every if ladder.kind == "free"][:2] + _twice_a_week(finding)
    ordered = sorted(_different(every), key=lambda one: BESIDE.index(one.kind) if one.kind in BESIDE else len(BESIDE))
    little = [ladder.rung(0 if ladder.kind not in SLOTTED else ladder.size - 1) for ladder in ordered]
    for combine in (halfway, together):
        for one in [*_twice_a_week(finding), *little]:
            if wanting():
                combine(finding, one)
    for ladder in _different([one for one in every if one.kind in STRUCTURE]):
        for one in elsewhere:
            for rung in sorted({0, ladder.size - 1}):
                if wanting():
                    beside(finding, one, ladder.rung(rung))


def _twice_a_week(finding: Finding) -> list[Repair]:
    """One session more in a week: it may be what a new lesson or activity needs besides."""
    reference, was = "rules.sessions_per_week", finding.problem.rules.sessions_per_week
    if was is None or reference in finding.standing:
        return []
    return [Repair("most", reference, was=was, to=was + 1, price=Price(squads=len(finding.problem.squads)))]


def _different(every: Sequence[Ladder]) -> list[Ladder]:
    """A few of each kind: the others are much alike."""
    seen: Counter[str] = Counter()
    found = []
    for ladder in every:
        seen[ladder.kind] += 1
        if seen[ladder.kind] <= MISSES:
            found.append(ladder)
    return found
