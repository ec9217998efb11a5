"""From the tables to what the engine reads: a person's entries, the school's rules in force, who is asked for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select

from careplan.db import db
from careplan.school.models import Squad, StaffMember
from careplan.training.credits.engine import credit
from careplan.training.credits.entry import Credited, Entry, Person
from careplan.training.credits.floors import Reached, reached
from careplan.training.credits.reading import from_data
from careplan.training.credits.rules import RuleSet
from careplan.training.credits.spans import Span, cycle_of, year_of
from careplan.training.models import CreditRules, TrainingPerson, TrainingRecord
from careplan.training.states import COUNTED

DEFAULT_YEARS = 5
Timeline = tuple[RuleSet, ...]


def timeline() -> Timeline:
    """The school's versions, newest first; `code` is the version's id, `valid_from` the first day that it counts."""
    query = select(CreditRules).where(CreditRules.state != "draft").order_by(CreditRules.number.desc())
    return tuple(counting(row, row.counts_from) for row in db.session.scalars(query) if row.counts_from)


def counting(row: CreditRules, counts_from: date) -> RuleSet:
    """A version as it counts from a day on."""
    found, _faults = from_data(row.content)
    return replace(found, code=str(row.id), valid_from=counts_from)


def entry_of(row: TrainingRecord, *, unlocked: bool = False) -> Entry:
    """A record for the engine. What is recognised is settled; unlocked: but what the authority did not say."""
    recognised = row.state == "recognised"
    said = row.authority_credits if unlocked else row.said_credits
    return Entry(
        key=str(row.id),
        ends_on=row.ends_on,
        starts_on=row.starts_on,
        category=row.category,
        level=row.level,
        item=row.item,
        contents=frozenset({row.content, *row.tags}),
        hours=None if row.by_days else Fraction(str(row.hours)),
        days=Fraction(str(row.days or 0)),
        attended=Fraction(str(row.attended)),
        passed=row.result != "failed",
        same_content=row.same_content.casefold(),
        proofs=frozenset(row.proofs),
        settled=Decimal(str(said)) if recognised and said is not None else None,
    )


def counted_records(staff_ids: Collection[int] | None = None) -> dict[int, list[TrainingRecord]]:
    """Staff id → the records that stand in the ledger, oldest first."""
    query = select(TrainingRecord).where(TrainingRecord.state.in_(COUNTED))
    if staff_ids is not None:
        query = query.where(TrainingRecord.staff_id.in_(staff_ids))
    found: defaultdict[int, list[TrainingRecord]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(TrainingRecord.ends_on, TrainingRecord.id)):
        found[row.staff_id].append(row)
    return found


def persons(staff_ids: Collection[int] | None = None) -> dict[int, Person]:
    """Staff id → who is asked for what; a person without an entry here is nobody special."""
    leads = set(db.session.scalars(select(Squad.counselor_id).where(Squad.active, Squad.counselor_id.is_not(None))))
    query = select(TrainingPerson.staff_id, TrainingPerson.probation_from, TrainingPerson.probation_until)
    probation = {staff_id: Span(first, last) for staff_id, first, last in db.session.execute(query) if first and last}
    asked = set(staff_ids) if staff_ids is not None else leads | set(probation)
    return {one: Person(probation.get(one), one in leads) for one in asked if one is not None}


@dataclass(frozen=True)
class Ledger:
    """A person's account: what each record counts for, and how far they are.

    sure: from recognised records only; hoped: with what is on the way.
    """

    staff: StaffMember
    rows: tuple[TrainingRecord, ...]
    credited: dict[str, Credited]
    rules: RuleSet | None
    cycle: Span
    sure: tuple[Reached, ...]
    hoped: tuple[Reached, ...]
    person: Person

    def of(self, row: TrainingRecord) -> Credited | None:
        return self.credited.get(str(row.id))

    def is_behind(self, day: date) -> bool:
        """Even with what is on the way, less than the time that has passed asks for."""
        return any(one.is_behind(day) for one in self.hoped)

    @property
    def missing(self) -> tuple[Reached, ...]:
        return tuple(one for one in self.hoped if one.missing)


def ledgers(day: date, staff: Iterable[StaffMember]) -> list[Ledger]:
    """The accounts of these people on a day, in their order."""
    people = list(staff)
    ids = [one.id for one in people]
    rules, rows, facts = timeline(), counted_records(ids), persons(ids)
    return [_ledger(one, day, rules, rows.get(one.id, []), facts[one.id]) for one in people]


def _ledger(staff: StaffMember, day: date, rules: Timeline, rows: list[TrainingRecord], person: Person) -> Ledger:
    current = next((one for one in rules if one.is_valid_on(day)), None)
    credited = credit([entry_of(row) for row in rows], rules, person)
    sure = [credited[str(row.id)] for row in rows if row.state == "recognised"]
    return Ledger(
        staff=staff,
        rows=tuple(rows),
        credited=credited,
        rules=current,
        cycle=cycle_of(day, current) if current else _five_years(day),
        sure=reached(sure, current, person, day) if current else (),
        hoped=reached(credited.values(), current, person, day) if current else (),
        person=person,
    )


def _five_years(day: date) -> Span:
    """Where no rules are chosen: the last five calendar years."""
    this = year_of(day, 1)
    return Span(date(this.first.year - DEFAULT_YEARS + 1, 1, 1), this.last)
