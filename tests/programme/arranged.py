"""Words to plan with, and what stands in the tables afterwards."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from careplan.clock import SCHOOL_ZONE
from careplan.db import db, school_scope
from careplan.programme.models import Item, Series
from careplan.programme.planned import ItemWords, SeriesWords

WEDNESDAY = date(2026, 9, 9)
NOW = datetime(2026, 9, 8, 9, tzinfo=SCHOOL_ZONE)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=SCHOOL_ZONE)


def item_words(day: date = WEDNESDAY, **changes: object) -> ItemWords:
    words: dict[str, object] = {
        "day": day, "begins": time(12, 20), "ends": time(13), "topic": "", "staff_id": 3, "venue_id": None,
        "place": "广播室",
    }  # fmt: skip
    return ItemWords(**(words | changes))  # type: ignore[arg-type]


def series_words(kind: str = "broadcast", rhythm: str = "weekly", **changes: object) -> SeriesWords:
    words: dict[str, object] = {
        "kind": kind, "title": "心灵信箱", "rhythm": rhythm, "last_on": date(2026, 9, 30), "first": item_words(),
    }  # fmt: skip
    return SeriesWords(**(words | changes))  # type: ignore[arg-type]


def typed(**changes: object) -> dict[str, object]:
    """What the form for something new sends."""
    return {
        "kind": "broadcast", "title": "心灵信箱", "topic": "", "day": WEDNESDAY.isoformat(), "hours": "12：20—13：00",
        "rhythm": "weekly", "last_on": "2026-09-30", "staff_id": "3", "venue_id": "0", "place": "广播室",
        "strand": "knowledge", "places": "", "sign_up_until": "", **changes,
    }  # fmt: skip


def stored(app: Flask) -> list[Series]:
    """The series of school 1 with their items, apart from any session."""
    with app.app_context(), school_scope(1):
        rows = list(db.session.scalars(select(Series).options(selectinload(Series.items)).order_by(Series.id)))
        db.session.expunge_all()
        return rows


def days(series: Series) -> list[str]:
    return [f"{one.day:%m-%d}{'' if one.state == 'planned' else ' ' + one.state}" for one in series.items]


def item_on(series: Series, day: date) -> Item:
    return next(one for one in series.items if one.day == day)
