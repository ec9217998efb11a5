"""The year that Timefold fills: enough entries for every group, the plan it starts from, and the plan read back."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.columns import Space
from careplan.scheduling.problem import Problem, Request
from careplan.scheduling.solution import Session
from tests.bench.timefold_entries import Choice, most_entries, offered
from tests.bench.timefold_facts import Before, Start, Team, What
from tests.bench.timefold_planning import Entry, Year
from tests.bench.timefold_stating import Facts


class Stating:
    """One problem as Timefold's year, filled with a plan to start from."""

    def __init__(self, problem: Problem, plan: Sequence[Session]) -> None:
        self.problem, self.space = problem, Space(problem)
        self.facts = Facts(self.space)
        self.entries: list[Entry] = []
        self.plan = list(plan)
        asked = [self._claimed(request) for request in problem.requests]
        for group in range(len(problem.groups)):
            self._group(group, [one for one in asked if one[1] == problem.groups[group].id])

    def _claimed(self, request: Request) -> tuple[Request, str, Session | None]:
        """The request with its group, and the session of the plan that is its own."""
        session = next((s for s in self.plan if _fits(request, s)), None)
        if session is not None:
            self.plan.remove(session)
            return request, session.group, session
        activity = self.problem.activities[self.space.activity_of[request.activity]]
        return request, request.group or activity.groups[0], None

    def _group(self, group: int, asked: list[tuple[Request, str, Session | None]]) -> None:
        """What was asked for has entries of its own, offered nothing else; all others are free to be anything."""
        whats = self.facts.whats(group)
        team = self.facts.team(group, whats)
        for request, _, session in asked:
            self._entry(team, offered(self.facts, team, whats, request), True, session)
        sessions = [s for s in self.plan if s.group == team.id]
        spare = max(most_entries(self.problem, group, whats) - len(asked) - len(sessions), 0) if whats else 0
        choice = offered(self.facts, team, whats, None)
        for session in [*sessions, *[None] * spare]:
            self._entry(team, choice, False, session)

    def _entry(self, team: Team, choice: Choice, asked: bool, session: Session | None) -> None:
        entry = Entry(len(self.entries), team, asked, *choice)
        entry.start = entry.starts[len(self.entries) * 7 % len(entry.starts)]
        entry.first = team.counselor if team.counselor in entry.firsts else entry.firsts[0]
        entry.second = entry.seconds[0]
        if session is not None:
            self._fill(entry, session)
        self.entries.append(entry)

    def _fill(self, entry: Entry, session: Session) -> None:
        venue = "" if session.venue == entry.team.own else session.venue
        entry.what = next(w for w in entry.whats if (w.name, w.venue) == (session.activity, venue))
        entry.start = self.facts.starts[self.space.slot_of[session.start]]
        people = [self.facts.people[self.space.staff_of[name]] for name in session.staff]
        entry.first, entry.second = [*people, *[entry.first, entry.second][len(people) :]]

    def year(self) -> Year:
        number, slot = self.space.activity_of, self.space.slot_of
        previous = [
            Before(number[s.activity], s.group, slot[s.start], s.venue, sorted(s.staff)) for s in self.problem.previous
        ]
        return Year(self.facts.tables.sums, self.facts.people, previous, self.entries)


def _fits(request: Request, session: Session) -> bool:
    wanted = (request.activity, request.group, request.start, request.venue, request.staff)
    has = (session.activity, session.group, session.start, session.venue, session.staff)
    return all(one in (None, other) for one, other in zip(wanted, has, strict=True))


def sessions_of(year: Year) -> tuple[Session, ...]:
    """The plan, in order of start."""
    held = [entry for entry in year.entries if entry.what is not None]
    return tuple(_session(entry, entry.what, entry.start) for entry in sorted(held, key=lambda e: e.start.number))


def _session(entry: Entry, what: What, start: Start) -> Session:
    people = [person.id for person in (entry.first, entry.second)[: what.posts]]
    return Session(what.name, entry.team.id, start.id, what.venue or entry.team.own, tuple(people))
