"""What does not fit together in a problem: ids twice or unknown, slots that cannot be a calendar.

Serves files and problems built in memory alike; a fault names its place as in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from careplan.scheduling.problem import Activity, Problem, Request
from careplan.scheduling.solution import Session


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where in the problem."""

    place: str
    what: str


def check_problem(problem: Problem) -> Iterator[Fault]:
    """Every fault, in the order of the file."""
    yield from _twice(problem)
    yield from _calendar(problem)
    known = _Known(problem)
    for i, squad in enumerate(problem.squads):
        yield from known.slots(f"squads[{i}].open", squad.open)
        if squad.counselor is not None:
            yield from known.one("staff", f"squads[{i}].counselor", squad.counselor)
    for i, group in enumerate(problem.groups):
        yield from _group(f"groups[{i}].squads", group.squads, known)
    for i, venue in enumerate(problem.venues):
        yield from known.slots(f"venues[{i}].open", venue.open)
        yield from known.all("squads", f"venues[{i}].squads", venue.squads)
    for i, person in enumerate(problem.staff):
        yield from known.slots(f"staff[{i}].open", person.open)
    for i, activity in enumerate(problem.activities):
        yield from _activity(f"activities[{i}]", activity, known)
    yield from _rules(problem, known)
    for i, request in enumerate(problem.requests):
        yield from _request(f"requests[{i}]", request, known)
    for i, session in enumerate(problem.previous):
        yield from _previous(f"previous[{i}]", session, known)


class _Known:
    """The ids of a problem, by list."""

    def __init__(self, problem: Problem) -> None:
        lists = ("slots", "squads", "groups", "venues", "staff", "activities")
        self.ids = {name: {one.id for one in getattr(problem, name)} for name in lists}
        self.posts = {one.id: len(one.staff) for one in problem.activities}

    def one(self, of: str, place: str, name: str) -> Iterator[Fault]:
        if name not in self.ids[of]:
            yield Fault(place, f"{name[:80]!r} is not one of the {of}")

    def all(self, of: str, place: str, names: Iterable[str] | None) -> Iterator[Fault]:
        if names is not None and not self.ids[of].issuperset(names):
            for i, name in enumerate(names if isinstance(names, tuple) else sorted(names)):
                yield from self.one(of, f"{place}[{i}]" if isinstance(names, tuple) else place, name)

    def slots(self, place: str, names: Collection[str] | None) -> Iterator[Fault]:
        yield from self.all("slots", place, names)


def _twice(problem: Problem) -> Iterator[Fault]:
    for name in ("slots", "squads", "groups", "venues", "staff", "activities"):
        seen: set[str] = set()
        for i, one in enumerate(getattr(problem, name)):
            if one.id in seen:
                yield Fault(f"{name}[{i}].id", f"{one.id[:80]!r} is there twice")
            seen.add(one.id)


def _calendar(problem: Problem) -> Iterator[Fault]:
    seen: dict[Any, int] = {}
    week_of: dict[Any, int] = {}
    term_of: dict[int, str] = {}
    for i, slot in enumerate(problem.slots):
        if (slot.date, slot.period) in seen:
            yield Fault(f"slots[{i}]", f"has the date and period of slots[{seen[slot.date, slot.period]}]")
        seen.setdefault((slot.date, slot.period), i)
        if week_of.setdefault(slot.date, slot.week) != slot.week:
            yield Fault(f"slots[{i}].week", f"{slot.date} already lies in week {week_of[slot.date]}")
        if term_of.setdefault(slot.week, slot.term) != slot.term:
            yield Fault(f"slots[{i}].term", f"week {slot.week} already lies in term {term_of[slot.week][:80]!r}")
    for (one, week), (two, later) in pairwise(sorted(week_of.items())):
        if later < week:
            yield Fault("slots", f"{two} lies in week {later}, but {one} before it in week {week}")


def _group(place: str, squads: tuple[str, ...], known: _Known) -> Iterator[Fault]:
    yield from known.all("squads", place, squads)
    if not squads:
        yield Fault(place, "must name a squad")
    if len(set(squads)) < len(squads):
        yield Fault(place, "names a squad twice")


def _activity(place: str, activity: Activity, known: _Known) -> Iterator[Fault]:
    yield from known.all("groups", f"{place}.groups", activity.groups)
    yield from known.slots(f"{place}.open", activity.open)
    yield from known.slots(f"{place}.preferred", activity.preferred)
    yield from known.all("activities", f"{place}.after", activity.after)


def _rules(problem: Problem, known: _Known) -> Iterator[Fault]:
    terms = {slot.term for slot in problem.slots}
    for name in ("sessions_per_term", "goals", "methods"):
        for i, rule in enumerate(getattr(problem.rules, name)):
            yield from known.all("squads", f"rules.{name}[{i}].squads", rule.squads)
    for i, term in enumerate(problem.rules.sessions_per_term):
        if term.term not in terms:
            yield Fault(f"rules.sessions_per_term[{i}].term", f"no slot lies in term {term.term[:80]!r}")


def _request(place: str, request: Request, known: _Known) -> Iterator[Fault]:
    for of, key in (("activities", "activity"), ("groups", "group"), ("slots", "start"), ("venues", "venue")):
        name = getattr(request, key)
        if name is not None:
            yield from known.one(of, f"{place}.{key}", name)
    yield from known.all("staff", f"{place}.staff", request.staff)
    posts = known.posts.get(request.activity)
    if request.staff is not None and posts is not None and len(request.staff) != posts:
        yield Fault(f"{place}.staff", f"must name {posts} people, one for each post; names {len(request.staff)}")


def _previous(place: str, session: Session, known: _Known) -> Iterator[Fault]:
    yield from known.one("activities", f"{place}.activity", session.activity)
    yield from known.one("groups", f"{place}.group", session.group)
    yield from known.one("slots", f"{place}.start", session.start)
    yield from known.one("venues", f"{place}.venue", session.venue)
    yield from known.all("staff", f"{place}.staff", session.staff)
