"""The world at the turn of its year: children with everything that must go on, and some of the last grade."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import inspect, select

from careplan.aid.models import AidCase, AidRate, Duty, DutyHolder, KnownCost
from careplan.casework.file_models import CareGoal, Need
from careplan.casework.models import CareAssignment, CareLevel, Promise
from careplan.casework.operations import assign_child
from careplan.casework.promise_operations import add_promise
from careplan.children.models import Child, Consent
from careplan.clock import fixed
from careplan.db import db
from careplan.events.models import CareEvent, EventTask
from careplan.events.operations import record_event
from careplan.partners.models import Agreement, Offer, Partner, Pledge
from careplan.partners.pledge_operations import pledge
from careplan.rollover.words import Choice
from careplan.school.models import LeadingGroupMember, Squad
from tests.aid.helped import grant, mid_month, staff
from tests.partners.helped import a_need, a_partner, an_offer

SUMMER = datetime(2027, 7, 10, 4, tzinfo=UTC)
LAST_DAY = date(2027, 7, 2)
DATES = {1: (date(2027, 9, 1), date(2028, 1, 21)), 2: (date(2028, 2, 28), date(2028, 6, 30))}
GOES_ON = (
    *(CareAssignment, CareLevel, Need, CareGoal, Promise, CareEvent, EventTask, Consent, LeadingGroupMember),
    *(AidCase, AidRate, KnownCost, Duty, DutyHolder, Partner, Agreement, Offer, Pledge),
)
"""Tables of which no row may change when a year is opened."""


@contextmanager
def summer(days: int = 0) -> Iterator[None]:
    """It is the summer after the world's year."""
    with fixed(SUMMER + timedelta(days=days)):
        yield


def care_for(child: Child, holder: str = "T3") -> None:
    """An owner, money, a duty, a promise, an event, a partner's pledge: all of it open."""
    assign_child(actor_id=1, child_id=child.id, staff_id=staff(), since=date(2027, 6, 1))
    grant(child)
    mid_month(child, date(2027, 6, 1), staff(holder))
    add_promise(actor_id=1, child_id=child.id, words="带书来", staff_id=staff(), due_on=date(2027, 9, 9))
    record_event(
        actor_id=1, child=child, kind="parent-leaves", happened_on=date(2027, 7, 1), known_at=datetime(2027, 7, 2, 1),
        source="teacher", words="外出",
    )  # fmt: skip
    offer = an_offer(a_partner(f"暖冬会{child.id}"))
    pledge(
        actor_id=1, offer=offer, child=child, need=a_need(child), amount=2, due_on=date(2027, 9, 9), note="", key=None
    )


def rows_of(model: type[Any]) -> list[tuple[Any, ...]]:
    """Every row of a table as it stands, by id."""
    columns = [column.key for column in inspect(model).column_attrs]
    rows = db.session.scalars(select(model).order_by(model.id).execution_options(populate_existing=True))
    return [tuple(getattr(row, name) for name in columns) for row in rows]


def everything() -> dict[str, list[tuple[Any, ...]]]:
    return {model.__tablename__: rows_of(model) for model in GOES_ON}


def last_grade() -> list[Child]:
    """The children of class 六(1), 甲 乙 丙."""
    query = select(Child).join(Squad).where(Squad.entry_year == 2021).order_by(Child.name, Child.id)
    return list(db.session.scalars(query))


HANDED_ON = Choice("leaves", "镇初中班主任")
