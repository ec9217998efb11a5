"""Take the shipped data over into a school: bands and goals, the school year with its calendar."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from careplan.audit.operations import record
from careplan.db import db, every_school
from careplan.errors import Refused
from careplan.school.models import Band, CalendarDay, Goal, School, SchoolYear, Term
from careplan.school.queries import bands, this_school
from careplan.seeds.bands import BandSet
from careplan.seeds.calendar import SeedCalendar
from careplan.seeds.load import Seeds


def found_school(
    *, name: str, county: str = "", document_prefix: str = "", is_demo: bool = False, actor_id: int | None = None
) -> School:
    """A new school. Call `load_seed_into_school` in its scope next."""
    school = School(name=name, county=county, document_prefix=document_prefix, is_demo=is_demo, profile={})
    with every_school():
        db.session.add(school)
        db.session.flush()
        record(actor_id=actor_id, action="found", entity="school", entity_id=school.id, school_id=school.id)
        db.session.flush()
    return school


def load_seed_into_school(
    *, seeds: Seeds, year_label: str = "2026—2027", band_set: str = "plan", actor_id: int | None = None
) -> SchoolYear:
    """Give the school in scope its bands, goals, school year and calendar. What is there already stays as it is."""
    if not bands():
        choose_band_set(chosen=seeds.band_sets[band_set], actor_id=actor_id)
    return take_over_year(calendar=seeds.calendars[year_label], actor_id=actor_id)


def take_over_year(*, calendar: SeedCalendar, actor_id: int | None) -> SchoolYear:
    """Make the shipped year the current one: its terms if it has none, and each of its days not yet there."""
    year = db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == calendar.start_year))
    if year is None:
        year = SchoolYear(start_year=calendar.start_year, is_current=False)
        db.session.add(year)
        db.session.flush()
    if not year.terms:
        year.terms = [Term(number=term.number, starts_on=term.first, ends_on=term.last) for term in calendar.terms]
    for other in db.session.scalars(select(SchoolYear)):
        other.is_current = other.id == year.id
    known = {tuple(row) for row in db.session.execute(select(CalendarDay.day, CalendarDay.kind, CalendarDay.label))}
    days = [day for day in _calendar_days(calendar) if (day.day, day.kind, day.label) not in known]
    db.session.add_all(days)
    db.session.flush()
    record(actor_id=actor_id, action="take-over", entity="school_year", entity_id=year.id, detail={"days": len(days)})
    return year


def _calendar_days(calendar: SeedCalendar) -> Iterator[CalendarDay]:
    for closed in calendar.closed:
        for day in closed.days:
            yield CalendarDay(
                day=day,
                kind="closed",
                label=closed.name,
                label_en=closed.name_en,
                note=closed.note,
                note_en=closed.note_en,
                source=closed.source,
                confirmed=closed.confirmed,
            )
    for makeup in calendar.makeup:
        yield CalendarDay(
            day=makeup.date,
            kind="makeup",
            label=f"{makeup.holiday}调休上班",
            label_en=f"Working day for {makeup.holiday_en}",
            source=makeup.source,
            timetable_weekday=makeup.runs_weekday,
            confirmed=makeup.confirmed,
        )
    for observance in calendar.observances:
        yield CalendarDay(
            day=observance.date,
            kind="observance",
            label=observance.name,
            label_en=observance.name_en,
            note=observance.idea,
            note_en=observance.idea_en,
            domains=list(observance.domains),
        )


def choose_band_set(*, chosen: BandSet, actor_id: int | None) -> None:
    """Replace the school's bands and goals by a shipped set (S23).

    Refused when a year plan already counts on the present goals.
    """
    school = this_school()
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Goal).where(Goal.school_id == school.id))
            db.session.execute(delete(Band).where(Band.school_id == school.id))
    except IntegrityError as error:
        words = _("A year plan already uses the present goals. Bands can be changed before the year is planned.")
        raise Refused(words) from error
    for seed in chosen.bands:
        band = Band(
            code=seed.code,
            name=seed.name,
            name_en=seed.name_en,
            first_grade=min(seed.grades),
            last_grade=max(seed.grades),
        )
        band.goals = [
            Goal(
                code=goal.code,
                name=goal.name,
                name_en=goal.name_en,
                serves=sorted(goal.served_by),
                domains=list(goal.domains),
                position=position,
                default_minimum=goal.minimum,
                default_target=goal.target,
            )
            for position, goal in enumerate(seed.goals)
        ]
        db.session.add(band)
    school.band_set = chosen.code
    db.session.flush()
    record(actor_id=actor_id, action="choose-bands", entity="school", entity_id=school.id, detail={"set": chosen.code})
