"""The clock of an event: the delay until it was known, the hours to the first act, what is overdue. Pure (C5, C28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from careplan.seeds.care import Playbook, PlayTask

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A task of a playbook with the moment by which it is due."""

    task: PlayTask
    due_at: datetime


def planned(playbook: Playbook, known_at: datetime) -> list[Planned]:
    """The tasks that an event starts, counted from the moment it was known."""
    return [Planned(task, known_at + timedelta(hours=task.hours)) for task in playbook.tasks]


def delay_days(happened_on: date, known_on: date) -> int:
    """Days that passed before the school knew; never below 0."""
    return max(0, (known_on - happened_on).days)


def hours_to_first_act(known_at: datetime, acts: Iterable[datetime | None]) -> float | None:
    """Hours from when an event was known to the first thing that was done about it; None while nothing was (C28).

    What was done before it was written down as known counts as at once: 0.
    """
    done = [moment for moment in acts if moment is not None]
    return max(0.0, (min(done) - known_at) / HOUR) if done else None


def hours_over(due_at: datetime, now: datetime) -> int:
    """Whole hours since a task was due; 0 when it is not."""
    return max(0, int((now - due_at) / HOUR))


def hours_left(due_at: datetime, now: datetime) -> int:
    """Whole hours until a task is due; 0 when it is overdue."""
    return max(0, int((due_at - now) / HOUR))
