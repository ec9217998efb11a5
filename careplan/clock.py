"""The one place that asks what time it is; tests and the demo's generator may set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SCHOOL_ZONE = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_clock", default=None)


def now() -> datetime:
    """The moment in UTC, without zone, as stored in every `…_at` column."""
    return (_fixed.get() or datetime.now(UTC)).astimezone(UTC).replace(tzinfo=None)


def today() -> date:
    """The school's date (Asia/Shanghai)."""
    return (_fixed.get() or datetime.now(UTC)).astimezone(SCHOOL_ZONE).date()


def local(moment: datetime) -> datetime:
    """A stored moment as the school's wall clock shows it."""
    return moment.replace(tzinfo=UTC).astimezone(SCHOOL_ZONE)


@contextmanager
def fixed(moment: datetime) -> Iterator[None]:
    """Within, it is this moment (with zone)."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
