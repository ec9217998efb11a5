"""From the records of the schedule in force to what each squad has had."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.clock import today
from careplan.sessions.credit import Had
from careplan.sessions.schedule_queries import published_schedule, stays
from careplan.sessions.stood_queries import Stood, stood_in


def load_had() -> tuple[Had, ...]:
    """Every squad of every session that was held or is over, of the schedule in force."""
    version = published_schedule()
    rows = stood_in(version) if version else []
    return tuple(one for row in rows if stays(row, today()) for one in _of(row))


def _of(row: Stood) -> Iterator[Had]:
    """Squads that the schedule has in the session, and squads that only came."""
    key = row.key if row.planned else None
    for squad in row.squads:
        yield Had(row.activity, squad, str(row.term), key if key and squad in key[3] else None)
