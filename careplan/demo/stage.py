"""What every step of the demo shares, and the note in the database that a step is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.clock import today
from careplan.db import db
from careplan.plans.models import YearPlan
from careplan.plans.queries import current_year, plan_of

ACTION = "demo-step"


def silent(_done: int, _total: int) -> None:
    """Says nothing of the progress."""


@dataclass(slots=True)
class Stage:
    """data: folder of the database; seconds: of work for the solver; until: the first day that is not played."""

    data: Path
    seed: int
    seconds: float
    wanted_until: date | None = None
    tick: Callable[[int, int], None] = field(default=silent)
    said: Callable[[str], None] = field(default=lambda words: None)

    def rng(self, step: str) -> Random:
        """Chance of its own for each step, so that a step done again does the same."""
        return Random(f"{self.seed}-{step}")

    @property
    def roster(self) -> Path:
        return self.data / "demo-roster.xlsx"

    @property
    def accounts(self) -> Path:
        return self.data / "demo-accounts.json"

    def until(self) -> date:
        """Today, or the end of the first term when that is over."""
        year = current_year()
        last = year.terms[0].ends_on if year else today()
        return min(self.wanted_until or today(), last)


def is_done(step: str) -> bool:
    """Whether the step was finished in this database."""
    query = select(AuditEvent.id).where(AuditEvent.action == ACTION, AuditEvent.entity == step)
    return db.session.scalar(query) is not None


def finish(step: str) -> None:
    """Note that the step is done, in the same transaction as what it did."""
    record(actor_id=None, action=ACTION, entity=step)
    db.session.commit()


def the_plan() -> YearPlan:
    """The plan of the current year, which an earlier step has made."""
    year = current_year()
    plan = plan_of(year) if year else None
    if plan is None:
        raise LookupError("the demo's plan is missing")
    return plan


def user(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()
