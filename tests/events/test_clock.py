"""The clock of an event: delay, hours to the first act, what is overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from careplan.events.clock import delay_days, hours_left, hours_over, hours_to_first_act, planned
from careplan.seeds.load import shipped_playbooks

KNOWN = datetime(2026, 11, 20, 1, 0)


@pytest.mark.plan("C5")
@pytest.mark.parametrize(
    ("happened", "days"), [(date(2026, 11, 20), 0), (date(2026, 11, 13), 7), (date(2026, 12, 1), 0)]
)
def test_the_delay_is_the_days_until_the_school_knew(happened: date, days: int) -> None:
    assert delay_days(happened, date(2026, 11, 20)) == days


@pytest.mark.plan("C28")
@pytest.mark.parametrize(
    ("acts", "hours"),
    [
        ([], None),
        ([None, None], None),
        ([KNOWN + timedelta(hours=5), KNOWN + timedelta(minutes=90), None], 1.5),
        ([KNOWN - timedelta(hours=3)], 0.0),
    ],
    ids=["nothing was done", "nothing yet", "the first counts", "before it was written down: at once"],
)
def test_hours_to_the_first_act(acts: list[datetime | None], hours: float | None) -> None:
    assert hours_to_first_act(KNOWN, acts) == hours


@pytest.mark.plan("C24")
def test_a_playbook_counts_its_hours_from_the_moment_it_was_known() -> None:
    book = shipped_playbooks().events["parent-detained"]
    assert [(one.task.does, (one.due_at - KNOWN) / timedelta(hours=1)) for one in planned(book, KNOWN)] == [
        ("act", 4),
        ("escalate", 8),
        ("level", 24),
        ("plan", 48),
        ("act", 72),
        ("file", 72),
        ("file", 168),
    ]


def test_overdue_begins_the_minute_after() -> None:
    assert (hours_over(KNOWN, KNOWN), hours_left(KNOWN, KNOWN)) == (0, 0)
    assert hours_over(KNOWN, KNOWN + timedelta(hours=2, minutes=59)) == 2
    assert hours_left(KNOWN, KNOWN - timedelta(hours=2, minutes=59)) == 2


def test_every_kind_of_event_has_an_owners_task_and_every_escalation_a_recipient() -> None:
    books = shipped_playbooks()
    assert all(any(task.who == "owner" for task in book.tasks) for book in books.events.values())
    assert {task.to for book in books.events.values() for task in book.tasks if task.does == "escalate"} <= set(
        books.recipients
    )
