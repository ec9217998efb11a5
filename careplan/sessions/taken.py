"""Hours that are taken beside the sessions, laid over a schedule: what they meet, what is left free of them. Pure.

A schedule's own problem does not know them: they change from day to day, and a person may still decide to put a
session there. So the solver gets a problem without these lessons, and whoever moves a session by hand is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from careplan.scheduling.agenda import Index
from careplan.scheduling.problem import Problem, Slot
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.finding_words import Names, slot_words
from careplan.sessions.findings import Effect, Finding, by_severity, severity_of
from careplan.sessions.lesson_times import begins, ends

BESIDE = ("beside.staff", "beside.venue")
"""How grave it is stands in seed_data/findings.toml, as of every rule."""
WORDS = {
    "beside.staff": (
        "{who}{when}另有安排：{what}，{hours}。",
        "{who} is expected elsewhere on {when}: {what}, {hours}.",
    ),
    "beside.venue": ("{who}{when}另有安排：{what}，{hours}。", "{who} is taken on {when}: {what}, {hours}."),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours of one day. staff: a person's number; venue: a place's name; as the scheduling file knows them."""

    begins: datetime
    ends: datetime
    zh: str
    en: str
    staff: str | None = None
    venue: str | None = None

    def meets(self, day: date, first: int, lessons: int = 1) -> bool:
        """Whether it takes any minute of these lessons."""
        return self.begins < ends(day, first + lessons - 1) and begins(day, first) < self.ends

    def words(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def by_day(taken: Iterable[Taken]) -> dict[date, list[Taken]]:
    """The same by day."""
    found: dict[date, list[Taken]] = {}
    for one in taken:
        found.setdefault(one.begins.date(), []).append(one)
    return found


def free_of(problem: Problem, taken: Iterable[Taken], spared: Iterable[Session] = ()) -> Problem:
    """The problem without these lessons for those people and places; sessions that stand keep theirs.

    Standing are those of `spared` and those that the problem asks for at a time.
    """
    people, places = _lessons(problem, taken)
    if not people and not places:
        return problem
    for who, slots in _standing(Index(problem), [*_asked_for(problem), *spared]):
        for left in (people.get(who), places.get(who)):
            if left is not None:
                left -= slots
    every = frozenset(slot.id for slot in problem.slots)
    return replace(
        problem,
        staff=tuple(replace(one, open=_without(one.open, every, people.get(one.id))) for one in problem.staff),
        venues=tuple(replace(one, open=_without(one.open, every, places.get(one.id))) for one in problem.venues),
    )


def _without(opened: frozenset[str] | None, every: frozenset[str], taken: set[str] | None) -> frozenset[str] | None:
    return opened if not taken else (every if opened is None else opened) - taken


def _lessons(problem: Problem, taken: Iterable[Taken]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Person → the lessons that are taken; place → the same."""
    days, people, places = by_day(taken), dict[str, set[str]](), dict[str, set[str]]()
    for slot in problem.slots:
        for one in days.get(slot.date, ()):
            if one.meets(slot.date, slot.period):
                for who, found in ((one.staff, people), (one.venue, places)):
                    if who is not None:
                        found.setdefault(who, set()).add(slot.id)
    return people, places


def _asked_for(problem: Problem) -> list[Session]:
    return [
        Session(one.activity, one.group, one.start, one.venue or "", one.staff or ())
        for one in problem.requests
        if one.group is not None and one.start is not None
    ]


def _standing(index: Index, sessions: Iterable[Session]) -> Iterator[tuple[str, set[str]]]:
    """Each person and place of the sessions with the lessons that they take."""
    for one in sessions:
        slots = {slot.id for slot in _filled(index, one)}
        for who in (*one.staff, one.venue):
            yield who, slots


def _filled(index: Index, session: Session) -> tuple[Slot, ...]:
    slot, activity = index.slots.get(session.start), index.activities.get(session.activity)
    return () if slot is None or activity is None else tuple(index.filled(slot, activity.periods) or (slot,))


def beside_findings(
    index: Index, sessions: Sequence[Session], taken: Iterable[Taken], language: str, names: Names, first: int = 0
) -> list[Finding]:
    """Whom of each session something else waits for at that time. `first`: the place of the first session."""
    days = by_day(taken)
    found: list[Finding] = []
    for place, session in enumerate(sessions, first):
        slots = _filled(index, session)
        for one in days.get(slots[0].date, ()) if slots else ():
            if one.meets(slots[0].date, slots[0].period, len(slots)):
                found += _said(one, session, slots[0], place, language, names)
    return found


def _said(one: Taken, session: Session, slot: Slot, place: int, language: str, names: Names) -> Iterator[Finding]:
    wanted: Mapping[str, str | None] = {
        "beside.staff": one.staff if one.staff in session.staff else None,
        "beside.venue": one.venue if one.venue == session.venue else None,
    }
    for reference, who in wanted.items():
        if who is not None:
            words = WORDS[reference][language == "en"].format(
                who=names.get(who, who),
                when=slot_words(slot, language),
                what=one.words(language),
                hours=f"{one.begins:%H:%M}–{one.ends:%H:%M}",
            )
            yield Finding(severity_of(reference), reference, words, (place,), who, slot.id)


def with_beside(
    found: Effect,
    desk: Desk,
    step: tuple[Sequence[Session], Sequence[Session]],
    taken: tuple[Taken, ...],
    language: str,
    names: Names,
) -> Effect:
    """A step's effect with what waits for its people and places at that time. step: (taken out, put in)."""
    if not taken:
        return found
    index, first = desk.judge.index, len(desk.sessions)
    was, now = (beside_findings(index, some, taken, language, names, first) for some in step)
    old, new = ({(one.key, one.sentence) for one in some} for some in (was, now))
    return replace(
        found,
        brings=by_severity([*found.brings, *(one for one in now if (one.key, one.sentence) not in old)]),
        solves=by_severity([*found.solves, *(one for one in was if (one.key, one.sentence) not in new)]),
    )
