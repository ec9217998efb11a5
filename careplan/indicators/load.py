"""From the database to the snapshot of a school year: one query for each kind of fact, in the school in scope.

No name, phone or free text is read; encrypted columns are only asked whether they are empty.
"""

from __future__ import annotations

from datetime import date

from careplan.db import current_school_id
from careplan.indicators import load_aid, load_beside, load_care, load_children, load_staff, load_voices, load_work
from careplan.indicators.facts import Snapshot, Term
from careplan.indicators.span import Span
from careplan.school.load import load_year_calendar
from careplan.school.models import SchoolYear
from careplan.school.queries import require_year, this_school


def load_snapshot(as_of: date, year: SchoolYear | None = None) -> Snapshot:
    """The facts of `year` (the current one by default) as known on `as_of`; Refused when there is no year yet."""
    year = year or require_year()
    calendar = load_year_calendar(year)
    weeks = calendar.weeks()
    terms = tuple(Term(t.number, t.first, t.last, sum(w.term == t.number for w in weeks)) for t in calendar.terms)
    span = Span(year.id, year.start_year, as_of, terms)
    squads = load_children.squads(span)
    attendance, led = load_work.attendance(span)
    visits, parent_contacts = load_children.contacts(span)
    return Snapshot(
        school_id=str(current_school_id()),
        year=year.label,
        as_of=as_of,
        terms=terms,
        squads=squads,
        children=load_children.children(span),
        staff=load_staff.staff(span),
        guests=load_staff.guests(),
        plan=load_work.plan(span),
        leading_group=load_staff.leading_group(),
        reserved_lessons=(reserved := load_work.reserved_lessons()),
        schedule_versions=load_work.schedule_versions(span),
        sessions=load_work.sessions(span, calendar, reserved, led),
        beside=load_beside.arrangements(span, squads),
        talks=load_beside.talks(span),
        attendance=attendance,
        feedback=load_voices.feedback(span),
        visits=visits,
        parent_contacts=parent_contacts,
        changes=load_children.changes(span),
        aid=load_aid.aid(span),
        events=load_care.events(span),
        care_goals=load_care.care_goals(span),
        trainings=load_staff.trainings(span),
        reports=load_work.reports(span),
        improvements=load_voices.improvements(span),
        is_demo=this_school().is_demo,
        definition=this_school().counts_by,
    )
