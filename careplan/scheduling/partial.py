"""When not everything can be kept: the most of the rules and requests that can, and why the others cannot.

Conflicts are collected, and the fewest rules that take one out of each of them are left out, until what is kept
leaves a plan: then no plan keeps more of them. A rule left out is told with the conflict that it would bring about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.explain import core_of
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.explain.narrow import Views
from careplan.scheduling.explain.shrink import shrink
from careplan.scheduling.judge import judge
from careplan.scheduling.placing import place_most, placeable
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references, without
from careplan.scheduling.repairs.chain import chained
from careplan.scheduling.repairs.mend import mended
from careplan.scheduling.repairs.nearest import Met, nearest
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.rules import Fault
from careplan.scheduling.run import Run
from careplan.scheduling.solution import LeftOut

EACH = 0.015  # seconds of placing for each request, at the most
CHOICE = 0.75  # of the time; the rest is for reasons
PLACING = 0.4  # of the time, for placing as many requests as can be where there is nothing else to do


@dataclass(frozen=True)
class Part:
    """What a plan does not keep; `most` where no plan is proven to keep more rules."""

    plan: Plan
    left_out: tuple[LeftOut, ...]
    most: bool


@dataclass
class Choosing:
    """The choice of what to leave out; conflicts are kept in the order in which they were met."""

    problem: Problem
    answers: Answers
    conflicts: list[frozenset[str]]
    reasons: Views
    told: list[tuple[str, ...]] = field(default_factory=list)  # requests that are in the way of others

    def go(self) -> Part | None:
        """None where not a single plan was met in time."""
        every = references(self.problem)
        while True:
            out = fewest(self.conflicts, every)
            kept = [one for one in every if one not in out]
            broken = self.answers.broken(kept)
            if broken is None:
                return self._best_met(every)
            if not broken:
                out, plan = self._milder(out, self._plan(kept))
                return Part(plan, self._told(out), True)
            if not self._collect(kept):
                return self._best_met(every)

    def _collect(self, kept: list[str]) -> bool:
        """Conflicts among the rules kept that have none in common, one after the other."""
        met = len(self.conflicts)
        while kept and self.answers.broken(kept):
            core = core_of(self.answers, kept)
            if core is None:
                break
            self.conflicts.append(frozenset(core))
            kept = [one for one in kept if one not in core]
        return len(self.conflicts) > met

    def _plan(self, kept: Sequence[str]) -> Plan:
        return next(known.plan for known in self.answers.plans if known.keeps.issuperset(kept))

    def _milder(self, out: tuple[str, ...], plan: Plan) -> tuple[tuple[str, ...], Plan]:
        """Of plans that break no more rules, one that breaks them by less: as many other rules may give way instead."""
        if not out or any(one.startswith("requests[") for one in out):
            return out, plan
        every = references(self.problem)
        met = [nearest(self.problem, self.reasons.run, start) for start in (plan, ())]
        allowed = [one for one in met if one.faults and {fault.code for fault in one.faults}.issubset(every)]
        at_hand = Met(plan, judge(self.problem, sessions_of(Space(self.problem), plan)).faults)
        mildest = min([at_hand, *allowed], key=lambda one: amount(one.faults))
        codes = {fault.code for fault in mildest.faults}
        return tuple(one for one in every if one in codes), mildest.plan

    def _best_met(self, every: Sequence[str]) -> Part | None:
        """The plan met so far that keeps the most; it may not be the most that can be kept."""
        best = max(self.answers.plans, key=lambda known: len(known.keeps), default=None)
        if best is None:
            return None
        left_out = tuple(one for one in every if one not in best.keeps)
        out, plan = self._milder(left_out, best.plan)
        return Part(plan, self._told(out), False)

    def _told(self, out: Sequence[str]) -> tuple[LeftOut, ...]:
        return tuple(LeftOut(one, self._reason(one, frozenset(out))) for one in out)

    def _reason(self, one: str, out: frozenset[str]) -> tuple[str, ...]:
        """What a rule clashes with, all of it kept: minimal, where there is time to make sure."""
        clash = next((conflict for conflict in self.conflicts if conflict & out == {one}), None)
        if clash is None:
            return self._nearby(one, out)
        others = [other for other in references(self.problem) if other in clash and other != one]
        fewer = shrink(others, lambda rest: self.answers.broken([*rest, one]), 1) if others else others
        return tuple(others if fewer is None else fewer)

    def _nearby(self, one: str, out: frozenset[str]) -> tuple[str, ...]:
        """Where it is a request: those kept that ask for the same people or squads, if they are what is in its way."""
        if not one.startswith("requests["):
            return ()
        mine = _asked(self.problem, one)
        every = [other for other in references(self.problem) if other not in out]
        near = [
            other
            for other in every
            if other.startswith(("staff.", "activities."))
            or (other.startswith("requests[") and mine & _asked(self.problem, other))
        ]

        def clash(rest: list[str]) -> bool | None:
            return self.reasons.requests_clash([*rest, one])

        for known in self.told:  # one full day is in the way of many
            if mine & _asked(self.problem, known[0]) and clash(list(known)):
                return known
        fewer = shrink(near, clash, max(1, len(near) // 3)) if clash(near) else None
        if fewer and fewer[0].startswith("requests["):
            self.told.append(tuple(fewer))
        return tuple(fewer or ())


def _asked(problem: Problem, reference: str) -> frozenset[str]:
    """Whom a request asks for: people, and squads."""
    request = problem.requests[int(reference.removeprefix("requests[")[:-1])]
    squads = next((one.squads for one in problem.groups if one.id == request.group), ())
    return frozenset([*(f"staff {one}" for one in request.staff or ()), *(f"squad {one}" for one in squads)])


def choose(problem: Problem, run: Run, answers: Answers | None = None) -> Part | None:
    """The most of the rules that hold together in some plan, as far as the time allows."""
    known = answers or Answers(problem, run.part(CHOICE * run.left()))
    known.broken(())  # the plan without sessions, so that there is one in any case
    if placeable(problem):
        seconds = min(PLACING * run.left(), len(problem.requests) * EACH)
        known.learn(place_most(Space(problem), run.part(seconds)), ())
    alone = [frozenset({one}) for one in sorted(known.views.never)]
    return Choosing(problem, known, alone, Views(problem, run)).go()


def amount(faults: Sequence[Fault]) -> tuple[int, int]:
    """How many rules are broken, and by how much in all."""
    by = (1 if one.has is None or one.limit is None else abs(one.has - one.limit) for one in faults)
    return len({one.code for one in faults}), sum(by)


def loosened(problem: Problem, part: Part) -> Problem:
    """The problem with what is left out loosened no further than the plan at hand needs; requests go altogether."""
    out = [one.reference for one in part.left_out]
    faults = judge(problem, sessions_of(Space(problem), part.plan)).faults
    mild = [fault for fault in faults if not fault.code.startswith("requests[")]
    parts = mended(problem, mild, most=len(out))
    if parts is None or {fault.code for fault in mild} - set(out):
        return without(problem, out)
    milder = apply_repair(problem, chained(parts)) if parts else problem
    return without(milder, [one for one in out if one.startswith("requests[")])


def fewest(conflicts: Sequence[frozenset[str]], every: Sequence[str]) -> tuple[str, ...]:
    """The fewest rules that have one in each conflict, in order."""
    cp = cp_model.CpModel()
    out = {one: cp.new_bool_var(one) for one in sorted(frozenset().union(*conflicts))}
    for conflict in conflicts:
        cp.add_at_least_one(out[one] for one in sorted(conflict))
    cp.minimize(cp_model.LinearExpr.sum([*out.values()]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.solve(cp)
    return tuple(one for one in every if one in out and solver.value(out[one]))
