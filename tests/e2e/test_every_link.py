"""Whatever a page offers to a person works for that person: every link of the demo school's site, role by role."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from careplan.access.roles import ROLES
from careplan.app import create_app
from careplan.settings import load_settings
from tests.e2e.conftest import Demo

PAGES_OF_A_KIND = 3  # of /children/1, /children/2 …
ROW = re.compile(
    r"(?<=/clauses/)[SC]\d+|\d{4}-\d\d-\d\d|\d+|(?<=/activities/)[a-z0-9-]+|(?<=/measures/)[a-z_.0-9-]+"
    r"|(?<=/foresight/)(?!todo)[a-z_.0-9-]+|(?<=/figures/)[a-z_.0-9-]+|(?<=/nodes/)[a-z_.0-9-]+|(?<=/marks/)[a-z_.0-9-]+"
    r"|(?<=/draft/)[^/?]+"
)
UNTRANSLATED = re.compile(r"%\(\w+\)[sd]|\{\{|\bNone\b|\bUndefined\b")


def sign_in(client: FlaskClient, demo: Demo, role: str) -> None:
    username, password = demo.accounts[role]
    page = BeautifulSoup(client.get("/accounts/sign-in").text, "html.parser")
    token = page.select_one('input[name="csrf_token"]')
    assert token
    form = {"csrf_token": str(token["value"]), "username": username, "password": password}
    assert client.post("/accounts/sign-in", data=form).status_code == 302


def links(html: str, here: str) -> set[str]:
    """Addresses on this site that the page offers as links or as what it loads."""
    page = BeautifulSoup(html, "html.parser")
    found = {str(tag["href"]) for tag in page.select("a[href], link[href]")} | {
        str(tag["src"]) for tag in page.select("script[src], img[src]")
    }
    here_less = {urldefrag(urljoin(here, address)).url for address in found}
    return {address for address in here_less if not urlsplit(address).scheme}


def kind(address: str) -> str:
    """What pages of one sort share: numbers, days and names taken out, the query left out but for its names."""
    parts = urlsplit(address)
    names = "&".join(sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair))
    return f"{ROW.sub('·', parts.path)}?{names}"


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_link_works_for_the_one_who_sees_it(demo: Demo, role: str) -> None:
    client = create_app(load_settings(demo.data)).test_client()
    sign_in(client, demo, role)
    waiting, seen, kinds, faults = ["/"], {"/"}, dict[str, int](), []
    while waiting:
        here = waiting.pop(0)
        kinds[kind(here)] = kinds.get(kind(here), 0) + 1
        if kinds[kind(here)] > PAGES_OF_A_KIND:
            continue
        answer = client.get(here)
        if answer.status_code >= 400:
            faults.append(f"{answer.status_code} {here}")
        if answer.mimetype == "text/html":
            words = BeautifulSoup(answer.text, "html.parser").get_text(" ")
            faults += [f"{here}: {found.group(0)}" for found in UNTRANSLATED.finditer(words)]
            fresh = sorted(links(answer.text, here) - seen)
            seen.update(fresh)
            waiting += fresh
    assert len(kinds) > 3
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
