"""Nothing that can be typed into an address or a form makes the server fail (G20)."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from careplan.access.policy import ANYONE, SIGNED_IN, load_policy
from careplan.access.roles import ROLES
from tests.web.crawl import LEFT_OUT, existing, played_copy
from tests.world import ClientFor

BIG = "9" * 5000
HOSTILE = ("²", "-1", str(10**30), "%00", "%ED%A0%80", "%FF", "a" * 5000, "0", "٣", "9223372036854775807", BIG)
"""Already quoted as a browser may send it: superscripts, half characters, bytes that are no text, too large."""

GARBAGE: tuple[str | bytes, ...] = ("²", BIG, "\x00", "'\"<script>\u202e", "9999-12-31", "0001-01-01", b"\xed\xa0\x80")
SLOW = {"sessions.make", "reports.issue", "reports.preview", "reports.check"} | {
    f"paper.{kind}_pdf" for kind in ("session", "week", "term", "squads", "register", "route")
}
"""Seconds each, and without any field of a form."""


@pytest.fixture(scope="module")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played_copy(world_folder, tmp_path_factory.mktemp("fuzzed") / "data")


def rules(app: Flask, method: str, role: str) -> Iterator[tuple[Rule, bool]]:
    """Rules that a role may call, and whether it is the one role of the test that tries every value on it."""
    policy = load_policy()
    for rule in app.url_map.iter_rules():
        who = policy[rule.endpoint, method].who if method in (rule.methods or set()) else frozenset()
        if who & {role, ANYONE, SIGNED_IN} and rule.endpoint not in SLOW | LEFT_OUT:
            named = [one for one in ROLES if one in who] or list(ROLES)
            yield rule, role == named[len(rule.rule) % len(named)]


def filled(app: Flask, rule: Rule) -> str:
    values: dict[str, Any] = {name: existing(app, name)[0] for name in rule.arguments} | dict(rule.defaults or {})
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def query_names(app: Flask, rule: Rule) -> set[str]:
    """The names that the view's file reads from the address."""
    module = sys.modules[app.view_functions[rule.endpoint].__module__]
    source = Path(module.__file__).read_text(encoding="utf-8") if module.__file__ else ""
    return set(re.findall(r'query_\w+\(\s*"(\w+)"', source))


@pytest.mark.parametrize("role", ROLES)
def test_no_address_makes_the_server_fail(app: Flask, client_for: ClientFor, role: str) -> None:
    browser, failed = client_for(role), []
    for rule, thoroughly in rules(app, "GET", role):
        for text in HOSTILE if thoroughly else HOSTILE[:2]:
            path = re.sub(r"<[^>]*>", text, rule.rule)
            if rule.arguments and browser.get(path).status_code >= 500:
                failed.append(path[:120])
    assert failed == []


@pytest.mark.parametrize("role", ROLES)
def test_no_query_makes_the_server_fail(app: Flask, client_for: ClientFor, role: str) -> None:
    """One value at a time, so that one which is refused does not hide the next."""
    browser, failed = client_for(role), []
    for rule, thoroughly in rules(app, "GET", role):
        for name in sorted(query_names(app, rule)) if thoroughly else ():
            for text in GARBAGE:
                if browser.get(filled(app, rule), query_string={name: text}).status_code >= 500:
                    failed.append((rule.rule, name, text[:40]))
    assert failed == []


@pytest.mark.parametrize("role", ROLES)
def test_no_form_makes_the_server_fail(app: Flask, client_for: ClientFor, role: str) -> None:
    """Empty, and every field of the page filled with the same garbage."""
    browser, failed = client_for(role), []
    for rule, thoroughly in rules(app, "POST", role):
        if not thoroughly or rule.endpoint == "accounts.sign_out":
            continue
        path = filled(app, rule)
        page = browser.get(path).get_data(as_text=True)
        names = set(re.findall(r'name="([\w\-\[\].]+)"', page)) - {"csrf_token"} | {"version", "back", "unknown"}
        for data in [{}, *(dict.fromkeys(names, text) for text in GARBAGE)]:
            if browser.post(path, data=data).status_code >= 500:
                failed.append((path, str(data)[:120]))
    assert failed == []


@pytest.mark.parametrize("body", [b"%", b"a=%ED%A0%80", b"\xff" * 100, b"&" * 5000, b"name=" + b"9" * 200_000])
def test_no_raw_body_makes_the_server_fail(client_for: ClientFor, body: bytes) -> None:
    office = client_for("office")
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "x/y"):
        for path in ("/children/new", "/children/roster", "/accounts/language"):
            sent = {"input_stream": io.BytesIO(body), "content_length": len(body), "content_type": kind}
            assert office.post(path, **sent).status_code < 500
