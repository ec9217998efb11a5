"""Copy an example, edit the copy, put it into force from a day on; versions in force never change (S47)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.training.credit_operations import step, write
from careplan.training.credits.reading import as_data, from_data
from careplan.training.credits.rules import RuleSet
from careplan.training.models import CreditRules, TrainingRecord
from careplan.training.rules_load import changes, rules_in_force


def copy_rules(*, actor_id: int | None, origin: RuleSet, name: str) -> CreditRules:
    """A draft of the school's own, made from an example or from a version of its own."""
    if not name:
        raise Refused(_("Please give the copy a name."))
    number = (db.session.scalar(select(func.max(CreditRules.number)).select_from(CreditRules)) or 0) + 1
    content = {**as_data(origin), "zh": name, "en": name}
    row = CreditRules(number=number, name=name, based_on=origin.zh, content=content, made_at=now(), made_by=actor_id)
    db.session.add(row)
    _note(actor_id, "add", row)
    return row


def edit_rules(*, actor_id: int | None, row: CreditRules, content: dict[str, Any], name: str = "") -> None:
    """Another content; only of a draft, and only when it can be read."""
    if row.state != "draft":
        raise Refused(_("These rules are or were in force and stay as they are. Make a copy to change them."))
    faults = from_data(content)[1]
    if faults:
        raise Refused(_("The rules cannot be read: %(faults)s", faults="; ".join(faults)))
    row.content, row.name = content, name or row.name
    _note(actor_id, "edit", row)


def discard_rules(*, actor_id: int | None, row: CreditRules) -> None:
    """Throw a draft away."""
    if row.state != "draft":
        raise Refused(_("These rules are or were in force and stay as they are. Make a copy to change them."))
    record(actor_id=actor_id, action="discard", entity="credit_rules", entity_id=row.id)
    db.session.delete(row)
    db.session.flush()


def adopt_rules(
    *, actor_id: int | None, row: CreditRules, counts_from: date, locked: bool = False, digest: str | None = None
) -> int:
    """Put a draft into force for trainings that end on `counts_from` or later; how many records then differ.

    locked: recognised records are counted anew too. digest: of the differences that were shown; Refused when they
    have changed since (None: nothing was shown, as on the command line).
    """
    if row.state != "draft":
        raise Refused(_("These rules are or were in force and stay as they are. Make a copy to change them."))
    found = changes(row, counts_from, locked=locked)
    if digest is not None and digest != found.digest:
        raise Refused(_("Something has changed since the differences were shown. Please look at them again."))
    former = rules_in_force()
    if former:
        former.state = "replaced"
        db.session.flush()
    row.state, row.counts_from, row.adopted_at, row.adopted_by = "in-force", counts_from, now(), actor_id
    _note(actor_id, "adopt", row)
    for record_id, answer in found.answers.items():
        write(db.session.get_one(TrainingRecord, record_id), answer)
    for one in found.differences:
        if one.locked:
            step(actor_id, one.record, "recount", one.record.state)
    db.session.flush()
    return len(found.differences)


def _note(actor_id: int | None, action: str, row: CreditRules) -> None:
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="credit_rules", entity_id=row.id)
