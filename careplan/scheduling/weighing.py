"""What one change does to a plan, judged on those sessions only that the change can concern.

The rules and preferences are the judge's own. A rule about a squad, a person, a place or a lesson says the same about
those that the change does not touch before and after it, so the difference is that of the whole plan. What looks at
everybody at once (the money, how evenly lessons are shared, what changed since the plan in force) is kept as sums.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from careplan.scheduling.agenda import Agenda, unreadable
from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.rules import RULES, WISHES, YEAR, Fault, Rule
from careplan.scheduling.solution import Session

BUDGET, REQUESTS, IMBALANCE, CHANGE = "rules.budget", "requests", "imbalance", "change"
LOCAL_WISHES = tuple(wish for wish in WISHES if wish.name not in (IMBALANCE, CHANGE))
Part = Literal["all", "year", "wishes"]
RULES_OF: dict[Part, tuple[Rule, ...]] = {"all": RULES, "year": YEAR, "wishes": ()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The breaches around a change before and after it, and how much more often each preference is not met.

    Places in `after` count on from the end of the old plan: the first session put in is number `len(old plan)`.
    """

    before: tuple[Fault, ...]
    after: tuple[Fault, ...]
    more: Mapping[str, int]
    points: int


class Weighing:
    """A judged plan, indexed once; ask it about many changes."""

    def __init__(self, judge: Judge, sessions: Sequence[Session], verdict: Verdict) -> None:
        self.judge, self.sessions, self.verdict = judge, tuple(sessions), verdict
        self._asked = {request.activity for request in judge.problem.requests}
        self._near: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, one in enumerate(self.sessions):
            for mark in self._marks(one):
                self._near[mark].append(place)
        self._cost = sum(map(self._cost_of, self.sessions))
        self._loads = Counter({person.id: 0 for person in judge.problem.staff if person.balanced})
        self._load(self._loads, self.sessions, 1)
        self._previous = Counter(map(_identity, judge.problem.previous))
        self._now = Counter(_identity(one) for one in self.sessions if self._readable(one))

    def weigh(self, out: Collection[int], into: Sequence[Session], part: Part = "all") -> Weighed:
        """What it does to take out the sessions at these places and put others in.

        `part`: just the breaches of the year's rules, for those who have asked about the lesson already; or just how
        often preferences are not met.
        """
        gone = [self.sessions[place] for place in out]
        touched = [*gone, *into]
        marks = {mark for one in touched for mark in self._marks(one)}
        near = sorted({*out, *(place for mark in marks for place in self._near.get(mark, ()))})
        old = [(place, self.sessions[place]) for place in near]
        first = len(self.sessions)
        new = [pair for pair in old if pair[0] not in out] + list(enumerate(into, first))
        squads = {squad for one in touched for squad in self._squads(one)}
        asked = any(one.activity in self._asked for one in touched)
        (faults, counts), (later, others) = (self._judge(those, squads, asked, part) for those in (old, new))
        more = {name: others[name] - count for name, count in counts.items()}
        if part != "year":
            more |= {IMBALANCE: self._imbalance(gone, into), CHANGE: self._change(gone, into)}
        weights = self.judge.problem.weights
        points = sum(getattr(weights, name) * count for name, count in more.items())
        if part != "wishes":
            faults, later = [*faults, *self._budget([], [])], [*later, *self._budget(gone, into)]
        return Weighed(tuple(faults), tuple(later), more, points)

    def _marks(self, one: Session) -> Iterable[tuple[str, str]]:
        """What a session shares with those that it can concern."""
        slot = self.judge.index.slots.get(one.start)
        if slot is not None:
            yield "day", slot.date.isoformat()
        yield from (("squad", squad) for squad in self._squads(one))
        yield from (("person", person) for person in one.staff)
        if one.activity in self._asked:  # another session may be what was asked for
            yield "activity", one.activity

    def _squads(self, one: Session) -> tuple[str, ...]:
        group = self.judge.index.groups.get(one.group)
        return () if group is None else group.squads

    def _judge(
        self, those: list[tuple[int, Session]], squads: Collection[str], asked: bool, part: Part
    ) -> tuple[list[Fault], dict[str, int]]:
        plan = Agenda(self.judge.index, [one for _, one in those])
        plan.by_squad = {squad: held for squad, held in plan.by_squad.items() if squad in squads}
        skipped = {BUDGET} if asked else {BUDGET, REQUESTS}
        places = [place for place, _ in those]
        faults = [
            replace(fault, sessions=tuple(places[one] for one in fault.sessions)) if fault.sessions else fault
            for rule in RULES_OF[part]
            if rule.code not in skipped
            for fault in rule.check(plan)
        ]
        return faults, {wish.name: wish.count(plan) for wish in (() if part == "year" else LOCAL_WISHES)}

    def _cost_of(self, one: Session) -> int:
        activity = self.judge.index.activities.get(one.activity)
        return activity.cost if activity and self._readable(one) else 0

    def _readable(self, one: Session) -> bool:
        return unreadable(self.judge.index, one) is None

    def _budget(self, gone: Iterable[Session], into: Iterable[Session]) -> list[Fault]:
        limit = self.judge.problem.rules.budget
        spent = self._cost - sum(map(self._cost_of, gone)) + sum(map(self._cost_of, into))
        return [Fault(BUDGET, has=spent, limit=limit)] if limit is not None and spent > limit else []

    def _load(self, loads: Counter[str], sessions: Iterable[Session], sign: int) -> None:
        for one in sessions:
            if self._readable(one):
                for person in set(one.staff) & loads.keys():
                    loads[person] += sign * self.judge.index.activities[one.activity].periods

    def _imbalance(self, gone: Iterable[Session], into: Iterable[Session]) -> int:
        if not self._loads:
            return 0
        loads = Counter(self._loads)
        self._load(loads, gone, -1)
        self._load(loads, into, 1)
        return max(loads.values()) - min(loads.values()) - max(self._loads.values()) + min(self._loads.values())

    def _change(self, gone: Iterable[Session], into: Iterable[Session]) -> int:
        """Only sessions that can be read count as kept, as the judge has it."""
        now = Counter(_identity(one) for one in into if self._readable(one))
        now.subtract(_identity(one) for one in gone if self._readable(one))
        before = self._previous
        return sum(
            max(0, before[key] - self._now[key] - count) - max(0, before[key] - self._now[key])
            for key, count in now.items()
        )


def _identity(session: Session) -> tuple[str, str, str, str, tuple[str, ...]]:
    return session.activity, session.group, session.start, session.venue, tuple(sorted(session.staff))
