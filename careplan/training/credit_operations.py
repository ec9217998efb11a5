"""Write what records count for, by the rules in force; what is recognised stays as it was settled (S47, S49)."""

from __future__ import annotations

from collections.abc import Collection

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.training.credit_load import Timeline, counted_records, entry_of, persons, timeline
from careplan.training.credits.engine import credit
from careplan.training.credits.entry import Credited
from careplan.training.models import TrainingRecord, TrainingStep


def recount(staff_ids: Collection[int], rules: Timeline | None = None) -> None:
    """Compute these people's credits anew; nothing that is recognised changes."""
    rules = timeline() if rules is None else rules
    facts = persons(staff_ids)
    for staff_id, rows in counted_records(staff_ids).items():
        answers = credit([entry_of(row) for row in rows], rules, facts[staff_id])
        for row in rows:
            if row.state != "recognised" or row.said_credits is None:
                write(row, answers[str(row.id)])
    db.session.flush()


def write(row: TrainingRecord, answer: Credited) -> None:
    """Put an answer of the engine into its record."""
    if row.by_days and answer.rules:
        row.hours = float(answer.entry.hours_of(answer.rules.day_hours))
    values = {
        "credits": None if answer.credits is None else float(answer.credits),
        "counted": float(answer.hours),
        "reasons": list(answer.reasons),
        "rules_id": int(answer.rules.code) if answer.rules else None,
    }
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def forget(row: TrainingRecord) -> None:
    """What no longer stands in the ledger counts for nothing."""
    row.credits = row.counted = row.rules_id = row.authority_credits = None
    row.reasons = []


def step(actor_id: int | None, row: TrainingRecord, action: str, before: str, reason: str = "") -> None:
    """A line of the record's trail and of the audit log."""
    db.session.flush()
    db.session.add(
        TrainingStep(
            record_id=row.id, at=now(), actor_id=actor_id, action=action, before=before, after=row.state, reason=reason
        )
    )
    db.session.flush()
    record(actor_id=actor_id, action=action, entity="training_record", entity_id=row.id)
