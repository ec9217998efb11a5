"""Read who is away and which places are closed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.db import db
from careplan.school.models_upsets import Away, Closure
from careplan.school.stretch import Stretch


def away_from(day: date, staff_id: int | None = None) -> list[Away]:
    """Who is away on the day or later, in order of time; of one person only when asked."""
    query = select(Away).where(Away.last >= day).options(selectinload(Away.staff))
    if staff_id is not None:
        query = query.where(Away.staff_id == staff_id)
    return list(db.session.scalars(query.order_by(Away.first, Away.id)))


def closed_from(day: date) -> list[Closure]:
    """Places closed on the day or later, in order of time."""
    query = select(Closure).where(Closure.last >= day).options(selectinload(Closure.venues))
    return list(db.session.scalars(query.order_by(Closure.first, Closure.id)))


def absences() -> dict[int, tuple[Stretch, ...]]:
    """Staff id → when the person is away."""
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for one in db.session.scalars(select(Away).order_by(Away.first, Away.id)):
        found[one.staff_id].append(one.stretch)
    return {staff_id: tuple(stretches) for staff_id, stretches in found.items()}


def closures() -> dict[int, tuple[Stretch, ...]]:
    """Venue id → when the place is closed."""
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    for one in db.session.scalars(select(Closure).options(selectinload(Closure.venues)).order_by(Closure.id)):
        for venue in one.venues:
            found[venue.id].append(one.stretch)
    return {venue_id: tuple(stretches) for venue_id, stretches in found.items()}
