"""The school's rule sets, and what another one would change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from careplan.db import db
from careplan.training.credit_load import Timeline, counted_records, counting, entry_of, persons, timeline
from careplan.training.credits.engine import credit
from careplan.training.credits.entry import Credited
from careplan.training.credits.reading import from_data
from careplan.training.credits.rules import RuleSet
from careplan.training.models import CreditRules, TrainingRecord


def own_rule_sets() -> list[CreditRules]:
    """The school's versions, newest first."""
    return list(db.session.scalars(select(CreditRules).order_by(CreditRules.number.desc())))


def rules_by_id(rules_id: int) -> CreditRules | None:
    return db.session.scalar(select(CreditRules).where(CreditRules.id == rules_id))


def rules_in_force() -> CreditRules | None:
    return db.session.scalar(select(CreditRules).where(CreditRules.state == "in-force"))


def rule_set_of(row: CreditRules) -> RuleSet:
    """What a version says, under its own name."""
    return replace(from_data(row.content)[0], zh=row.name, en=row.name)


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that would count for something else. locked: it is recognised."""

    record: TrainingRecord
    before: Decimal | None
    after: Decimal | None
    answer: Credited

    @property
    def locked(self) -> bool:
        return self.record.state == "recognised"


@dataclass(frozen=True, slots=True)
class Changes:
    """What putting a version into force from a day on would do. kept: recognised records left as they are settled."""

    differences: tuple[Difference, ...]
    answers: dict[int, Credited]
    kept: int

    @property
    def digest(self) -> str:
        """What was shown; something else is not done."""
        rows = [[one.record.id, str(one.before), str(one.after)] for one in self.differences]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def changes(row: CreditRules, counts_from: date, *, locked: bool) -> Changes:
    """Compare every record with what this version would make of it. locked: recognised ones are counted anew too,
    but for those of which the authority gave a figure."""
    rules: Timeline = (counting(row, counts_from), *timeline())
    records, facts = counted_records(), persons()
    found, answers, kept = [], {}, 0
    for staff_id, rows in records.items():
        free = {one.id for one in rows if locked and one.ends_on >= counts_from and one.authority_credits is None}
        entries = [entry_of(one, unlocked=one.id in free) for one in rows]
        credited = credit(entries, rules, facts.get(staff_id) or persons([staff_id])[staff_id])
        for one in rows:
            answer = credited[str(one.id)]
            if one.state == "recognised" and one.id not in free and one.said_credits is not None:
                kept += one.ends_on >= counts_from
                continue
            answers[one.id] = answer
            before = None if one.credits is None else Decimal(str(one.credits))
            if before != answer.credits:
                found.append(Difference(one, before, answer.credits, answer))
    return Changes(_named(found), answers, kept)


def _named(found: list[Difference]) -> tuple[Difference, ...]:
    """In the order of the staff list; the people's names are read at once."""
    ids = [one.record.id for one in found]
    query = select(TrainingRecord).where(TrainingRecord.id.in_(ids)).options(joinedload(TrainingRecord.staff))
    db.session.scalars(query).all()
    return tuple(sorted(found, key=lambda one: (one.record.staff.number, one.record.ends_on, one.record.id)))
