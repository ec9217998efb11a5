"""The hours in which items need people and places, for whoever plans sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import and_, case, select

from careplan.db import db
from careplan.programme.models import EventJoin, Item, Series
from careplan.programme.naming import name_in
from careplan.school.models import Venue
from careplan.sessions.taken_beside import TakenUp


def hours_taken(first: date, last: date) -> list[TakenUp]:
    """Of every planned item with a person, or a place that one group uses at a time.

    An item that is the same event as a session takes nobody away from it: it is left out.
    """
    with_session = select(EventJoin.event_id).where(EventJoin.session_id.is_not(None)).scalar_subquery()
    joined = select(EventJoin.item_id).where(EventJoin.item_id.is_not(None), EventJoin.event_id.in_(with_session))
    query = (
        select(
            Item.day,
            Item.begins,
            Item.ends,
            Series.kind,
            Series.title,
            Item.topic,
            Item.staff_id,
            case((and_(Venue.id.is_not(None), Venue.shared.is_(False)), Venue.id)).label("venue_id"),
        )
        .join(Series, Series.id == Item.series_id)
        .outerjoin(Venue, Venue.id == Item.venue_id)
        .where(Item.state == "planned", Item.day >= first, Item.day <= last, Item.id.not_in(joined))
        .order_by(Item.day, Item.begins, Item.id)
    )
    return [
        TakenUp(
            datetime.combine(day, begins),
            datetime.combine(day, ends),
            name_in(kind, title, topic, english=False),
            name_in(kind, title, topic, english=True),
            staff_id,
            venue_id,
        )
        for day, begins, ends, kind, title, topic, staff_id, venue_id in db.session.execute(query)
        if staff_id or venue_id
    ]
