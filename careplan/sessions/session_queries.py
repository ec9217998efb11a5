"""Lists of sessions for the calendar, the list and a version's page: one query, plain lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from careplan.activities.models import Activity
from careplan.db import db
from careplan.school.models import Band, Squad, StaffMember, Venue
from careplan.school.queries import current_year
from careplan.sessions.models import ScheduleVersion, SessionPost, TeamSession
from careplan.sessions.went_queries import HowItWent, how_it_went

_OF_ACTIVITY = (Activity.slug, Activity.title, Activity.title_en, Activity.method)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of sessions is narrowed to; None means all. `mine`: (own squads, own staff id).

    unrecorded: only those before this day of which nothing is recorded.
    """

    version_id: int
    first: date | None = None
    last: date | None = None
    squad_id: int | None = None
    staff_id: int | None = None
    venue_id: int | None = None
    mine: tuple[frozenset[int], int | None] | None = None
    unrecorded: date | None = None


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session as a list shows it. band: place of the first squad's band, from 1; leaders: names in the posts' order.

    waits: its day is over and nothing is recorded. leader_id: who holds the first post.
    """

    id: int
    day: date
    period: int
    lessons: int
    week: int
    title: str
    title_en: str
    method: str
    band: int
    squads: str
    leaders: tuple[str, ...]
    venue: str
    state: str
    waits: bool
    squad_ids: tuple[int, ...]
    leader_id: int | None
    venue_id: int


def find_sessions(wanted: Wanted, today: date) -> list[SessionLine]:
    """The sessions in order of time."""
    query = (
        select(TeamSession)
        .where(TeamSession.schedule_id == wanted.version_id)
        .options(
            selectinload(TeamSession.activity).load_only(
                Activity.slug, Activity.title, Activity.title_en, Activity.method
            ),
            selectinload(TeamSession.venue).load_only(Venue.name),
            selectinload(TeamSession.squads),
            selectinload(TeamSession.posts).selectinload(SessionPost.staff).load_only(StaffMember.name),
        )
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    for condition in _conditions(wanted):
        query = query.where(condition)
    names, went = SquadNames.now(), how_it_went(wanted.version_id)
    return [_line(row, names, today, went) for row in db.session.scalars(query)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.first:
        found.append(TeamSession.day >= wanted.first)
    if wanted.last:
        found.append(TeamSession.day <= wanted.last)
    if wanted.squad_id:
        found.append(TeamSession.squads.any(Squad.id == wanted.squad_id))
    if wanted.staff_id:
        found.append(TeamSession.posts.any(SessionPost.staff_id == wanted.staff_id))
    if wanted.venue_id:
        found.append(TeamSession.venue_id == wanted.venue_id)
    if wanted.unrecorded:
        found += _unrecorded(wanted.unrecorded)
    if wanted.mine:
        squads, staff_id = wanted.mine
        of_mine = TeamSession.squads.any(Squad.id.in_(squads))
        found.append(or_(of_mine, TeamSession.posts.any(SessionPost.staff_id == (staff_id or 0))))
    return found


def _line(row: TeamSession, names: SquadNames, today: date, went: HowItWent) -> SessionLine:
    state = went.of(row)
    return SessionLine(
        id=row.id,
        day=row.day,
        period=row.period,
        lessons=row.lessons,
        week=row.week,
        title=row.activity.title,
        title_en=row.activity.title_en,
        method=row.activity.method,
        band=names.band(row.squads),
        squads=names.label(row.squads),
        leaders=tuple(post.staff.name for post in row.posts),
        venue=row.venue.name,
        state=state,
        waits=state == "planned" and row.day < today and went.is_known(row),
        squad_ids=tuple(squad.id for squad in row.squads),
        leader_id=row.posts[0].staff_id if row.posts else None,
        venue_id=row.venue_id,
    )


@dataclass(frozen=True, slots=True)
class SquadNames:
    """What squads are called this school year, and which band they are in."""

    start_year: int
    bands: tuple[frozenset[int], ...]

    @staticmethod
    def now() -> SquadNames:
        year = current_year()
        bands = db.session.scalars(select(Band).order_by(Band.first_grade)).all()
        return SquadNames(
            year.start_year if year else 0,
            tuple(frozenset(range(band.first_grade, band.last_grade + 1)) for band in bands),
        )

    def label(self, squads: Sequence[Squad]) -> str:
        """三(2)班; several squads one after the other."""
        return "、".join(squad.label(self.start_year) for squad in squads)

    def band(self, squads: Sequence[Squad]) -> int:
        """The place of the first squad's band from 1; 1 where no band fits."""
        grade = squads[0].grade(self.start_year) if squads else 0
        return next((number for number, grades in enumerate(self.bands, 1) if grade in grades), 1)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: (id, name) of squads, leaders and places of a version."""

    squads: tuple[tuple[int, str], ...]
    leaders: tuple[tuple[int, str], ...]
    venues: tuple[tuple[int, str], ...]


def choices_of(version: ScheduleVersion) -> Choices:
    """The squads, leaders and places that a version uses."""
    names = SquadNames.now()
    here = TeamSession.schedule_id == version.id
    squads = db.session.scalars(
        select(Squad)
        .where(Squad.id.in_(select(Squad.id).join(TeamSession.squads).where(here)))
        .order_by(Squad.entry_year.desc(), Squad.number)
    )
    led = select(SessionPost.staff_id).join(TeamSession, TeamSession.id == SessionPost.team_session_id).where(here)
    leaders = db.session.scalars(select(StaffMember).where(StaffMember.id.in_(led)).order_by(StaffMember.number))
    used = select(TeamSession.venue_id).where(here)
    venues = db.session.scalars(select(Venue).where(Venue.id.in_(used)).order_by(Venue.kind, Venue.name))
    return Choices(
        tuple((one.id, one.label(names.start_year)) for one in squads),
        tuple((one.id, one.name) for one in leaders),
        tuple((one.id, one.name) for one in venues),
    )


def version_named(version_id: int) -> ScheduleVersion | None:
    """A version of this school by its id."""
    return db.session.scalars(select(ScheduleVersion).where(ScheduleVersion.id == version_id)).one_or_none()


def unrecorded_before(day: date) -> list[TeamSession]:
    """Sessions of the schedule in force whose day is over and of which nothing is recorded, in order of time."""
    return _in_force(*_unrecorded(day))


def _unrecorded(day: date) -> list[ColumnElement[bool]]:
    return [TeamSession.state == "planned", TeamSession.day < day]


def in_force_between(first: date, last: date) -> list[TeamSession]:
    """Sessions of the schedule in force on these days, both included, but the cancelled ones."""
    return _in_force(TeamSession.state != "cancelled", TeamSession.day.between(first, last))


def _in_force(*conditions: ColumnElement[bool]) -> list[TeamSession]:
    query = (
        select(TeamSession)
        .join(ScheduleVersion, ScheduleVersion.id == TeamSession.schedule_id)
        .where(ScheduleVersion.state == "published", *conditions)
        .options(selectinload(TeamSession.squads), selectinload(TeamSession.posts), selectinload(TeamSession.activity))
        .order_by(TeamSession.day, TeamSession.period, TeamSession.id)
    )
    return list(db.session.scalars(query))
