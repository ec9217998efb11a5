"""From the records of the schedule in force to what each squad has had."""

from __future__ import annotations

from collections.abc import Iterator

from careplan.clock import today
from careplan.plans.load import squad_code
from careplan.sessions.credit import Had
from careplan.sessions.models import TeamSession
from careplan.sessions.schedule_queries import key_of, published_schedule, sessions_of, stays


def load_had() -> tuple[Had, ...]:
    """Every squad of every session that was held or is over, of the schedule in force."""
    version = published_schedule()
    rows = sessions_of(version) if version else []
    return tuple(one for row in rows if stays(row, today()) for one in _of(row))


def _of(row: TeamSession) -> Iterator[Had]:
    """Squads that the schedule has in the session, and squads that only came."""
    key = key_of(row) if row.planned else None
    for squad in map(squad_code, row.squads):
        yield Had(row.activity.slug, squad, str(row.term), key if key and squad in key[3] else None)
