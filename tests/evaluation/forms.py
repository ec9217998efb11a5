"""What the tests of forms share."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

Made = Callable[..., int]


def version(browser: FlaskClient, address: str) -> str:
    page = BeautifulSoup(browser.get(address).text, "html.parser")
    return str(page.select_one("input[name=version]")["value"])  # type: ignore[index]
