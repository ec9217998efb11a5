"""The browser of the end-to-end tests, in the school's language and time zone, and the demo school that it visits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.person import PATIENCE
from tools.apt_needs import BROWSERS
from tools.browser import FLAGS
from tools.served import careplan, served

SOLVER_SECONDS = "5"
expect.set_options(
    timeout=PATIENCE
)  # the usual five seconds are too few for a busy machine; what is there is seen at once


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "no Chromium: run ./run setup --test"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": "Asia/Shanghai", "locale": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo school's data folder and its accounts: role → user name and password of its first account; everybody's."""

    data: Path
    accounts: dict[str, tuple[str, str]]
    everybody: tuple[tuple[str, str], ...] = ()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo school as `./run demo` makes it, with a quick schedule; about a minute, once for all browser tests."""
    data = tmp_path_factory.mktemp("demo")
    careplan("demo", "--no-serve", "--data", data, "--seconds", SOLVER_SECONDS)
    accounts: dict[str, tuple[str, str]] = {}
    listed = json.loads((data / "demo-accounts.json").read_text(encoding="utf-8"))
    for account in listed:
        accounts.setdefault(account["role"], (account["username"], account["password"]))
    return Demo(data, accounts, tuple((account["username"], account["password"]) for account in listed))


@pytest.fixture(scope="session")
def site(demo: Demo) -> Iterator[str]:
    """The address of the demo school's site, served as a school serves it."""
    with served(demo.data) as address:
        yield address
