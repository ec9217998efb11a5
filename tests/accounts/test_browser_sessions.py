"""A session lives on the server: leaving, a new password, a disabled account and time really end it (G16)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from careplan.clock import fixed
from careplan.db import db, every_school
from careplan.settings import Settings
from tests.accounts.conftest import PASSWORD, Browser

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
NEW = "another long phrase 5"


def with_cookie(visitor: Browser, value: str | None) -> Browser:
    visitor.cookie = value or ""
    return visitor


def test_signing_in_gives_a_new_session(visitor: Browser) -> None:
    visitor.get("/accounts/sign-in")
    before = visitor.cookie
    visitor.sign_in()
    assert before and visitor.cookie and visitor.cookie != before


def test_a_session_fixed_before_signing_in_is_worth_nothing(
    visitor: Browser, browser_of: Callable[[], Browser]
) -> None:
    visitor.get("/accounts/sign-in")
    planted = visitor.cookie
    visitor.sign_in()
    assert not with_cookie(browser_of(), planted).is_in


def test_an_invented_session_is_not_taken(browser_of: Callable[[], Browser]) -> None:
    visitor = with_cookie(browser_of(), "A" * 43)
    visitor.get("/accounts/sign-in")
    assert not visitor.is_in and visitor.cookie != "A" * 43


def test_the_cookie_is_useless_after_signing_out(visitor: Browser, browser_of: Callable[[], Browser]) -> None:
    visitor.sign_in()
    kept = visitor.cookie
    assert visitor.post("/accounts/sign-out", "/").status_code == 302
    assert not visitor.is_in and not with_cookie(browser_of(), kept).is_in


def test_a_new_password_ends_the_other_sessions_only(browser_of: Callable[[], Browser]) -> None:
    here, elsewhere = browser_of(), browser_of()
    here.sign_in()
    elsewhere.sign_in()
    here.post("/accounts/password", "/accounts/password", current=PASSWORD, new=NEW, again=NEW)
    assert (here.is_in, elsewhere.is_in) == (True, False)
    assert browser_of().sign_in().status_code == 422
    assert browser_of().sign_in(password=NEW).status_code == 302


def test_disabling_an_account_ends_its_sessions_at_once(visitor: Browser, change: Callable[..., None]) -> None:
    visitor.sign_in()
    change("principal1", active=False)
    assert not visitor.is_in


def test_the_administrator_disables_and_resets(browser_of: Callable[[], Browser], app: Flask) -> None:
    teacher, admin = browser_of(), browser_of()
    teacher.sign_in("office1")
    admin.sign_in("administrator1")
    with app.app_context(), every_school():
        row = db.session.connection().exec_driver_sql("SELECT id FROM user WHERE username = 'office1'").one()
    assert admin.post(f"/accounts/users/{row.id}/reset", "/accounts/users").status_code == 200
    assert not teacher.is_in
    assert browser_of().sign_in("office1").status_code == 422


@pytest.mark.parametrize(("minutes", "is_in"), [(19, True), (21, False)])
def test_twenty_minutes_without_a_step_end_it(visitor: Browser, minutes: int, is_in: bool) -> None:
    with fixed(NOON):
        visitor.sign_in()
    with fixed(NOON + timedelta(minutes=minutes)):
        assert visitor.is_in is is_in


def test_ten_hours_end_it_also_for_the_diligent(visitor: Browser) -> None:
    with fixed(NOON):
        visitor.sign_in()
    for minutes in range(15, 600, 15):
        with fixed(NOON + timedelta(minutes=minutes)):
            assert visitor.is_in
    with fixed(NOON + timedelta(minutes=601)):
        assert not visitor.is_in


def test_the_cookie_is_kept_from_scripts_and_other_sites(visitor: Browser) -> None:
    header = visitor.sign_in().headers["Set-Cookie"]
    assert "HttpOnly" in header and "SameSite=Lax" in header and "Path=/" in header


def test_the_database_holds_no_session_id(app: Flask, visitor: Browser) -> None:
    visitor.sign_in()
    settings: Settings = app.config["SETTINGS"]
    kept = b"".join(path.read_bytes() for path in settings.data.glob("careplan.sqlite3*"))
    assert visitor.cookie and visitor.cookie.encode() not in kept
