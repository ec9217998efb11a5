"""Changes together: one of them and whatever the plan that comes nearest still breaks, or a little of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import judge
from careplan.scheduling.repairs.chain import chained, lowered, parts_of, range_of
from careplan.scheduling.repairs.finding import STRUCTURE, TRIES, Finding
from careplan.scheduling.repairs.mend import MOST_PARTS, mended
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.solution import Repair

BESIDE = (*STRUCTURE, "staff", "every")  # not seen in what a plan breaks


WORTH = 9  # tenths of a change that may be left, where another beside it is to be worth its trouble


def together(finding: Finding, repair: Repair | None) -> None:
    """A repair, if any, and what then still gives way; with nothing in it that could be spared."""
    met = finding.met(repair)
    first = parts_of(repair) if repair and repair.kind in BESIDE else []
    base = apply_repair(finding.problem, chained(first)) if first else finding.problem
    rest = mended(base, judge(base, sessions_of(Space(base), met.plan)).faults)
    if rest is None or not (first or rest) or any(one.reference in finding.standing for one in rest):
        return
    if repair is None:
        finding.start = met.plan
    if first and rest and finding.known(chained(rest)):
        return
    kept, plan = spared(finding, [*first, *rest], met.plan)
    kept, plan = lessened(finding, kept, plan, range(len(kept)))
    finding.add(chained(kept), plan)


def beside(finding: Finding, free: Repair, other: Repair) -> None:
    """A request that may be elsewhere, or a week with more in it, where another change first makes room for it."""
    both = [*parts_of(other), free]
    if finding.hopeful(chained(both)) and (met := finding.met(chained(both))).legal:
        parts, plan = spared(finding, both, met.plan)
        finding.add(chained(parts), plan)


def halfway(finding: Finding, other: Repair) -> None:
    """A little of another change, and less of one that is enough by itself: where counting lets less of it pass."""
    for alone in list(finding.found.values()):
        amounts = range_of(finding.problem, alone) if alone.then is None else []
        changed = {(one.kind, one.reference) for one in parts_of(other)}
        if len(amounts) < 2 or (alone.kind, alone.reference) in changed or finding.run.over():
            continue
        some = [lowered(alone, amounts[min(len(amounts) - 2, WORTH * len(amounts) // 10)])]
        if alone.smallest:  # else one less may be enough by itself
            some.append(lowered(alone, amounts[-2]))
        if finding.hopeful(chained([*parts_of(other), some[0]])) and _shared(finding, some, other):
            return


def _shared(finding: Finding, some: Sequence[Repair], other: Repair) -> bool:
    """Whether a way out was found: one of some changes, the smallest first, another, and what then still gives way."""
    for less in some:
        parts = [less, *parts_of(other)]
        met = finding.met(chained(parts))
        rest = mended(apply_repair(finding.problem, chained(parts)), met.faults, MOST_PARTS - len(parts))
        taken = {one.reference for one in parts}.union(finding.standing)
        if rest is None or any(one.reference in taken for one in rest) or finding.known(chained([*parts, *rest])):
            continue
        parts, plan = lessened(finding, [*parts, *rest], met.plan, range(len(parts) + len(rest)))
        if len(spared(finding, parts, plan)[0]) == len(parts):
            finding.add(chained(parts), plan)
            return True
    return False


def spared(finding: Finding, parts: list[Repair], plan: Plan) -> tuple[list[Repair], Plan]:
    """Leave out what is not needed, the last ones first."""
    for one in parts[::-1]:
        rest = [other for other in parts if other is not one]
        if rest and not finding.run.over() and (met := finding.met(chained(rest))).legal:
            parts, plan = rest, met.plan
    return parts, plan


def lessened(finding: Finding, parts: list[Repair], plan: Plan, which: Sequence[int]) -> tuple[list[Repair], Plan]:
    """Some of the amounts, by their places, as small as a few tries make them."""
    for i in which:
        part = parts[i]
        amounts = range_of(finding.problem, part)
        low, high, proven = 0, len(amounts) - 1, False
        for _ in range(TRIES):
            if low >= high or finding.run.over():
                break
            less = [*parts[:i], lowered(part, amounts[(low + high) // 2]), *parts[i + 1 :]]
            if finding.hopeful(chained(less)) and (met := finding.met(chained(less))).legal:
                high, plan = (low + high) // 2, met.plan
            else:
                low = (low + high) // 2 + 1
        if high >= 0:
            parts = [*parts[:i], lowered(part, amounts[high]), *parts[i + 1 :]]
        if high > 0 and len(parts) == 1:
            proven = not finding.hopeful(lowered(part, amounts[high - 1]))
        parts[i] = replace(parts[i], smallest=len(parts) == 1 and (proven or high <= 0))
    return parts, plan
