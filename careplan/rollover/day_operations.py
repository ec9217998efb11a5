"""Enter proposed days into the new year's calendar."""

from __future__ import annotations

from collections.abc import Collection

from careplan.audit.operations import record
from careplan.db import db
from careplan.rollover.days import Proposal
from careplan.rollover.load_days import proposed
from careplan.school.models import CalendarDay, SchoolYear


def enter_days(*, actor_id: int, year: SchoolYear, codes: Collection[str]) -> int:
    """Enter those of today's proposals that were chosen; the number entered. What is there already stays as it is."""
    chosen = [one for one in proposed(year.start_year) if one.code in codes]
    db.session.add_all([_row(one) for one in chosen])
    db.session.flush()
    if chosen:
        detail = {"days": len(chosen)}
        record(actor_id=actor_id, action="take-over", entity="school_year", entity_id=year.id, detail=detail)
    return len(chosen)


def _row(one: Proposal) -> CalendarDay:
    return CalendarDay(
        day=one.day,
        kind=one.kind,
        label=one.label,
        label_en=one.label_en,
        note=one.note,
        note_en=one.note_en,
        domains=list(one.domains),
        source=one.source,
        confirmed=one.confirmed,
    )
