"""Reads of the school's own tables; everything is of the school in scope."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.db import current_school_id, db
from careplan.errors import Refused
from careplan.school.models import (
    ANSWERS,
    COMMUNITY,
    Band,
    CalendarDay,
    Goal,
    LeadingGroupMember,
    School,
    SchoolYear,
    Squad,
    StaffMember,
    Venue,
)
from careplan.school.school_year import GRADES


def this_school() -> School:
    """The school in scope."""
    return db.session.scalars(select(School).where(School.id == current_school_id())).one()


def current_year() -> SchoolYear | None:
    """The current school year with its terms; None before there is one."""
    query = select(SchoolYear).where(SchoolYear.is_current).options(selectinload(SchoolYear.terms))
    return db.session.scalar(query)


def require_year() -> SchoolYear:
    """The current school year; Refused with words when the school has none yet."""
    year = current_year()
    if year is None:
        raise Refused(_("The school has no school year yet. The office sets one up under School › Calendar."))
    return year


def squads_of_year(start_year: int) -> Sequence[Squad]:
    """The active squads that are in grades 1–6 in that year, by grade and number, with all that a list shows."""
    query = (
        select(Squad)
        .where(Squad.active, Squad.entry_year.between(start_year - GRADES[-1] + 1, start_year))
        .options(joinedload(Squad.counselor), joinedload(Squad.home_venue), selectinload(Squad.lessons))
        .order_by(Squad.entry_year.desc(), Squad.number)
    )
    return db.session.scalars(query).all()


def other_squads(start_year: int) -> Sequence[Squad]:
    """Squads that have left the school, are yet to come, or were closed."""
    shown = Squad.entry_year.between(start_year - GRADES[-1] + 1, start_year)
    return db.session.scalars(
        select(Squad).where(~(Squad.active & shown)).order_by(Squad.entry_year, Squad.number)
    ).all()


def staff(*, active_only: bool = True) -> Sequence[StaffMember]:
    """The staff list by number, those who left last."""
    query = select(StaffMember).order_by(StaffMember.active.desc(), StaffMember.kind.desc(), StaffMember.number)
    return db.session.scalars(query.where(StaffMember.active) if active_only else query).all()


def may_lead() -> ColumnElement[bool]:
    """Who can be asked to lead a session: in service, and not of the community, who answers for children only (C9)."""
    return StaffMember.active & (StaffMember.kind != COMMUNITY)


def may_answer_for_children() -> ColumnElement[bool]:
    """Who can be made responsible for a child: teachers and workers of the community, in service (C9)."""
    return StaffMember.active & StaffMember.kind.in_(ANSWERS)


def squads_by_counselor(start_year: int) -> dict[int, list[Squad]]:
    """The squads of each counselor by staff id."""
    found: dict[int, list[Squad]] = {}
    for squad in squads_of_year(start_year):
        if squad.counselor_id is not None:
            found.setdefault(squad.counselor_id, []).append(squad)
    return found


def squads_led_by(staff_id: int | None) -> frozenset[int]:
    """Ids of the squads whose counselor this person is; none for nobody."""
    query = select(Squad.id).where(Squad.counselor_id == staff_id, Squad.active)
    return frozenset(db.session.scalars(query)) if staff_id else frozenset()


def venues(*, active_only: bool = True) -> Sequence[Venue]:
    """The places: special rooms, places outside, then the classrooms; those no longer used last."""
    is_classroom = Venue.kind == "classroom"
    query = select(Venue).order_by(Venue.active.desc(), is_classroom, Venue.off_campus, Venue.kind, Venue.name)
    return db.session.scalars(query.where(Venue.active) if active_only else query).all()


def bands() -> Sequence[Band]:
    """The bands by grade, each with its goals."""
    return db.session.scalars(select(Band).options(selectinload(Band.goals)).order_by(Band.first_grade)).all()


def goals() -> Sequence[Goal]:
    """All goals, by band and place."""
    query = select(Goal).join(Band).options(joinedload(Goal.band)).order_by(Band.first_grade, Goal.position)
    return db.session.scalars(query).all()


def calendar_days(first: date, last: date) -> Sequence[CalendarDay]:
    """The entries of these days, both included, in order."""
    query = select(CalendarDay).where(CalendarDay.day.between(first, last))
    return db.session.scalars(query.order_by(CalendarDay.day, CalendarDay.kind, CalendarDay.id)).all()


def leading_group(on: date | None = None) -> Sequence[LeadingGroupMember]:
    """The leading group, its head first; with `on` only those in office on that day."""
    query = (
        select(LeadingGroupMember)
        .options(joinedload(LeadingGroupMember.staff))
        .order_by(LeadingGroupMember.is_head.desc(), LeadingGroupMember.since, LeadingGroupMember.id)
    )
    if on is not None:
        until = LeadingGroupMember.until
        query = query.where(LeadingGroupMember.since <= on, until.is_(None) | (until >= on))
    return db.session.scalars(query).all()


def count(model: type[Squad] | type[StaffMember] | type[Venue]) -> int:
    """How many active rows."""
    return db.session.scalar(select(func.count()).select_from(model).where(model.active)) or 0
