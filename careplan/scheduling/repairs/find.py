"""Ways out of a conflict: each answered only after a legal plan of the whole repaired problem was met.

First the plan that breaks the least: what it breaks has to give way, no more. Then each change that the conflict
gives reason to, by itself: as far as can be, and from there down to the smallest that is enough. Where that gives few
ways out, changes go together: one of them, and whatever the plan that comes nearest still breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import judge
from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.totals import Totals
from careplan.scheduling.references import references, restricted
from careplan.scheduling.repairs.chain import chained, lowered, parts_of, range_of
from careplan.scheduling.repairs.ladders import ladders
from careplan.scheduling.repairs.mend import mended, of_squads
from careplan.scheduling.repairs.nearest import Met, nearest
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.told import told
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Repair

BRIEF = 0.3  # CP-SAT's deterministic time for the school's totals
ENOUGH = 6  # repairs to choose from
OF_A_KIND = 2
AT_LEAST = 3  # and more of a kind, where fewer were found
TRIES = 3  # amounts that are tried below the first one that is enough
MISSES = 3  # changes of a kind that counting rules out, before the others of the kind are left alone
BESIDE = ("train", "hire", "open", "hours", "place", "add", "staff", "every")  # not seen in what a plan breaks
STRUCTURE = ("train", "hire", "open", "hours", "place", "add")  # what changes more than rules


@dataclass
class Finding:
    """The search for repairs of one conflict; the last plan met is where the next walk begins.

    `standing` are references that stay as they are: what was held cannot be taken back.
    """

    problem: Problem
    run: Run
    standing: Collection[str] = ()
    start: Plan = field(default_factory=list)
    found: dict[frozenset[object], Repair] = field(default_factory=dict)
    enough: dict[frozenset[object], Plan] = field(default_factory=dict)  # the plans that show it
    missed: Counter[str] = field(default_factory=Counter)

    def kinds(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.found.values())

    def met(self, repair: Repair | None) -> Met:
        """The nearest plan of the problem with a repair."""
        repaired = self.problem if repair is None else apply_repair(self.problem, repair)
        met = nearest(repaired, self.run, self.start)
        if met.legal:
            self.start = met.plan
        return met

    def hopeful(self, repair: Repair) -> bool:
        """Whether counting lets the whole problem pass with the repair; where there is no time to count, it may."""
        if self.run.over():
            return True
        repaired = apply_repair(self.problem, repair)
        bare = restricted(repaired, references(repaired))
        totals = self.totals
        if any(one.kind in STRUCTURE for one in parts_of(repair)):
            space = Space(restricted(repaired, ()))
            totals = Totals(space, Offers(space))
        return totals.countable(bare, BRIEF)

    @cached_property
    def totals(self) -> Totals:
        space = Space(restricted(self.problem, ()))
        return Totals(space, Offers(space))

    def add(self, repair: Repair, plan: Plan) -> None:
        """Take a repair whose plan is legal; of two that change the same, the gentler one."""
        if self.legal(repair, plan):
            key = named(repair)
            known = self.found.get(key)
            if known is None or dearness(repair) < dearness(known):
                self.found[key] = told(self.problem, repair, plan)
                self.enough[key] = plan
                self.start = plan

    def legal(self, repair: Repair, plan: Plan) -> bool:
        repaired = apply_repair(self.problem, repair)
        return judge(repaired, sessions_of(Space(repaired), plan)).legal

    def climb(self, ladder: Ladder) -> None:
        """The smallest repair of this kind that leaves a plan of the whole problem, where one does."""
        top = ladder.size - 1
        if named(ladder.rung(top)) in self.found:
            return
        if self.missed[ladder.kind] >= MISSES or not self.hopeful(ladder.rung(top)):
            self.missed[ladder.kind] += 1
            return
        met = self.met(ladder.rung(top))
        if not met.legal:
            return
        high, plan = self.enough_for(ladder, top, met.plan), met.plan
        low, proven = first_true(high + 1, lambda i: self.hopeful(ladder.rung(i)))
        tried = low
        for _ in range(TRIES):
            if low >= high or self.run.over():
                break
            met = self.met(ladder.rung(tried))
            if met.legal:
                high, plan = self.enough_for(ladder, tried, met.plan), met.plan
            else:
                low, proven = tried + 1, False
            tried = (low + high) // 2
        self.add(*self.narrowed(replace(ladder.rung(high), smallest=low == high and proven), plan))

    def enough_for(self, ladder: Ladder, rung: int, plan: Plan) -> int:
        """The first rung for which a plan that was found for a rung is legal."""
        if ladder.kind in STRUCTURE:
            return rung
        return first_true(rung + 1, lambda i: self.legal(ladder.rung(i), plan))[0]

    def narrowed(self, repair: Repair, plan: Plan) -> tuple[Repair, Plan]:
        """The repair for those squads only that need it, where that is not all of them."""
        if repair.kind not in ("least", "most") or repair.then or "[" not in repair.reference or self.run.over():
            return repair, plan
        met = nearest(self.problem, self.run, plan)
        if {fault.code for fault in met.faults} != {repair.reference}:
            return repair, plan
        squads, to = {fault.who for fault in met.faults}, repair.to or 0
        fewer = replace(
            of_squads(self.problem, repair.reference, repair.kind == "least", to, squads), smallest=repair.smallest
        )
        return (fewer, met.plan) if self.legal(fewer, met.plan) else (repair, plan)

    def together(self, repair: Repair | None) -> None:
        """A repair, if any, and what then still gives way; with nothing in it that could be spared."""
        met = self.met(repair)
        first = parts_of(repair) if repair and repair.kind in BESIDE else []
        base = apply_repair(self.problem, chained(first)) if first else self.problem
        rest = mended(base, judge(base, sessions_of(Space(base), met.plan)).faults)
        if rest is None or not [*first, *rest] or any(one.reference in self.standing for one in rest):
            return
        if repair is None:
            self.start = met.plan
        kept, plan = self.spared([*first, *rest], met.plan)
        kept, plan = self.lessened(kept, plan)
        self.add(chained(kept), plan)

    def halfway(self, other: Repair) -> None:
        """A little of another change, and less of one that is enough by itself."""
        for key, alone in list(self.found.items()):
            if self.missed["halfway"] >= MISSES or self.run.over():
                return
            if (
                alone.then is None
                and alone.to is not None
                and (alone.kind, alone.reference) != (other.kind, other.reference)
            ):
                parts, plan = self.lessened([*parts_of(other), alone], self.enough[key])
                if parts[-1].to == alone.to:
                    self.missed["halfway"] += 1
                elif len(self.spared(parts, plan)[0]) == len(parts):
                    self.add(chained(parts), plan)
                    return

    def spared(self, parts: list[Repair], plan: Plan) -> tuple[list[Repair], Plan]:
        """Leave out what is not needed, the last ones first."""
        for one in parts[::-1]:
            rest = [other for other in parts if other is not one]
            if rest and not self.run.over() and (met := self.met(chained(rest))).legal:
                parts, plan = rest, met.plan
        return parts, plan

    def lessened(self, parts: list[Repair], plan: Plan) -> tuple[list[Repair], Plan]:
        """Each amount as small as a few tries make it."""
        for i, part in enumerate(parts):
            amounts = range_of(self.problem, part)
            low, high, proven = 0, len(amounts) - 1, False
            for _ in range(TRIES):
                if low >= high or self.run.over():
                    break
                less = [*parts[:i], lowered(part, amounts[(low + high) // 2]), *parts[i + 1 :]]
                if self.hopeful(chained(less)) and (met := self.met(chained(less))).legal:
                    high, plan = (low + high) // 2, met.plan
                else:
                    low = (low + high) // 2 + 1
            if high >= 0:
                parts = [*parts[:i], lowered(part, amounts[high]), *parts[i + 1 :]]
            if high > 0 and len(parts) == 1:
                proven = not self.hopeful(lowered(part, amounts[high - 1]))
            parts[i] = replace(parts[i], smallest=len(parts) == 1 and (proven or high <= 0))
        return parts, plan


def find_repairs(
    problem: Problem, conflict: Sequence[str], run: Run, standing: Collection[str] = ()
) -> tuple[Repair, ...]:
    """Verified repairs of different kinds, the gentlest first; as many as the time allows. `standing`: see Finding."""
    finding = Finding(problem, run, standing)
    every = [ladder for ladder in ladders(problem, conflict) if ladder.rung(0).reference not in standing]
    finding.together(None)
    waiting = list(every)
    for most, wanted in ((OF_A_KIND, ENOUGH), (len(every), AT_LEAST)):
        for ladder in list(waiting):
            if not run.over() and len(finding.found) < wanted and finding.kinds(ladder.kind) < most:
                waiting.remove(ladder)
                finding.climb(ladder)
    for combine in (finding.halfway, finding.together):
        for ladder in _different(every):
            if not run.over() and len(finding.found) < AT_LEAST:
                combine(ladder.rung(0))
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


def named(repair: Repair) -> frozenset[object]:
    """What is changed, whatever the amounts and the order."""
    return frozenset((one.kind, one.reference, one.venue, one.activity, one.skills) for one in parts_of(repair))


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


def dearness(repair: Repair) -> tuple[int, int, int]:
    """What a repair is ordered by: whom it touches, what is lost, what it costs."""
    price = repair.price
    return price.people + price.squads, price.lessons, price.money
