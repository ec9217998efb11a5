"""How long a person waits for each page of the demo school, without the network."""

from __future__ import annotations

import statistics
import time

import pytest
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from careplan.app import create_app
from careplan.settings import load_settings
from tests.e2e.conftest import Demo
from tests.e2e.test_every_link import sign_in

TIMES = 5
PAGES = {
    "principal": (
        "/",
        "/plan/",
        "/indicators/",
        "/board/",
        "/foresight/",
        "/clauses/",
        "/reports/preview",
        "/children/",
        "/audit/",
    ),
    "head_counselor": ("/sessions/", "/sessions/list", "/activities/", "/children/counts", "/school/calendar"),
    "class_teacher": ("/", "/children/", "/care/", "/board/mine"),
}


def milliseconds(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    assert client.get(path).status_code == 200
    return (time.perf_counter() - started) * 1000


@pytest.mark.slow
def test_pages_of_the_demo_school(demo: Demo) -> None:
    table = Table("role", "page", "first ms", "median ms")
    for role, paths in PAGES.items():
        client = create_app(load_settings(demo.data)).test_client()
        sign_in(client, demo, role)
        for path in paths:
            first, *others = [milliseconds(client, path) for _ in range(TIMES)]
            table.add_row(role, path, f"{first:.0f}", f"{statistics.median(others):.0f}")
    Console(width=100).print(table)
