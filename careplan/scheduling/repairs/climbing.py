"""One change by itself: as far as can be, and from there down to the smallest that is enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from careplan.scheduling.columns import Plan
from careplan.scheduling.repairs.chain import chained, parts_of
from careplan.scheduling.repairs.combining import spared
from careplan.scheduling.repairs.finding import MISSES, STRUCTURE, TRIES, Finding, named
from careplan.scheduling.repairs.mend import of_squads
from careplan.scheduling.repairs.nearest import nearest
from careplan.scheduling.repairs.told import told
from careplan.scheduling.repairs.used import OPENING
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.solution import Repair


def climb(finding: Finding, ladder: Ladder) -> bool:
    """The smallest repair of this kind that leaves a plan of the whole problem, where one does.

    False where counting lets it pass and no plan was met: longer walking may meet one.
    """
    top = ladder.size - 1
    if named(ladder.rung(top)) in finding.found:
        return True
    if finding.missed[ladder.kind] >= MISSES or not finding.hopeful(ladder.rung(top)):
        finding.missed[ladder.kind] += 1
        return True
    met = finding.met(ladder.rung(top))
    if met.legal:
        finding.add(*lowest(finding, ladder, met.plan))
    else:
        finding.missed[ladder.kind] += 1
    return met.legal


def lowest(finding: Finding, ladder: Ladder, plan: Plan) -> tuple[Repair, Plan]:
    """From the highest rung, whose plan is at hand, down to the lowest that is enough."""
    top = ladder.size - 1
    high = enough_for(finding, ladder, top, plan)
    low, proven = first_true(high + 1, lambda i: finding.hopeful(ladder.rung(i)))
    tried = low
    for _ in range(TRIES):
        if low >= high or finding.run.over():
            break
        met = finding.met(ladder.rung(tried))
        if met.legal:
            high, plan = enough_for(finding, ladder, tried, met.plan), met.plan
        else:
            low, proven = tried + 1, False
        tried = (low + high) // 2
    if ladder.rung(high).then is not None:
        parts, plan = spared(finding, parts_of(ladder.rung(high)), plan)
        return (chained(parts) if len(parts) > 1 else parts[0]), plan
    repair, plan = narrowed(finding, replace(ladder.rung(high), smallest=low == high and proven), plan)
    return thinned(finding, repair, plan)


def thinned(finding: Finding, repair: Repair, plan: Plan) -> tuple[Repair, Plan]:
    """Of many times that are opened, every second one that is used, as long as these are enough."""
    if repair.kind not in OPENING or repair.then is not None:
        return repair, plan
    for _ in range(TRIES):
        used = told(finding.problem, repair, plan)
        if len(used.slots) < 2 or finding.run.over():
            break
        fewer = replace(repair, slots=used.slots[::2])
        if not finding.hopeful(fewer) or not (met := finding.met(fewer)).legal:
            break
        repair, plan = fewer, met.plan
    return repair, plan


def enough_for(finding: Finding, ladder: Ladder, rung: int, plan: Plan) -> int:
    """The first rung for which a plan that was found for a rung is legal."""
    if ladder.kind in STRUCTURE:
        return rung
    return first_true(rung + 1, lambda i: finding.legal(ladder.rung(i), plan))[0]


def narrowed(finding: Finding, repair: Repair, plan: Plan) -> tuple[Repair, Plan]:
    """The repair for those squads only that need it, where that is not all of them."""
    if repair.kind not in ("least", "most") or repair.then or "[" not in repair.reference or finding.run.over():
        return repair, plan
    met = nearest(finding.problem, finding.run, plan)
    if {fault.code for fault in met.faults} != {repair.reference}:
        return repair, plan
    squads, to = {fault.who for fault in met.faults}, repair.to or 0
    fewer = replace(
        of_squads(finding.problem, repair.reference, repair.kind == "least", to, squads), smallest=repair.smallest
    )
    return (fewer, met.plan) if finding.legal(fewer, met.plan) else (repair, plan)


def first_true(size: int, holds: Callable[[int], bool | None]) -> tuple[int, bool]:
    """The first number for which something holds that holds for all later ones; whether the one before is disproved."""
    low, high, step, disproved = -1, size - 1, 1, -1
    while high - low > 1:  # holds for `high`, is not known to hold for `low`
        i = min(low + step, high - 1) if step else (low + high) // 2
        answer = holds(i)
        if answer:
            high, step = i, 0
        else:
            low, step = i, 2 * step
            disproved = i if answer is False else disproved
    return high, disproved == high - 1
