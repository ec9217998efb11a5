"""Changes to the school's profile, goals, squads, staff, venues and leading group. The actor is always an argument."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.errors import Reason, Refused
from careplan.school.beside import Leaving, check_kind, check_leaving, hold_staff
from careplan.school.calendar import LessonTime
from careplan.school.models import (
    Goal,
    LeadingGroupMember,
    School,
    Squad,
    SquadLesson,
    StaffBusy,
    StaffMember,
    Venue,
)
from careplan.school.queries import current_year
from careplan.school.school_year import start_year_of

PROFILE_KEYS = ("situation", "needs", "conditions", "work_plan", "helplines")


def edit_profile(
    *,
    actor_id: int,
    school: School,
    name: str,
    county: str,
    document_prefix: str,
    profile: dict[str, str],
    counts_by: str = "civil_affairs",
) -> None:
    """The school's name, its own words on its situation and needs (S1, S13, S40), and whom its figures count."""
    school.counts_by = counts_by
    school.name, school.county, school.document_prefix = name, county, document_prefix
    school.profile = {key: profile.get(key, "") for key in PROFILE_KEYS}
    _record(actor_id, "edit", school)


def edit_goal(*, actor_id: int, goal: Goal, name: str, name_en: str, minimum: int, target: int) -> None:
    """A goal's words and how often a year plan asks for it at first (S24, S25)."""
    if target < minimum:
        raise Refused(_("The target must not be below the minimum."))
    goal.name, goal.name_en = name, name_en
    goal.default_minimum, goal.default_target = minimum, target
    _record(actor_id, "edit", goal, minimum=minimum, target=target)


def add_squad(*, actor_id: int | None, entry_year: int, number: int) -> Squad:
    """A new squad; its identity is the entry year and the number, once and for all."""
    same = select(Squad.id).where(Squad.entry_year == entry_year, Squad.number == number)
    if db.session.scalar(same):
        raise Refused(
            _("This class exists already: entry year %(year)s, number %(number)s.", year=entry_year, number=number)
        )
    squad = Squad(entry_year=entry_year, number=number)
    db.session.add(squad)
    db.session.flush()
    _record(actor_id, "add", squad, entry_year=entry_year, number=number)
    return squad


def edit_squad(
    *,
    actor_id: int | None,
    squad: Squad,
    motto: str,
    counselor_id: int | None,
    home_venue_id: int | None,
    active: bool,
    lessons: Iterable[LessonTime],
) -> None:
    """A squad's counselor, home classroom and weekly lessons kept free for it (S44)."""
    squad.motto, squad.active = motto, active
    squad.counselor_id, squad.home_venue_id = counselor_id, home_venue_id
    wanted = set(lessons)
    kept = [row for row in squad.lessons if LessonTime(row.weekday, row.period) in wanted]
    known = {LessonTime(row.weekday, row.period) for row in kept}
    added = [SquadLesson(weekday=time.weekday, period=time.period) for time in sorted(wanted - known)]
    squad.lessons = [*kept, *added]
    _touch(squad, "motto")
    _record(actor_id, "edit", squad, counselor=counselor_id, lessons=len(wanted))


def _leads(staff_id: int) -> Reason | None:
    """Why this person cannot leave or become another kind yet: a squad would be without a counselor."""
    led = list(db.session.scalars(select(Squad).where(Squad.counselor_id == staff_id, Squad.active).order_by(Squad.id)))
    if not led:
        return None
    year = current_year()
    names = [one.label(year.start_year if year else start_year_of(today())) for one in led]
    words = _("This person leads %(squads)s. Choose another counselor first.", squads=" · ".join(names))
    return Reason(words, _("Hand it over first"), "school.squad", {"squad_id": led[0].id})


hold_staff(_leads, kinds=("teacher",), of_account=False)


def save_staff(
    *,
    actor_id: int | None,
    person: StaffMember | None,
    number: str,
    name: str,
    kind: str = "teacher",
    title: str = "",
    max_per_week: int | None = None,
    max_per_term: int | None = None,
    active: bool = True,
    busy: Iterable[LessonTime] = (),
    kept: Iterable[LessonTime] = (),
) -> StaffMember:
    """Add (person None) or change a member of the staff list, with the weekly lessons they cannot lead in (S50).

    kept: those of them that are kept free for preparing and rest; they need not stand in `busy` as well.
    """
    _refuse_taken(
        StaffMember, StaffMember.number == number, person, _("The number “%(number)s” is taken.", number=number)
    )
    if person and person.active and not active:
        check_leaving(Leaving(person.id))
    if person and active and person.kind != kind:
        check_kind(person.id, kind)
    action = "edit" if person else "add"
    person = person or StaffMember()
    person.number, person.name, person.kind, person.title = number, name, kind, title
    person.max_per_week, person.max_per_term, person.active = max_per_week, max_per_term, active
    _keep_times(person, set(busy), set(kept))
    if action == "edit":
        _touch(person, "name")
    db.session.add(person)
    db.session.flush()
    _record(actor_id, action, person, busy=len(person.busy), active=active)
    return person


def _keep_times(person: StaffMember, busy: set[LessonTime], kept: set[LessonTime]) -> None:
    """The person's weekly lessons; those that stay keep their rows."""
    wanted = busy | kept
    staying = [row for row in person.busy if LessonTime(row.weekday, row.period) in wanted]
    known = {LessonTime(row.weekday, row.period) for row in staying}
    added = [StaffBusy(weekday=time.weekday, period=time.period) for time in sorted(wanted - known)]
    for row in (*staying, *added):
        row.kept = LessonTime(row.weekday, row.period) in kept
    person.busy = [*staying, *added]


def save_venue(
    *,
    actor_id: int | None,
    venue: Venue | None,
    name: str,
    kind: str,
    capacity: int,
    shared: bool = False,
    off_campus: bool = False,
    active: bool = True,
) -> Venue:
    """Add (venue None) or change a place (S21)."""
    _refuse_taken(Venue, Venue.name == name, venue, _("There is already a place called “%(name)s”.", name=name))
    action = "edit" if venue else "add"
    venue = venue or Venue()
    venue.name, venue.kind, venue.capacity = name, kind, capacity
    venue.shared, venue.off_campus, venue.active = shared, off_campus, active
    db.session.add(venue)
    db.session.flush()
    _record(actor_id, action, venue, kind=kind, capacity=capacity)
    return venue


def save_group_member(
    *,
    actor_id: int | None,
    member: LeadingGroupMember | None,
    staff_id: int,
    duty: str,
    is_head: bool,
    since: date,
    until: date | None,
) -> LeadingGroupMember:
    """Add (member None) or change a member of the leading group; a term that ended stays on the list (S3, S41)."""
    if until is not None and until < since:
        raise Refused(_("The last day lies before the first."))
    action = "edit" if member else "add"
    member = member or LeadingGroupMember()
    member.staff_id, member.duty, member.is_head = staff_id, duty, is_head
    member.since, member.until = since, until
    db.session.add(member)
    db.session.flush()
    _record(actor_id, action, member, is_head=is_head)
    return member


def _refuse_taken(model: type[Any], same: Any, row: Any, words: str) -> None:
    found = db.session.scalar(select(model.id).where(same))
    if found is not None and (row is None or found != row.id):
        raise Refused(words)


def _touch(row: Any, column: str) -> None:
    """Raise the row's version although only rows that belong to it have changed (G33)."""
    flag_modified(row, column)


def _record(actor_id: int | None, action: str, row: Any, **detail: Any) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity=row.__tablename__, entity_id=row.id, detail=detail)
