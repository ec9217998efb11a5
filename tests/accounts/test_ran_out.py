"""Whoever was signed in until the time ran out is told so, told what is kept, and led back where they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from careplan.accounts.browser_sessions import forget_old_sessions
from careplan.clock import fixed
from careplan.db import db
from tests.accounts.conftest import Browser

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=21)
SAID = ("登录已过期", "没保存的没有留下", "回到刚才的页面")


@pytest.mark.parametrize("swept", [False, True])
def test_a_page_opened_too_late_says_why_and_leads_back(visitor: Browser, swept: bool) -> None:
    """Also when the old session has been swept away, and after another language was chosen at the door."""
    with fixed(NOON):
        visitor.sign_in()
    with fixed(LATER):
        if swept:
            with visitor.client.application.app_context():
                forget_old_sessions()
                db.session.commit()
        door = visitor.client.get("/children/?grade=3", follow_redirects=True).text
        assert all(words in door for words in SAID) and "请先登录" not in door
        door = visitor.post("/accounts/language", "/accounts/sign-in?next=/children/", language="en",
                            back="/accounts/sign-in?next=/children/")  # fmt: skip
        assert "Your sign-in ran out" in visitor.client.get(str(door.location)).text
        assert visitor.sign_in(next="/children/?grade=3").location == "/children/?grade=3"
        assert "ran out" not in visitor.client.get("/accounts/sign-in").text


def test_a_page_that_asked_first_whether_one_is_still_in_does_not_hide_it(visitor: Browser) -> None:
    with fixed(NOON):
        visitor.sign_in()
    with fixed(LATER):
        assert visitor.client.get("/accounts/still-in").json["user"] is None  # type: ignore[index]
        assert "登录已过期" in visitor.client.get("/", follow_redirects=True).text


def test_a_form_sent_too_late_says_that_nothing_was_saved_and_the_sign_in_leads_back(visitor: Browser) -> None:
    with fixed(NOON):
        visitor.sign_in()
    with fixed(LATER):
        answer = visitor.client.post("/children/7/leave", headers={"Referer": "http://localhost/children/7"})
        assert answer.status_code == 401 and "没有保存" in answer.text
        assert "/accounts/sign-in?next=/children/7" in answer.text
        assert "登录已过期" in visitor.client.get("/accounts/sign-in?next=/children/7").text


@pytest.mark.parametrize("path", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example"])
def test_no_other_site_is_promised(visitor: Browser, path: str) -> None:
    with fixed(NOON):
        visitor.sign_in()
    with fixed(LATER):
        visitor.client.get("/")
        door = visitor.client.get("/accounts/sign-in", query_string={"next": path}).text
        assert "登录已过期" in door and "回到刚才的页面" not in door


def test_who_never_signed_in_or_signed_out_is_not_told_so(visitor: Browser) -> None:
    assert "登录已过期" not in visitor.client.get("/", follow_redirects=True).text
    visitor.sign_in()
    visitor.post("/accounts/sign-out", "/")
    assert "登录已过期" not in visitor.client.get("/", follow_redirects=True).text
