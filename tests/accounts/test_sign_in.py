"""Signing in: one answer for everything that is wrong, ten tries, nowhere else than our own pages (G12, G13, G16)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from careplan.audit.models import AuditEvent
from careplan.clock import fixed
from careplan.db import db, every_school
from tests.accounts.conftest import PASSWORD, Browser

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def said(answer: TestResponse) -> tuple[int, str]:
    """Status and page without what was typed and without the token."""
    page = re.sub(r'(csrf[-_]token"[^>]*(?:value|content)=")[^"]*', r"\1", answer.get_data(as_text=True))
    return answer.status_code, re.sub(r'(name="username"[^>]*?)value="[^"]*"', r"\1", page)


def test_the_right_password_opens_the_first_page(app: Flask, visitor: Browser) -> None:
    answer = visitor.sign_in()
    assert (answer.status_code, answer.location, visitor.is_in) == (302, "/", True)
    with app.app_context(), every_school():
        entry = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sign-in")).one()
    assert (entry.school_id, entry.entity) == (1, "user")


def test_the_name_may_be_typed_in_capitals(visitor: Browser) -> None:
    assert visitor.sign_in("PRINCIPAL1").status_code == 302


def test_unknown_wrong_and_disabled_are_answered_alike(visitor: Browser, change: Callable[..., None]) -> None:
    change("office1", active=False)
    wrong = said(visitor.sign_in(password="not the password"))
    assert wrong[0] == 422
    assert said(visitor.sign_in("nobody-here")) == wrong
    assert said(visitor.sign_in("office1")) == wrong
    assert not visitor.is_in


def test_after_ten_wrong_tries_even_the_right_password_waits(visitor: Browser) -> None:
    with fixed(NOON):
        wrong = [said(visitor.sign_in(password=f"wrong {n}")) for n in range(10)]
        assert said(visitor.sign_in()) == wrong[-1]
        assert visitor.sign_in("office1").status_code == 302  # other accounts are not held back
    with fixed(NOON + timedelta(minutes=14)):
        assert visitor.sign_in().status_code == 422
    with fixed(NOON + timedelta(minutes=16)):
        assert visitor.sign_in().status_code == 302


def test_nine_wrong_tries_are_forgotten_on_the_right_one(browser_of: Callable[[], Browser]) -> None:
    with fixed(NOON):
        for _round in range(2):
            visitor = browser_of()
            for n in range(9):
                visitor.sign_in(password=f"wrong {n}")
            assert visitor.sign_in().status_code == 302


def test_tries_in_other_letters_count_for_the_same_account(visitor: Browser) -> None:
    with fixed(NOON):
        for n in range(10):
            visitor.sign_in("Principal1" if n % 2 else "principal1", "wrong")
        assert visitor.sign_in().status_code == 422


def test_a_wrong_try_is_kept_without_name_and_password(app: Flask, visitor: Browser) -> None:
    visitor.sign_in("somebody-secret", "my secret words")
    with app.app_context(), every_school():
        rows = db.session.connection().exec_driver_sql("SELECT * FROM sign_in_attempt").all()
    assert len(rows) == 1 and "secret" not in str(rows)


@pytest.mark.parametrize("given", [{"username": "", "password": "x"}, {"username": "x", "password": ""}, {"username": "x", "password": "9" * 2000}])  # fmt: skip
def test_an_incomplete_form_is_told(visitor: Browser, given: dict[str, str]) -> None:
    assert visitor.post("/accounts/sign-in", **given).status_code == 422


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "\thttps://evil.example", "https://evil.example",
                                  "/\t/evil.example", "\\\\evil.example", "javascript:alert(1)", "/\n/evil.example", " //evil.example",
                                  "/%0d%0aSet-Cookie: a=b\r\nX: y", "evil.example"])  # fmt: skip
def test_the_way_on_leads_nowhere_else(visitor: Browser, path: str) -> None:
    for answer in (visitor.sign_in(next=path), visitor.post("/accounts/language", language="en", back=path)):
        assert (answer.status_code, answer.location) == (302, "/")


def test_the_way_on_leads_back_to_where_one_wanted_to_go(visitor: Browser) -> None:
    turned_away = visitor.get("/children/?grade=3")
    assert turned_away.status_code == 302 and "next=" in str(turned_away.location)
    page = visitor.get(str(turned_away.location)).get_data(as_text=True)
    assert 'value="/children/?grade=3"' in page
    assert visitor.sign_in(next="/children/?grade=3").location == "/children/?grade=3"


def test_must_change_password_lets_one_do_nothing_else(visitor: Browser, change: Callable[..., None]) -> None:
    change("principal1", must_change_password=True)
    visitor.sign_in()
    for path in ("/", "/children/", "/school/"):
        assert visitor.get(path).location == "/accounts/password"
    new = "another long phrase 5"
    answer = visitor.post("/accounts/password", "/accounts/password", current=PASSWORD, new=new, again=new)
    assert answer.status_code == 302 and visitor.is_in


@pytest.mark.parametrize(("new", "again"), [("short", "short"), ("principal1 and more", "principal1 and more"),
                                            ("passwordpassword", "passwordpassword"), ("a good long phrase", "another one")])  # fmt: skip
def test_a_weak_or_mistyped_new_password_is_refused(visitor: Browser, new: str, again: str) -> None:
    visitor.sign_in()
    answer = visitor.post("/accounts/password", "/accounts/password", current=PASSWORD, new=new, again=again)
    assert answer.status_code == 422
    assert new not in answer.get_data(as_text=True)


def test_a_new_password_needs_the_old_one(visitor: Browser) -> None:
    visitor.sign_in()
    new = "another long phrase 5"
    assert visitor.post("/accounts/password", "/accounts/password", current="no", new=new, again=new).status_code == 422


@pytest.mark.plan("C7")
def test_the_language_is_chosen_and_stays(visitor: Browser, browser_of: Callable[[], Browser]) -> None:
    assert 'lang="zh-CN"' in visitor.get("/accounts/sign-in", **{"Accept-Language": "zh-CN"}).get_data(as_text=True)
    assert 'lang="en"' in visitor.get("/accounts/sign-in", **{"Accept-Language": "en-GB"}).get_data(as_text=True)
    visitor.sign_in()
    assert 'lang="zh-CN"' in visitor.get("/").get_data(as_text=True)
    assert visitor.post("/accounts/language", language="en", back="/school/").location == "/school/"
    other = browser_of()
    other.sign_in()
    for one in (visitor, other):
        assert 'lang="en"' in one.get("/").get_data(as_text=True)


def test_a_language_that_does_not_exist_is_refused(visitor: Browser) -> None:
    assert visitor.post("/accounts/language", language="../../x").status_code == 400


def test_a_page_may_ask_who_is_still_signed_in(visitor: Browser) -> None:
    """A form that stood open asks before it is sent: nobody, or whose account, and a token that works now."""
    nobody = visitor.client.get("/accounts/still-in")
    assert (nobody.status_code, nobody.json["user"], bool(nobody.json["csrf"])) == (200, None, True)
    visitor.sign_in()
    assert visitor.client.get("/accounts/still-in").json["user"] is not None
