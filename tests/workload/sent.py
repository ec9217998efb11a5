"""Forms as browsers send them: with what the page showed, and several at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

from flask.testing import FlaskClient

from careplan.clock import fixed
from tests.workload.done import AFTER


def mark_on(browser: FlaskClient, url: str) -> str:
    """The mark of the statement as this browser is shown it."""
    found = re.search(r'name="mark" value="(\w+)"', browser.get(url).text)
    assert found
    return found[1]


def at_once(browsers: list[FlaskClient], url: str, typed: dict[str, str]) -> list[int]:
    """What each browser is answered when all send the same at one moment."""

    def send(browser: FlaskClient) -> int:
        with fixed(AFTER):
            return browser.post(url, data=typed).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        return sorted(pool.map(send, browsers))
