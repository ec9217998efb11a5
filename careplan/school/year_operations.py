"""Open the school year that follows the current one."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import SchoolYear, Squad, Term
from careplan.school.operations import add_squad
from careplan.school.queries import require_year
from careplan.school.school_year import FIRST_MONTH
from careplan.school.seed_operations import take_over_year
from careplan.seeds.load import shipped_calendars

Dates = dict[int, tuple[date, date]]


class WrongTerms(Refused):
    """The terms' dates cannot be right."""

    field = "first_1"


def check_terms(start_year: int, dates: Dates) -> None:
    """WrongTerms when a term runs backwards, the two overlap, or one lies outside the school year."""
    first, last = date(start_year, FIRST_MONTH, 1), date(start_year + 1, FIRST_MONTH - 1, 31)
    (begins, ends), (begins_again, ends_again) = dates[1], dates[2]
    if not begins < ends < begins_again < ends_again:
        raise WrongTerms(_("Each term must end after it begins, and the second begin after the first has ended."))
    if begins < first or ends_again > last:
        words = _("The terms must lie between %(first)s and %(last)s.", first=first.isoformat(), last=last.isoformat())
        raise WrongTerms(words)


def open_next_year(*, actor_id: int, dates: Dates, new_classes: int) -> tuple[SchoolYear, list[Squad]]:
    """The year after the current one becomes the current one, with its terms and the classes of its first grade.

    Its shipped calendar is taken over where there is one. Classes that exist already stay as they are. No audit entry:
    the caller writes one for the whole.
    """
    start_year = require_year().start_year + 1
    check_terms(start_year, dates)
    shipped = next((one for one in shipped_calendars().values() if one.start_year == start_year), None)
    if shipped is not None:
        take_over_year(calendar=shipped, actor_id=actor_id)
    year = db.session.scalar(select(SchoolYear).where(SchoolYear.start_year == start_year))
    if year is None:
        year = SchoolYear(start_year=start_year, is_current=False)
        db.session.add(year)
    if not year.terms:
        year.terms = [Term(number=number, starts_on=first, ends_on=last) for number, (first, last) in dates.items()]
    for term in year.terms:
        term.starts_on, term.ends_on = dates[term.number]
    db.session.flush()
    for other in db.session.scalars(select(SchoolYear)):
        other.is_current = other.id == year.id
    known = set(db.session.scalars(select(Squad.number).where(Squad.entry_year == start_year)))
    numbers = [number for number in range(1, new_classes + 1) if number not in known]
    squads = [add_squad(actor_id=actor_id, entry_year=start_year, number=number) for number in numbers]
    db.session.flush()
    return year, squads
