"""The browser of the end-to-end tests: the system's Chromium, in the school's language and time zone."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tools.apt_needs import BROWSERS
from tools.browser import FLAGS


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "no Chromium: run ./run setup --test"
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "timezone_id": "Asia/Shanghai", "locale": "zh-CN"}
