"""The draft's page for the demo school's 24 squads: the server's time beside an empty page's."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

from careplan.app import create_app
from careplan.settings import load_settings
from tests.bench.test_calendar_page import EMPTY, measured
from tests.e2e.conftest import Demo
from tests.e2e.test_every_link import sign_in


@pytest.mark.slow
def test_the_draft_of_24_squads(demo: Demo) -> None:
    client = create_app(load_settings(demo.data)).test_client()
    sign_in(client, demo, "head_counselor")
    versions = client.get("/sessions/versions").text
    token = BeautifulSoup(versions, "html.parser").select_one('input[name="csrf_token"]')
    assert token
    opened = client.post("/sessions/draft/open", data={"csrf_token": str(token["value"])})
    found = re.search(r"/sessions/draft/(\d+)", opened.location)
    assert found
    pages = {
        "empty": EMPTY,
        "draft": (found[0],),
        "version": (f"/sessions/versions/{found[1]}",),
        "comparison": (f"/sessions/versions/compare?before=1&after={found[1]}",),
    }
    measured(client, EMPTY)
    empty_bytes, empty_time = measured(client, EMPTY)
    table = Table("page", "bytes", "median ms", "times an empty page")
    for name, paths in pages.items():
        measured(client, paths)
        sent, spent = measured(client, paths)
        table.add_row(name, f"{sent:,}", f"{spent:.1f}", f"{spent / empty_time:.1f}")
    Console(width=100).print(table)
    assert empty_bytes
