"""Keep what a child's file holds: add and change records, note progress of a goal, fill in the form of 2016."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.casework.file_models import CareGoal, GoalProgress, Need, Placement
from careplan.children.file_models import CarerPeriod, ChildCategory, FamilyState, Registration
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused

MODELS: dict[str, type[Any]] = {
    "category": ChildCategory,
    "state": FamilyState,
    "need": Need,
    "goal": CareGoal,
    "placement": Placement,
    "carer": CarerPeriod,
}
"""What is kept in the file, by the word in its address."""
REACHED = 4


def save_record(*, actor_id: int | None, sort: str, child: Child, row: Any | None, values: dict[str, Any]) -> Any:
    """Add (row None) or change a record of the file.

    Refused when its first day cannot be right, or when it stands there already: a form sent twice, a category twice.
    """
    since: date = values["since"]
    if since > today():
        raise Refused(_("The first day lies ahead. It is recorded when it has come."))
    if since < child.birth_date:
        raise Refused(_("On this day the child was not yet born."))
    _only_once(sort, child.id, row, values)
    action = "edit" if row else "add"
    if row is None:
        row = MODELS[sort](child_id=child.id, recorded_at=now(), recorded_by=actor_id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value if value is not None or name in NULLABLE else "")
    db.session.flush()
    record(actor_id=actor_id, action=action, entity=row.__tablename__, entity_id=row.id)
    return row


def _only_once(sort: str, child_id: int, row: Any | None, values: dict[str, Any]) -> None:
    model = MODELS[sort]
    query = select(model).where(model.child_id == child_id)
    others = [one for one in db.session.scalars(query) if row is None or one.id != row.id]
    if any(all((getattr(one, name) or None) == (value or None) for name, value in values.items()) for one in others):
        raise Refused(_("This stands in the file already."))
    if sort == "category" and any(_overlap(one, values) for one in others if one.category == values["category"]):
        raise Refused(_("This category is in the file for these days already. Change that entry."))


def _overlap(one: ChildCategory, values: dict[str, Any]) -> bool:
    last, until = one.until or date.max, values["until"] or date.max
    return one.since <= until and bool(values["since"] <= last)


def open_beside(sort: str, row: Any) -> bool:
    """Whether another entry of this kind has no last day: where the child lives, who cares, where a relative is."""
    if sort not in ("placement", "carer", "state"):
        return False
    model = MODELS[sort]
    query = select(model.id).where(model.child_id == row.child_id, model.id != row.id, model.until.is_(None))
    if sort == "state":
        query = query.where(model.member == row.member)
    return row.until is None and db.session.scalar(query.limit(1)) is not None


NULLABLE = frozenset({"until", "fee_fen", "owed_fen", "pay_by", "renew_on", "result", "household_registered"})


def note_progress(*, actor_id: int | None, goal: CareGoal, day: date, step: int, note: str) -> GoalProgress:
    """A goal has come so far; at the last step it is reached."""
    if not goal.since <= day <= today():
        raise Refused(_("This day lies before the goal was set, or ahead."))
    row = GoalProgress(goal=goal, day=day, step=step, note=note, recorded_at=now(), recorded_by=actor_id)
    if step == REACHED:
        goal.state = "reached"
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="note-progress", entity="care_goal", entity_id=goal.id)
    return row


def save_registration(
    *, actor_id: int | None, child: Child, row: Registration | None, values: dict[str, Any]
) -> Registration:
    """Fill in the form of 2016; saving it unchanged with a new day says: looked at, still right."""
    if values["filled_on"] > today():
        raise Refused(_("This day lies ahead."))
    action = "edit" if row else "add"
    if row is None:
        row = Registration(child_id=child.id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value if value is not None or name in NULLABLE else "")
    row.recorded_at, row.recorded_by = now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="registration", entity_id=row.id)
    return row
