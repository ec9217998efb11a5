"""From the tables of aid to the pure nouns: ledgers, benefits, costs, windows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from careplan.aid.forecast import Cost, Dated, Given, Outlook, Span, outlook
from careplan.aid.ledger import PAID, SPENT, Balance, Entry, balance_of, standing
from careplan.aid.models import AidCase, AidEntry, Duty, KnownCost
from careplan.aid.rates import Benefit, Rate
from careplan.aid.windows import Occurrence, Pattern, occurrences
from careplan.aid.words import Happened, granted_fen, last_state
from careplan.db import db
from careplan.school.models import Term
from careplan.seeds.load import shipped_aid


def happened(case: AidCase) -> list[Happened]:
    """The steps that stand, in the order in which they were entered."""
    rows = sorted((step for step in case.steps if step.taken_back_at is None), key=lambda step: step.id)
    return [Happened(step.state, step.day, step.fen) for step in rows]


def entry_of(row: AidEntry) -> Entry:
    return Entry(row.id, row.kind, row.day, row.fen, row.purpose, row.undoes_id)


def ledger_of(case: AidCase) -> list[Entry]:
    """Every line of a case, contra-entries too."""
    return [entry_of(row) for row in case.entries]


def basis_of(case: AidCase) -> int | None:
    """What `balance_of` calls granted: 0 before a grant, None for a monthly benefit."""
    return None if case.monthly else granted_fen(happened(case)) or 0


def balance_of_case(case: AidCase) -> Balance:
    return balance_of(ledger_of(case), basis_of(case))


def benefit_of(case: AidCase) -> Benefit:
    """The amounts of a monthly case that stand; nothing comes after it has ended."""
    steps = happened(case)
    ended = [step.day for step in steps if step.state == "ended"]
    ends = [day for day in (case.ends_on, *ended) if day is not None]
    rates = tuple(Rate(row.since, row.fen) for row in case.rates if row.taken_back_at is None)
    return Benefit(rates, case.pay_day or 1, min(ends, default=None))


def cost_of(row: KnownCost) -> Cost:
    return Cost(row.fen, row.rhythm, row.day, row.since, row.until, row.school_time)


def term_spans() -> tuple[Span, ...]:
    """First and last day of every term of the school."""
    rows = db.session.execute(select(Term.starts_on, Term.ends_on).order_by(Term.starts_on))
    return tuple((row.starts_on, row.ends_on) for row in rows)


def forecast_of(cases: Iterable[AidCase], costs: Iterable[KnownCost], terms: tuple[Span, ...], day: date) -> Outlook:
    """“The money ends on …” for one child, from its cases and known costs."""
    return outlook(given_of(cases, costs, terms, day))


def given_of(cases: Iterable[AidCase], costs: Iterable[KnownCost], terms: tuple[Span, ...], day: date) -> Given:
    """What the forecast of one child is made from."""
    counted = [case for case in cases if case.for_costs]
    spent = [line for case in counted for line in standing(ledger_of(case)) if line.kind == SPENT]
    return Given(
        day=day,
        unused=sum(_still_usable(case) for case in counted),
        benefits=tuple(benefit_of(case) for case in counted if case.monthly),
        costs=tuple(cost_of(row) for row in costs),
        prepaid=_for(spent, "ahead"),
        terms=terms,
        paid=_for(spent, "now"),
    )


def _still_usable(case: AidCase) -> int:
    """Granted and not spent; of a case that has ended only what has arrived."""
    balance = balance_of_case(case)
    return balance.in_hand if last_state(happened(case)) == "ended" else balance.unused


def _for(spent: Iterable[Entry], pays: str) -> tuple[Dated, ...]:
    purposes = shipped_aid().purposes
    return tuple(
        (one.day, one.fen or 0) for one in spent if one.purpose in purposes and purposes[one.purpose].pays == pays
    )


def paid_fen(case: AidCase) -> int:
    return sum(line.fen or 0 for line in standing(ledger_of(case)) if line.kind == PAID)


def pattern_of(duty: Duty) -> Pattern:
    return Pattern(
        duty.rhythm,
        (duty.first_month, duty.first_day),
        (duty.last_month, duty.last_day),
        duty.since,
        duty.until,
        frozenset(duty.pauses),
    )


def occurrences_of(duty: Duty, day: date, ahead: timedelta = timedelta(days=60)) -> list[Occurrence]:
    """Every time of a duty from its beginning to two months ahead, or so far as is asked."""
    done = {row.opens: row.done_on for row in duty.records if row.taken_back_at is None}
    return occurrences(pattern_of(duty), done, day, ahead)
