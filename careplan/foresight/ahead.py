"""What the plan still holds, and the snapshot of the year's end if all of it goes as planned. Pure.

Only what stands in the records as planned is carried forward: sessions of the schedule in force, the day set for a
child's next contact, trainings with the people who are down for them, items beside the sessions, aid that was granted,
problems with a day promised. What nobody has planned is not assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from careplan.indicators.facts import (
    AidRecord,
    Arrangement,
    Attendance,
    Child,
    Improvement,
    Qualification,
    Referral,
    Snapshot,
    Staff,
    TeamSession,
    TrainingRecord,
    Visit,
)

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A training that is to come: who is down for it, its last day, what it attests to those who pass."""

    id: str
    on: date
    staff_ids: tuple[str, ...]
    content_tag: str
    category: str = "in-school"
    hours: Decimal = Decimal(0)
    qualifications: tuple[Qualification, ...] = ()


@dataclass(frozen=True, slots=True)
class Ahead:
    """`last`: the last school day. `beside`: items planned after the snapshot's day, up to `last`.

    `consents`: how each guardian's consent will stand on `last`, by child, as far as it is known to end.
    """

    last: date
    beside: tuple[Arrangement, ...] = ()
    courses: tuple[PlannedCourse, ...] = ()
    consents: Mapping[str, str] = field(default_factory=dict)

    @property
    def end(self) -> date:
        """The day on which it is judged: the first after the last school day, when its month is over too."""
        return self.last + A_DAY


def at_the_end(facts: Snapshot, ahead: Ahead) -> Snapshot:
    """The snapshot of `ahead.end` in which everything that is planned has happened; the same one when that is past."""
    if ahead.end <= facts.as_of:
        return facts
    coming = [one for one in facts.sessions if is_ahead(one, facts.as_of) and one.on <= ahead.last]
    return replace(
        facts,
        as_of=ahead.end,
        children=tuple(_child(one, ahead) for one in facts.children),
        staff=tuple(_qualified(one, ahead, facts.as_of) for one in facts.staff),
        guests=tuple(_qualified(one, ahead, facts.as_of) for one in facts.guests),
        sessions=tuple(_held(one, facts.as_of, ahead.last) for one in facts.sessions),
        attendance=(*facts.attendance, *_coming_children(coming, facts.children)),
        beside=(*(_done(one, facts.as_of) for one in facts.beside), *map(_as_done, ahead.beside)),
        trainings=(*facts.trainings, *_courses(ahead, facts.as_of)),
        visits=(*facts.visits, *_next_visits(facts, ahead.last)),
        improvements=tuple(_closed(one, facts.as_of, ahead.last) for one in facts.improvements),
        referrals=tuple(_followed(one, facts.as_of, ahead.last) for one in facts.referrals),
        aid=tuple(_delivered(one, ahead.last) for one in facts.aid),
    )


def is_ahead(session: TeamSession, as_of: date) -> bool:
    """Whether a session is planned and its day has not passed: it can still be held, changed or given up."""
    return session.state == "planned" and session.on >= as_of


def _held(session: TeamSession, as_of: date, last: date) -> TeamSession:
    return replace(session, state="held") if is_ahead(session, as_of) and session.on <= last else session


def _coming_children(sessions: list[TeamSession], children: tuple[Child, ...]) -> Iterator[Attendance]:
    """Every child of the squads who is on the roll that day comes."""
    by_squad: defaultdict[str, list[Child]] = defaultdict(list)
    for child in children:
        by_squad[child.squad_id].append(child)
    for session in sessions:
        for squad in session.squad_ids:
            for child in by_squad[squad]:
                if child.here_on(session.on):
                    yield Attendance(session.id, child.id, "present")


def _done(one: Arrangement, as_of: date) -> Arrangement:
    return _as_done(one) if one.on >= as_of else one


def _as_done(one: Arrangement) -> Arrangement:
    return replace(one, state="done") if one.state == "planned" else one


def _child(child: Child, ahead: Ahead) -> Child:
    standing = ahead.consents.get(child.id, child.consent)
    return child if standing == child.consent else replace(child, consent=standing)


def _qualified(person: Staff, ahead: Ahead, as_of: date) -> Staff:
    gained = tuple(
        q
        for course in ahead.courses
        if course.on >= as_of and person.id in course.staff_ids
        for q in course.qualifications
    )
    return replace(person, qualifications=(*person.qualifications, *gained)) if gained else person


def _courses(ahead: Ahead, as_of: date) -> Iterator[TrainingRecord]:
    for course in ahead.courses:
        if as_of <= course.on <= ahead.last:
            for staff_id in course.staff_ids:
                yield TrainingRecord(
                    f"ahead-{course.id}-{staff_id}",
                    staff_id,
                    course.on,
                    course.category,
                    course.content_tag,
                    course.hours,
                )


def _next_visits(facts: Snapshot, last: date) -> Iterator[Visit]:
    """The one contact that is promised to a child: the day which the last record sets, if it is not yet past."""
    newest: dict[str, Visit] = {}
    for visit in facts.visits:
        if visit.child_id not in newest or newest[visit.child_id].on <= visit.on:
            newest[visit.child_id] = visit
    for visit in newest.values():
        day = visit.next_on
        if day is not None and facts.as_of <= day <= last:
            term = max((t.number for t in facts.terms if t.first <= day), default=1)
            yield replace(visit, id=f"ahead-{visit.id}", on=day, term=term, next_on=None)


def _closed(one: Improvement, as_of: date, last: date) -> Improvement:
    kept = one.closed_on is None and one.due_on is not None and as_of <= one.due_on <= last
    return replace(one, closed_on=one.due_on) if kept else one


def _followed(one: Referral, as_of: date, last: date) -> Referral:
    kept = one.followed_up_on is None and one.due_on is not None and as_of <= one.due_on <= last
    return replace(one, followed_up_on=one.due_on) if kept else one


def _delivered(one: AidRecord, last: date) -> AidRecord:
    """What was granted reaches the child."""
    return replace(one, delivered_on=last) if one.granted_on and one.delivered_on is None and not one.refused else one
