"""The calendar of a full month for the demo school's 24 squads: bytes sent, and the server's time beside an empty page's.

An empty page is one with the frame and the menu and a form of three fields. The calendar is the page and what it asks for
as it opens: the month's sessions and the rows.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from careplan.app import create_app
from careplan.school.calendar import month_weeks
from careplan.settings import load_settings
from tests.e2e.conftest import Demo
from tests.e2e.test_every_link import sign_in

TIMES = 7
EMPTY = ("/accounts/password",)
SQUADS = 24
MOST_BYTES = 200_000


def fullest_month(client: FlaskClient) -> date:
    """The first day of the month with the most sessions."""
    year = client.get("/sessions/events?start=2026-09-01&end=2027-08-31").json
    days = Counter(date.fromisoformat(one["start"][:10]).replace(day=1) for one in year if "period" in one)
    return days.most_common(1)[0][0]


def calendar(month: date, rows: str) -> tuple[str, ...]:
    """What a browser asks for when the month is opened."""
    weeks = month_weeks(month.year, month.month)
    shown = f"start={weeks[0][0]}&end={weeks[-1][-1] + timedelta(days=1)}&rows={rows}"
    asked = (f"/sessions/?view=month&rows={rows}&day={month}", f"/sessions/events?{shown}")
    return asked if rows == "none" else (*asked, f"/sessions/rows?rows={rows}")


def measured(client: FlaskClient, paths: tuple[str, ...]) -> tuple[int, float]:
    """Bytes of the answers, and the median milliseconds of all of them together."""
    spent, sent = [], 0
    for _ in range(TIMES):
        started = time.perf_counter()
        answers = [client.get(path) for path in paths]
        spent.append((time.perf_counter() - started) * 1000)
        assert {answer.status_code for answer in answers} == {200}
        sent = sum(len(answer.data) for answer in answers)
    return sent, statistics.median(spent)


@pytest.mark.slow
def test_a_full_month_of_24_squads(demo: Demo) -> None:
    client = create_app(load_settings(demo.data)).test_client()
    sign_in(client, demo, "head_counselor")
    month = fullest_month(client)
    assert len(client.get("/sessions/rows?rows=squad").json) == SQUADS
    measured(client, EMPTY)  # the first answers of a process are slower than all that follow
    empty_bytes, empty_time = measured(client, EMPTY)
    table = Table("page", "bytes", "median ms", "times an empty page")
    table.add_row("empty", f"{empty_bytes:,}", f"{empty_time:.1f}", "1")
    for rows in ("none", "squad", "leader", "venue"):
        sent, spent = measured(client, calendar(month, rows))
        table.add_row(f"{month:%Y-%m}, rows: {rows}", f"{sent:,}", f"{spent:.1f}", f"{spent / empty_time:.1f}")
        assert sent < MOST_BYTES
    Console(width=100).print(table)
