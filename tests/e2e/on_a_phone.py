"""A demo school of its own for the tests of one file, and people who have nothing but a phone at 390 px."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Demo
from tests.e2e.draft_story import own_school
from tests.e2e.person import PHONE, signed_in
from tests.e2e.teacher import fits
from tests.e2e.test_every_page import seen_by_axe

__all__ = ["also", "folder", "phone", "reads_well", "school"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("phone")


@pytest.fixture(scope="module")
def school(demo: Demo, folder: Path) -> Iterator[str]:
    with own_school(demo, folder) as address:
        yield address


@pytest.fixture
def phone(browser: Browser, demo: Demo, school: str) -> Iterator[Page]:
    """The head counselor's."""
    with signed_in(browser, school, demo.accounts["head_counselor"], PHONE) as page:
        yield page


@contextmanager
def also(browser: Browser, demo: Demo, school: str, role: str) -> Iterator[Page]:
    """Somebody else's phone."""
    with signed_in(browser, school, demo.accounts[role], PHONE) as page:
        yield page


def reads_well(page: Page) -> None:
    """Nothing to push sideways, nothing serious for a screen reader."""
    fits(page)
    assert seen_by_axe(page) == []
