"""What did not go as planned: a session held at another time, one never planned, somebody away, a place closed.

Nothing ahead falls by it: whoever and whatever is marked is not needed in that time.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from careplan.activities.models import Activity
from careplan.db import db
from careplan.demo.cast import Cast
from careplan.demo.moments import at
from careplan.demo.parameters import texts
from careplan.school.models import Squad, Venue
from careplan.school.stretch import Stretch
from careplan.sessions.departure_operations import When, record_moved, record_unplanned
from careplan.sessions.models import TeamSession
from careplan.sessions.record_operations import record_attendance
from careplan.sessions.record_queries import roll_of
from careplan.sessions.roll import Entry
from careplan.sessions.schedule_queries import published_schedule, sessions_of
from careplan.upsets.mark_operations import close_places, mark_away

LESSON, AHEAD = 3, timedelta(days=6)


def play_upsets(rng: Random, cast: Cast, first: date, until: date) -> int:
    """Two departures from the plan between `first` and `until`, two marks from then on; how many of all."""
    words = texts()["upsets"]
    version = published_schedule()
    sessions = sessions_of(version) if version else []
    held = [one for one in sessions if first < one.day < until and one.state == "held" and len(one.squads) == 1]
    done = _moved(cast, held, words) + _unplanned(cast, held, first, until, words)
    ahead = [one for one in sessions if until <= one.day <= until + AHEAD]
    return done + _marks(rng, cast, ahead, until)


def _moved(cast: Cast, held: list[TeamSession], words: dict[str, Any]) -> int:
    """The first session on another day than Monday was held the day before."""
    for one in held:
        if one.day.weekday() > 0:
            when = When(one.day - timedelta(days=1), LESSON, one.venue)
            reason = words["moved"] + texts()["mark"]
            with at(one.day, 17):
                record_moved(actor_id=cast.users["head"].id, team_session=one, when=when, reason=reason)
            return 1
    return 0


def _unplanned(cast: Cast, held: list[TeamSession], first: date, until: date, words: dict[str, Any]) -> int:
    """An activity that one squad had, held once more for the first squad of its grade, led by its counselor."""
    day = until - timedelta(days=until.weekday() + 5)  # a Wednesday
    if not held or day < first:
        return 0
    one = held[0]
    squad = next(other for other in cast.squads if other.entry_year == one.squads[0].entry_year)
    with at(day, 16):
        row = record_unplanned(
            actor_id=cast.teacher_of(squad).id,
            activity=db.session.get_one(Activity, one.activity_id),
            squads=[squad],
            leader=_counselor(squad, one),
            when=When(day, LESSON, squad.home_venue or one.venue),
            reason=words["unplanned"] + texts()["mark"],
        )
        entries = {line.child_id: Entry("present") for line in roll_of(row, squad.id)}
        record_attendance(actor_id=cast.teacher_of(squad).id, team_session=row, squad_id=squad.id, entries=entries)
    return 1


def _counselor(squad: Squad, one: TeamSession) -> Any:
    return squad.counselor or one.posts[0].staff


def _marks(rng: Random, cast: Cast, ahead: list[TeamSession], until: date) -> int:
    """Somebody without a session in the coming days is away, and a place without one is closed."""
    busy = {post.staff_id for one in ahead for post in one.posts}
    free = [person for person in cast.staff if person.kind == "teacher" and person.id not in busy and person.active]
    used = {one.venue_id for one in ahead}
    places = select(Venue).where(Venue.active, Venue.id.not_in(used)).order_by(Venue.kind, Venue.name)
    place = db.session.scalars(places).first()
    stretch, head = Stretch(until, until + timedelta(days=2)), cast.users["head"].id
    with at(until, 7, 40):
        if free:
            mark_away(actor_id=head, staff=rng.choice(free), stretch=stretch, reason="course")
        if place is not None:
            note = texts()["upsets"]["closed"] + texts()["mark"]
            close_places(actor_id=head, venues=[place], stretch=stretch, reason="repair", note=note)
    return bool(free) + (place is not None)
