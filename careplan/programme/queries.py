"""Read what is planned beside the sessions; everything is of the school in scope."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from careplan.casework.models import HelpHours
from careplan.db import db
from careplan.programme.models import Item, SchoolEvent, Series, SignUp
from careplan.programme.planned import STRANDS
from careplan.programme.sign_up import Places, counted
from careplan.school.models import SchoolYear


@dataclass(frozen=True, slots=True)
class WantedItems:
    """What a list of items is narrowed to; None means all. kinds: of these only; grades: meant for one by name."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[str] | None = None
    staff_id: int | None = None
    venue_id: int | None = None
    grades: frozenset[int] | None = None
    states: tuple[str, ...] = ()


def find_items(wanted: WantedItems) -> list[Item]:
    """The items in order of time, each with its series, person and place."""
    query = (
        select(Item)
        .join(Item.series)
        .options(contains_eager(Item.series), joinedload(Item.staff), joinedload(Item.venue))
        .where(*_conditions(wanted))
        .order_by(Item.day, Item.begins, Item.id)
    )
    rows = db.session.scalars(query).all()
    return [row for row in rows if wanted.grades is None or wanted.grades & set(row.series.grades)]


def _conditions(wanted: WantedItems) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.first:
        found.append(Item.day >= wanted.first)
    if wanted.last:
        found.append(Item.day <= wanted.last)
    if wanted.kinds is not None:
        found.append(Series.kind.in_(wanted.kinds))
    if wanted.staff_id is not None:
        found.append(Item.staff_id == wanted.staff_id)
    if wanted.venue_id is not None:
        found.append(Item.venue_id == wanted.venue_id)
    if wanted.states:
        found.append(Item.state.in_(wanted.states))
    return found


def find_item(item_id: int) -> Item | None:
    """An item of this school with its series."""
    return db.session.scalar(select(Item).where(Item.id == item_id).options(joinedload(Item.series)))


def find_series(series_id: int) -> Series | None:
    """A series of this school with all its items."""
    query = select(Series).where(Series.id == series_id)
    items = selectinload(Series.items)
    return db.session.scalar(query.options(items.joinedload(Item.staff), items.joinedload(Item.venue)))


def series_between(first: date, last: date) -> Sequence[Series]:
    """The series with a day in this time, those that begin later last."""
    query = select(Series).where(Series.first_on <= last, Series.last_on >= first)
    items = selectinload(Series.items).joinedload(Item.staff)
    return db.session.scalars(query.options(items).order_by(Series.kind, Series.first_on, Series.id)).all()


def following(item: Item) -> list[Item]:
    """The item and those of its series after it that are still planned."""
    query = select(Item).where(Item.series_id == item.series_id, Item.state == "planned", Item.day >= item.day)
    return list(db.session.scalars(query.order_by(Item.day, Item.begins, Item.id)))


def places_of(series: Sequence[Series]) -> dict[int, Places]:
    """Series id → how full it is. Counts only."""
    query = (
        select(SignUp.series_id, func.count(SignUp.id))
        .where(SignUp.withdrawn_at.is_(None), SignUp.series_id.in_([one.id for one in series]))
        .group_by(SignUp.series_id)
    )
    signed: dict[int, int] = {row[0]: row[1] for row in db.session.execute(query)}
    return {one.id: counted(signed.get(one.id, 0), one.places) for one in series}


def hours_not_planned(first: date, last: date) -> Sequence[HelpHours]:
    """Opening hours of which nothing stands in the calendar in this time."""
    planned = select(Series.help_hours_id).where(
        Series.help_hours_id.is_not(None), Series.first_on <= last, Series.last_on >= first
    )
    query = select(HelpHours).where(HelpHours.id.not_in(planned))
    return db.session.scalars(query.order_by(HelpHours.channel.desc(), HelpHours.weekday, HelpHours.hours)).all()


def school_events(first: date, last: date) -> Sequence[SchoolEvent]:
    """The school's own events on these days, both included, in order (S20)."""
    query = select(SchoolEvent).where(SchoolEvent.day <= last, SchoolEvent.last_day >= first)
    return db.session.scalars(query.order_by(SchoolEvent.day, SchoolEvent.begins, SchoolEvent.id)).all()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How a kind stands in a school year. waiting: over, nothing recorded; came: those who came, where counted."""

    done: int
    cancelled: int
    waiting: int
    coming: int
    came: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What was done in a year by kind, month, strand (S22) and setting (S21)."""

    kinds: dict[str, KindCount]
    months: dict[str, Counter[str]]
    strands: dict[str, Counter[str]]
    settings: dict[str, Counter[str]]


def counts_of(year: SchoolYear, today: date) -> Counted:
    """The counts of a school year, for the page that shows what is counted."""
    first, last = date(year.start_year, 8, 1), date(year.start_year + 1, 7, 31)
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in find_items(WantedItems(first, last)):
        by_kind[item.series.kind].append(item)
    done = {kind: [one for one in rows if one.state == "done"] for kind, rows in by_kind.items()}
    return Counted(
        {kind: _kind_count(rows, today) for kind, rows in by_kind.items()},
        {kind: Counter(one.day.strftime("%Y-%m") for one in rows) for kind, rows in done.items()},
        {
            kind: Counter(one.series.strand for one in rows if one.series.strand in STRANDS)
            for kind, rows in done.items()
        },
        {kind: Counter(one.setting for one in rows) for kind, rows in done.items()},
    )


def _kind_count(rows: list[Item], today: date) -> KindCount:
    states = Counter(one.state for one in rows)
    waiting = sum(one.state == "planned" and one.day < today for one in rows)
    came = sum(one.came or 0 for one in rows if one.state == "done")
    return KindCount(states["done"], states["cancelled"], waiting, states["planned"] - waiting, came)
