"""Facts about aid: what was asked for a child, when it was granted, when the first of it came. No words are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from careplan.aid.ledger import GOODS, PAID
from careplan.aid.models import AidCase, AidEntry, AidStep
from careplan.db import db
from careplan.indicators import facts
from careplan.indicators.span import Span

Step = Row[*tuple[Any, ...]]


def aid(span: Span) -> tuple[facts.AidRecord, ...]:
    """Cases whose first step lies in the year, as known on the day; granted unasked, that day counts as asking."""
    query = (
        select(
            *(AidCase.id, AidCase.child_id, AidCase.kind),
            *(AidStep.id.label("step_id"), AidStep.state, AidStep.day, AidStep.fen),
        )
        .join(AidStep, AidStep.case_id == AidCase.id)
        .where(AidStep.taken_back_at.is_(None), AidStep.day <= span.last)
        .order_by(AidCase.id, AidStep.day, AidStep.id)
    )
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in db.session.execute(query):
        steps[row.id].append(row)
    begun = {case_id: rows for case_id, rows in steps.items() if rows[0].day >= span.first}
    came = _first_came(begun, span.last)
    return tuple(_record(rows, came.get(case_id)) for case_id, rows in begun.items())


def _record(steps: list[Step], came: date | None) -> facts.AidRecord:
    first, granted = steps[0], [row for row in steps if row.state == "granted"]
    return facts.AidRecord(
        id=str(first.id),
        child_id=str(first.child_id),
        kind=first.kind,
        asked_on=first.day,
        amount_fen=(granted or steps)[-1].fen,
        granted_on=granted[0].day if granted else None,
        delivered_on=came,
        refused=_given_up(steps),
    )


def _given_up(steps: list[Step]) -> bool:
    """Refused and not asked for again, or withdrawn before there was a grant."""
    last = max(steps, key=lambda row: row.step_id).state
    return last == "refused" or (last == "ended" and all(row.state != "granted" for row in steps))


def _first_came(case_ids: Collection[int], last: date) -> dict[int, date]:
    """Case → the first day on which money or goods came that were not taken back."""
    gone = aliased(AidEntry)
    query = (
        select(AidEntry.case_id, AidEntry.day)
        .outerjoin(gone, gone.undoes_id == AidEntry.id)
        .where(AidEntry.kind.in_((PAID, GOODS)), AidEntry.undoes_id.is_(None), gone.id.is_(None), AidEntry.day <= last)
        .order_by(AidEntry.day.desc())
    )
    return {case_id: day for case_id, day in db.session.execute(query) if case_id in case_ids}
