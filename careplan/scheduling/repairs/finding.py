"""What is known while ways out of a conflict are looked for: which were found, and the plans that show it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.judge import judge
from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.totals import Totals
from careplan.scheduling.references import references, restricted
from careplan.scheduling.repairs.chain import parts_of
from careplan.scheduling.repairs.nearest import Met, nearest
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.timing import SLOTTED
from careplan.scheduling.repairs.told import told
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Repair

BRIEF = 0.3  # CP-SAT's deterministic time for the school's totals
TRIES = 3  # amounts that are tried below the first one that is enough
MISSES = 3  # changes of a kind that did not help, before the others of the kind are left alone
STRUCTURE = (
    *("train", "hire", "open", "hours", "place", "add", "new", "serve", "suit", "instead", "shorten", "posts"),
    *("cheaper", "season", "present", "room", *SLOTTED),
)  # what changes more than rules


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
    missed: Counter[str] = field(default_factory=Counter)  # of a kind, what did not help
    patience: int = 1
    doubted: list[Ladder] = field(default_factory=list)  # what counting lets pass, and no plan was met for

    @contextmanager
    def share(self, share: float) -> Iterator[None]:
        """For a while, only so much of the time that is left."""
        whole = self.run
        self.run = whole.part(share * (whole.effort_left() if whole.steady else whole.left()))
        try:
            yield
        finally:
            whole.work += self.run.work
            self.run = whole

    def kinds(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.found.values())

    def met(self, repair: Repair | None) -> Met:
        """The nearest plan of the problem with a repair."""
        repaired = self.problem if repair is None else apply_repair(self.problem, repair)
        met = nearest(repaired, self.run, moved(self.start, self.problem, repaired), self.patience)
        if met.legal:
            self.start = moved(met.plan, repaired, self.problem)
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
        """Take a repair whose plan is legal; of two that change the same, the gentler one, and nothing beside it."""
        if not self.legal(repair, plan):
            return
        key, known = named(repair), list(self.found.items())
        if self.known(repair):
            return
        for name, one in known:
            if name == key or gentler(repair, one):
                del self.found[name], self.enough[name]
        self.found[key] = told(self.problem, repair, plan)
        self.enough[key] = plan
        self.start = moved(plan, apply_repair(self.problem, repair), self.problem)

    def known(self, repair: Repair) -> bool:
        """Whether some of it was found to be enough."""
        return any(gentler(one, repair) for one in self.found.values())

    def legal(self, repair: Repair, plan: Plan) -> bool:
        repaired = apply_repair(self.problem, repair)
        return judge(repaired, sessions_of(Space(repaired), plan)).legal


def moved(plan: Plan, one: Problem, other: Problem) -> Plan:
    """A plan's sessions with the numbers that their lessons have in another problem; those it has not are left out."""
    if one.slots == other.slots:
        return plan
    here, there = Space(one).slots, Space(other).slot_of
    return [column._replace(start=there[name]) for column in plan if (name := here[column.start].id) in there]


def named(repair: Repair) -> frozenset[object]:
    """What is changed, whatever the amounts and the order."""
    return frozenset(map(_name, parts_of(repair)))


def _name(one: Repair) -> tuple[object, ...]:
    who = one.people if one.kind == "present" else ()
    return one.kind, one.reference, one.venue, one.activity, one.skills, one.until, who


def gentler(one: Repair, other: Repair) -> bool:
    """Whether one changes some of what another changes, by no more."""
    mine, others = ({_name(part): part for part in parts_of(repair)} for repair in (one, other))
    return mine.keys() <= others.keys() and all(_less(part, others[name]) for name, part in mine.items())


def _less(one: Repair, other: Repair) -> bool:
    """Whether one amount, and one list of squads, slots and people, is within another; no squads named are all."""
    mine, others = (
        (abs((part.to or 0) - (part.was or 0)), len(part.squads) or math.inf, len(part.people), len(part.slots))
        for part in (one, other)
    )
    return all(few <= many for few, many in zip(mine, others, strict=True))


def dearness(repair: Repair) -> tuple[int, int, int]:
    """What a repair is ordered by: whom it touches, what is lost, what it costs."""
    price = repair.price
    return price.people + price.squads, price.lessons, price.money
