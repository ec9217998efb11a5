"""Say that a session or item is the same event as one of the school's calendar, take it back, keep it through plans.

A join is a person's word: nothing is joined by itself (S20).
"""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.join_queries import OWN, joinables, ref_of, served_plans, sessions_as_stood
from careplan.programme.joining import heir, stood_of
from careplan.programme.models import EventJoin, SchoolEvent, ServedPlan
from careplan.programme.served_once import Ref
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.schedule_queries import sessions_of

LONGEST_PLAN = 30
MOST_PLANS = 30


def join_event(*, actor_id: int | None, event: SchoolEvent, ref: Ref) -> EventJoin:
    """The session in force or the item is this event. Refused when it does not stand on the event's days."""
    found = next((one for one in joinables(event.day, event.last_day) if one.ref == ref), None)
    if found is None:
        raise Refused(_("It does not stand on the event's days any more. Please look again."))
    if any(ref_of(join) == ref for join in event.joins):
        raise Refused(_("It is joined with this event already."))
    join = EventJoin(
        session_id=ref.id if ref.source == "session" else None,
        item_id=ref.id if ref.source == "item" else None,
        stood=found.stood.json(),
        joined_at=now(),
        joined_by=actor_id,
    )
    event.joins.append(join)
    db.session.flush()
    detail = {"with": ref.source, "id": ref.id}
    record(actor_id=actor_id, action="join", entity="school_event", entity_id=event.id, detail=detail)
    return join


def part_event(*, actor_id: int | None, join: EventJoin) -> None:
    """They are two events after all."""
    event_id = join.event_id
    join.event.joins.remove(join)
    db.session.flush()
    record(actor_id=actor_id, action="part", entity="school_event", entity_id=event_id)


def serve_plans(*, actor_id: int | None, event: SchoolEvent, codes: Collection[str]) -> None:
    """Which plans the event serves; one that is offered no more may stay."""
    known = [one.code for one in served_plans() if one.offered or one.code in event.serves]
    if not set(codes) <= set(known):
        raise Refused(_("Please choose among the plans offered."))
    before, event.serves = event.serves, [code for code in known if code in codes]
    db.session.flush()
    detail = {"before": before, "after": event.serves}
    record(actor_id=actor_id, action="edit", entity="school_event", entity_id=event.id, detail=detail)


def settle(*, actor_id: int | None, event: SchoolEvent) -> None:
    """Nothing that is suggested is the same event: it is not asked again."""
    event.settled = True
    db.session.flush()
    record(actor_id=actor_id, action="settle", entity="school_event", entity_id=event.id)


def keep_joins(version: ScheduleVersion, former: ScheduleVersion | None, actor_id: int | None) -> None:
    """A schedule was published: joins follow their sessions, as far as those lie on the event's days.

    A session that is gone from there leaves the event by itself; a later schedule that puts it back finds it again.
    """
    query = select(EventJoin).where(EventJoin.item_id.is_(None)).options(joinedload(EventJoin.event))
    joins = list(db.session.scalars(query.order_by(EventJoin.id)))
    if not joins:
        return
    rows = sessions_of(version)
    standing, every = sessions_as_stood(rows), {row.id for row in rows}
    for join in joins:
        taken = {one.session_id for one in join.event.joins if one is not join}
        free = {row: stood for row, stood in standing.items() if row not in taken}
        if join.session_id not in every:  # a row with a record has moved along with its schedule
            join.session_id = heir(stood_of(join.stood), free, join.event.day, join.event.last_day)
        if join.session_id in standing:
            join.stood = standing[join.session_id].json()
    db.session.flush()


def add_plan(*, actor_id: int | None, name: str) -> ServedPlan:
    """A plan of the school's own that events may serve. Refused for a name that there is, and for too many."""
    plans = served_plans()
    if not name.strip() or len(name) > LONGEST_PLAN:
        raise Refused(_("Please write a name of at most %(n)s characters.", n=LONGEST_PLAN))
    if any(name.strip().casefold() in (one.zh.casefold(), one.en.casefold()) for one in plans):
        raise Refused(_("There is a plan of this name already."))
    if sum(one.own_id is not None for one in plans) >= MOST_PLANS:
        raise Refused(_("At most %(n)s plans of your own.", n=MOST_PLANS))
    row = ServedPlan(name=name.strip())
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="add", entity="served_plan", entity_id=row.id)
    return row


def retire_plan(*, actor_id: int | None, row: ServedPlan, retired: bool) -> None:
    """No longer offered, or offered again; what serves it keeps its mark. One that nothing serves is taken away."""
    code = f"{OWN}{row.id}"
    used = any(code in serves for serves in db.session.scalars(select(SchoolEvent.serves)))
    record(actor_id=actor_id, action="retire" if retired else "restore", entity="served_plan", entity_id=row.id)
    if retired and not used:
        db.session.delete(row)
    else:
        row.retired = retired
    db.session.flush()
