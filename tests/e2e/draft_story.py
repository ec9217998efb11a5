"""What the stories of the draft's desk share: a demo school of their own, the draft, and reading at both widths."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from careplan.app import create_app
from careplan.db import db, school_scope
from careplan.settings import load_settings
from tests.e2e.conftest import Demo
from tests.e2e.person import DESK, PHONE
from tests.e2e.test_every_page import seen_by_axe
from tools.served import served


@contextmanager
def own_school(demo: Demo, folder: Path, prepare: Callable[[], None] | None = None) -> Iterator[str]:
    """A demo school of the test's own, served: what is accepted and published here is nobody else's."""
    with served(prepared_copy(demo, folder, prepare)) as address:
        yield address


def prepared_copy(demo: Demo, folder: Path, prepare: Callable[[], None] | None = None) -> Path:
    """The data of a demo school of the test's own; `prepare` is called in the school's scope, and committed."""
    data = Path(shutil.copytree(demo.data, folder / "school"))
    if prepare is not None:
        app = create_app(load_settings(data))
        with app.app_context(), school_scope(1):
            prepare()
            db.session.commit()
            db.session.remove()
            db.engine.dispose()
    return data


def reads_well(page: Page) -> None:
    """At both widths: nothing for axe to object to, nothing wider than the screen. Ends as a desk's screen."""
    for width, height in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": height})
        assert seen_by_axe(page) == []
        assert not page.locator("html").evaluate("page => page.scrollWidth > page.clientWidth")


def open_desk(page: Page) -> str:
    """To the one draft's desk; its address."""
    page.goto("/sessions/versions")
    page.get_by_role("link", name="继续修改草稿").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("草稿")
    return page.url.split("#")[0].split("?")[0]


def of_one_squad(page: Page) -> Locator:
    """The lines of the desk's table that may be moved, of sessions that one squad has alone."""
    ahead = page.locator(".desk-table tbody tr:not(:has(.bi-lock))")
    return ahead.filter(has=page.locator("td:nth-child(2)", has_not_text="、"))


def number_of(address: str) -> int:
    """The version in an address."""
    found = re.search(r"/(?:draft|proposals|versions)/(\d+)", address)
    assert found, address
    return int(found[1])


def ask(page: Page, path: str) -> Any:
    """What the server answers to a script."""
    return page.request.get(path, headers={"Accept": "application/json"}).json()


def sessions_of(page: Page, version: int, first: str, last: str) -> dict[str, tuple[object, ...]]:
    """Every session of a version between two days: its time, title, place and leader, and its squads."""
    found: dict[str, tuple[object, ...]] = {}
    for one in ask(page, f"/sessions/events?version={version}&rows=squad&start={first}&end={last}"):
        if "period" in one:
            found[f"{one['start']} {one['rows']} {one['title']}"] = (one["detail"], tuple(one["rows"]))
    return found
