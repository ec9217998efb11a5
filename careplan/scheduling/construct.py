"""A first plan quickly: one squad after the other, each with what the others have left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random

from careplan.scheduling.columns import Column, Space
from careplan.scheduling.decode import sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.model import Part
from careplan.scheduling.model_flows import SHARE, Busy
from careplan.scheduling.neighbours import Effort, Plan, solve_part
from careplan.scheduling.problem import Weights
from careplan.scheduling.repair import what_stays
from careplan.scheduling.solution import Session
from careplan.scheduling.staffing import best_starts

EFFORT = 3.6, 0.04, 0.15  # CP-SAT's deterministic time: for all squads, and for one at least and at most
SECONDS = 5.0  # and the wall clock's, at most


class Construction:
    """A plan that grows squad by squad; `done` squads are not touched again."""

    def __init__(self, space: Space, columns: Sequence[Column], fixed: Sequence[Column], seed: int) -> None:
        self.space = space
        self.judge = Judge(space.problem)
        self.seed = seed
        self.seconds = SECONDS
        self.fixed = frozenset(fixed)
        self.plan: Plan = list(fixed)
        self.work = 0.0
        self.failed: int | None = None  # the squad for which nothing was found
        self.of_squad: dict[int, list[Column]] = defaultdict(list)
        for column in columns:
            for squad in space.members[column.group]:
                self.of_squad[squad].append(column)
        self.done: set[int] = set()
        self.asked = self._deal_requests()
        whole, least, most = EFFORT
        self.effort = min(most, max(least, whole / max(1, len(space.problem.squads))))
        if space.problem.previous and space.problem.weights.change:
            self.begin_with(*what_stays(space, list(fixed)))

    def begin_with(self, plan: Plan, lost: set[int]) -> None:
        """Begin with a plan: only squads that lost a session of it, or lack one, are placed anew."""
        self.plan = list(dict.fromkeys([*self.fixed, *plan]))
        faults = self.judge(self._sessions()).faults
        lacking = {self.space.squad_of[fault.who] for fault in faults if fault.who in self.space.squad_of}
        self.done = set(range(len(self.space.problem.squads))) - lost - lacking

    def run(self, stop: Callable[[], bool]) -> Plan | None:
        """All squads in an order; None where one of them finds no plan in what is left, or on `stop`."""
        for _ in range(2):  # a second time for those whom a later squad's session has upset
            for squad in self._order():
                if stop():
                    return None
                if not self._place(squad):
                    self.failed = squad
                    return None
                self.done.add(squad)
        return self.plan

    def _order(self) -> list[int]:
        """The squads that still need something, those with the least choice first."""
        everyone = [q for q in range(len(self.space.problem.squads)) if q not in self.done]
        if self.space.problem.weights == Weights():
            lacking = {self.space.squad_of.get(fault.who) for fault in self.judge(self._sessions()).faults}
            everyone = [q for q in everyone if q in lacking or self.asked_of(q)]
        Random(self.seed).shuffle(everyone)
        return sorted(everyone, key=lambda q: (-self.asked_of(q), len(self.of_squad[q])))

    def _sessions(self) -> tuple[Session, ...]:
        return sessions_of(self.space, self.plan)

    def _deal_requests(self) -> dict[int, int]:
        """For each request the squad with which it is settled: one of a group that it can have."""
        dice, dealt = Random(self.seed), {}
        for i, request in enumerate(self.space.problem.requests):
            names = self.space.problem.activities[self.space.activity_of[request.activity]].groups
            name = request.group or (dice.choice(names) if names else None)
            if name is not None:
                dealt[i] = self.space.members[self.space.group_of[name]][0]
        return dealt

    def asked_of(self, squad: int) -> int:
        return sum(one == squad for one in self.asked.values())

    def _place(self, squad: int) -> bool:
        """A year for one squad; sessions with squads still to come are settled for them too."""
        own = self.space.members
        self.plan = [c for c in self.plan if own[c.group] != (squad,) or c in self.fixed]
        opened = (c for c in self.of_squad[squad] if self._open(c, squad))
        columns = list(best_starts(self.space, Busy(self.space, self.plan), opened))
        later = frozenset(f"requests[{i}]" for i, one in self.asked.items() if one != squad and one not in self.done)
        shares, hopeless = self._shares(squad), set()
        for more in (1, 10):
            for share in shares:
                if share in hopeless:
                    continue
                part = Part(columns, self.plan, later, focus=frozenset([squad]), share=share)
                found, work = solve_part(self.space, part, Effort(more * self.effort, self.seconds, self.seed))
                self.work += work
                if found is not None:
                    self.plan = found
                    return True
                if work < more * self.effort:
                    hopeless.add(share)  # proven: more effort would not help
        return False

    def _shares(self, squad: int) -> list[int | None]:
        """What a squad may spend: first its even part of what is left, then more, then whatever there is."""
        limit = self.space.problem.rules.budget
        if limit is None:
            return [None]
        left, own = limit * SHARE, 0
        for column in self.plan:
            members = self.space.members[column.group]
            each = self.space.problem.activities[column.activity].cost * SHARE // len(members)
            left -= each * len(self.done.intersection(members))
            own += each * (squad in members)
        even = left // (len(self.space.problem.squads) - len(self.done))
        return [even - own, 3 * even // 2 - own, None]

    def _open(self, column: Column, squad: int) -> bool:
        """Whether the other squads of a column can still take it."""
        others = [other for other in self.space.members[column.group] if other != squad]
        if not others:
            return True
        if self.done.intersection(others):
            return False
        return not any(
            set(others).intersection(self.space.members[one.group])
            and (self._alike(one, column) or self.space.week[one.start] == self.space.week[column.start])
            for one in self.plan
        )

    def _alike(self, one: Column, two: Column) -> bool:
        activities = self.space.problem.activities
        return activities[one.activity].method == activities[two.activity].method
