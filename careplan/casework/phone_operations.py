"""Take in what a phone found at the door: nothing of somebody else's is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from careplan.casework.models import Contact
from careplan.casework.sent_visit import FACTS, Fact, Outcome, outcome
from careplan.children.load import record_of
from careplan.children.models import Child, ChildChange
from careplan.children.operations import edit_child
from careplan.db import SHOW_WITHDRAWN, db


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a fact; theirs: what is stored now, since: the day on which that was entered."""

    outcome: Outcome
    theirs: str
    since: date | None


def take_in_facts(*, actor_id: int, child: Child, facts: Mapping[str, Fact]) -> dict[str, Arrived]:
    """Write those facts that nobody changed meanwhile, with their history; tell for the others what is stored."""
    stored = stored_facts(child)
    outcomes = {name: outcome(fact, stored[name]) for name, fact in facts.items()}
    new: dict[str, Any] = {name: facts[name].mine or None for name, became in outcomes.items() if became == "stored"}
    if new:
        edit_child(actor_id=actor_id, child=child, given=replace(record_of(child), **new), source="visit")
    return {name: Arrived(became, stored[name], _changed_on(child.id, name)) for name, became in outcomes.items()}


def stored_facts(child: Child) -> dict[str, str]:
    """The facts a visit may correct, as they stand; empty for nothing."""
    known = record_of(child)
    return {name: getattr(known, name) or "" for name in FACTS}


def has_arrived(key: str) -> Contact | None:
    """The visit that came with this key before; one that was taken back has arrived too and does not come back."""
    return db.session.scalar(select(Contact).where(Contact.client_key == key).execution_options(**SHOW_WITHDRAWN))


def _changed_on(child_id: int, name: str) -> date | None:
    query = select(func.max(ChildChange.recorded_on)).where(ChildChange.child_id == child_id, ChildChange.field == name)
    return db.session.scalar(query)
