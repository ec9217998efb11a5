"""Read what an event of the school's calendar is joined with, and what it could be (S20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.db import db
from careplan.plans.load import squad_code
from careplan.programme.joining import Stood
from careplan.programme.likeness import Meeting
from careplan.programme.models import EventJoin, Item, SchoolEvent, ServedPlan
from careplan.programme.naming import name_in
from careplan.programme.queries import WantedItems, find_items
from careplan.programme.served_once import Ref, Same, same_of
from careplan.seeds.load import shipped_vocabulary
from careplan.sessions.lesson_times import begins, ends
from careplan.sessions.models import TeamSession
from careplan.sessions.session_queries import SquadNames, in_force_between

OWN = "own-"
"""How the code of a plan of the school's own begins."""


def find_event(event_id: int) -> SchoolEvent | None:
    """An event of this school with what it is joined with."""
    return db.session.scalar(_with_joins().where(SchoolEvent.id == event_id))


def events_between(first: date, last: date) -> Sequence[SchoolEvent]:
    """The school's events on these days with their joins, in order of time."""
    query = _with_joins().where(SchoolEvent.day <= last, SchoolEvent.last_day >= first)
    return db.session.scalars(query.order_by(SchoolEvent.day, SchoolEvent.begins, SchoolEvent.id)).all()


def _with_joins() -> Select[SchoolEvent]:
    joins = selectinload(SchoolEvent.joins)
    return select(SchoolEvent).options(
        joins.joinedload(EventJoin.session).selectinload(TeamSession.posts),
        joins.joinedload(EventJoin.session).selectinload(TeamSession.squads),
        joins.joinedload(EventJoin.session).joinedload(TeamSession.activity),
        joins.joinedload(EventJoin.item).joinedload(Item.series),
    )


def find_join(join_id: int) -> EventJoin | None:
    """A join of this school."""
    query = select(EventJoin).where(EventJoin.id == join_id).options(joinedload(EventJoin.event))
    return db.session.scalar(query)


def same_events(first: date, last: date) -> Same:
    """Which sessions and items are which events, of events on these days: what `served_once` asks for."""
    query = (
        select(EventJoin.event_id, EventJoin.session_id, EventJoin.item_id)
        .join(SchoolEvent, SchoolEvent.id == EventJoin.event_id)
        .where(SchoolEvent.day <= last, SchoolEvent.last_day >= first)
    )
    return same_of((event, ref) for event, *ids in db.session.execute(query) if (ref := _ref(*ids)) is not None)


def _ref(session_id: int | None, item_id: int | None) -> Ref | None:
    if session_id is not None:
        return Ref("session", session_id)
    return None if item_id is None else Ref("item", item_id)


def ref_of(join: EventJoin) -> Ref | None:
    """What a join means; None when it is gone from that time."""
    return _ref(join.session_id, join.item_id)


def is_live(join: EventJoin) -> bool:
    """Whether what it is joined with stands and was not cancelled."""
    one = join.session or join.item
    return one is not None and one.state != "cancelled"


@dataclass(frozen=True, slots=True)
class Joinable:
    """A session in force or an item that may be the same event."""

    meeting: Meeting
    stood: Stood
    leads: frozenset[int]

    @property
    def ref(self) -> Ref:
        return self.meeting.ref


def joinables(first: date, last: date) -> list[Joinable]:
    """Everything of these days that stands, in order of time."""
    names = SquadNames.now()
    found = [_session(row, names) for row in in_force_between(first, last)]
    found += [_item(row) for row in find_items(WantedItems(first, last, states=("planned", "done")))]
    return sorted(found, key=lambda one: (one.meeting.begins, one.ref))


def _session(row: TeamSession, names: SquadNames) -> Joinable:
    stood = stood_of_session(row, names)
    meeting = Meeting(
        Ref("session", row.id),
        begins(row.day, row.period),
        ends(row.day, row.period + row.lessons - 1),
        (row.activity.title, row.activity.title_en),
    )
    return Joinable(meeting, stood, frozenset(post.staff_id for post in row.posts))


def stood_of_session(row: TeamSession, names: SquadNames) -> Stood:
    """A session as a join keeps it."""
    label = names.label(row.squads)
    return Stood(
        row.day,
        f"{label} {row.activity.title}",
        f"{label} {row.activity.title_en or row.activity.title}",
        row.period,
        row.activity.slug,
        tuple(sorted(squad_code(squad) for squad in row.squads)),
    )


def _item(row: Item) -> Joinable:
    words = row.series.kind, row.series.title, row.topic
    zh, en = (name_in(*words, english=english) for english in (False, True))
    hours = (datetime.combine(row.day, row.begins), datetime.combine(row.day, row.ends))
    titles = tuple(one for one in (row.series.title, row.topic, zh, en) if one)
    meeting = Meeting(Ref("item", row.id), *hours, titles)
    return Joinable(meeting, Stood(row.day, zh, en), frozenset({row.staff_id} if row.staff_id else ()))


def sessions_as_stood(rows: Iterable[TeamSession]) -> dict[int, Stood]:
    """Row id → what it is, of a version's sessions that were not cancelled."""
    names = SquadNames.now()
    return {row.id: stood_of_session(row, names) for row in rows if row.state != "cancelled"}


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan that events serve. own_id: of the school's own; offered: whether it can still be chosen."""

    code: str
    zh: str
    en: str
    own_id: int | None = None
    offered: bool = True


def served_plans() -> list[PlanName]:
    """The vocabulary's plans and the school's own, those that are offered no more last."""
    words = shipped_vocabulary().served_plans.values()
    found = [PlanName(one.code, one.zh, one.en) for one in words]
    rows = db.session.scalars(select(ServedPlan).order_by(ServedPlan.retired, ServedPlan.id))
    return found + [PlanName(f"{OWN}{one.id}", one.name, one.name, one.id, not one.retired) for one in rows]


@dataclass(frozen=True, slots=True)
class PlanCount:
    """How much serves a plan in a school year. joined: sessions and items that are the same as one of its events."""

    events: int
    joined: int
    took_place: int


def counts_by_plan(events: Sequence[SchoolEvent]) -> dict[str, PlanCount]:
    """Code → its counts, each session and item once for a plan."""
    found = {}
    for code in {code for event in events for code in event.serves}:
        serving = [event for event in events if code in event.serves]
        parts = {ref: join for event in serving for join in event.joins if (ref := ref_of(join)) and is_live(join)}
        states = Counter(one.state for join in parts.values() if (one := join.session or join.item))
        found[code] = PlanCount(len(serving), len(parts), states["held"] + states["done"])
    return found


def serves_of(refs: Collection[Ref]) -> dict[Ref, list[SchoolEvent]]:
    """The events that sessions and items are joined with."""
    sessions = [one.id for one in refs if one.source == "session"]
    items = [one.id for one in refs if one.source == "item"]
    query = (
        select(EventJoin)
        .where(EventJoin.session_id.in_(sessions) | EventJoin.item_id.in_(items))
        .options(joinedload(EventJoin.event))
        .order_by(EventJoin.id)
    )
    found: dict[Ref, list[SchoolEvent]] = {}
    for join in db.session.scalars(query):
        ref = ref_of(join)
        if ref is not None and ref in refs:
            found.setdefault(ref, []).append(join.event)
    return found
