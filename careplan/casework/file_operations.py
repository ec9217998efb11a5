"""Keep what a child's file holds: add and change records, note progress of a goal, fill in the form of 2016."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.casework.file_models import CareGoal, CarerPeriod, GoalProgress, Need, Placement
from careplan.children.file_models import ChildCategory, FamilyState, Registration
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
    """Add (row None) or change a record of the file. Refused when its first day cannot be right."""
    since: date = values["since"]
    if since > today():
        raise Refused(_("The first day lies ahead. It is recorded when it has come."))
    if since < child.birth_date:
        raise Refused(_("On this day the child was not yet born."))
    action = "edit" if row else "add"
    if row is None:
        row = MODELS[sort](child_id=child.id, recorded_at=now(), recorded_by=actor_id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value if value is not None or name in NULLABLE else "")
    db.session.flush()
    record(actor_id=actor_id, action=action, entity=row.__tablename__, entity_id=row.id)
    return row


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
