"""Error pages: a sign-in that ran out loses nothing that was written."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import ClientFor

HERE = {"Origin": "http://localhost"}
SAID = {"words": "第一行\n材料不够 <b>", "kind": "time", "first": "2026-12-07", "password": "一个很长的密码"}


def post(browser: FlaskClient, **headers: str) -> tuple[int, str]:
    answer = browser.post("/voices/obstacles/new", data=SAID, headers=headers)
    return answer.status_code, answer.text


def test_words_written_before_the_sign_in_ran_out_are_shown_to_be_copied(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    browser.delete_cookie("careplan")

    status, page = post(browser, **HERE)

    assert status == 401 and "没有保存" in page and "登录" in page
    assert "第一行\n材料不够 &lt;b&gt;" in page and "2026-12-07" not in page and "密码" not in page


def test_an_old_form_gives_its_words_back_too(client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    del browser.environ_base["HTTP_X_CSRFTOKEN"]

    status, page = post(browser, **HERE)

    assert status == 400 and "材料不够" in page and "请先复制" in page


def test_words_that_another_site_sends_are_not_shown(app: Flask) -> None:
    for headers in ({}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}):
        status, page = post(app.test_client(), **headers)
        assert status == 401 and "材料不够" not in page and "请先登录" in page


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://localhost/upsets/?show=x", "/upsets/?show=x"),
        ("http://localhost/accounts/sign-out", ""),  # only to be sent to
        ("http://elsewhere.example/upsets/", ""),
        ("", ""),
    ],
)
def test_what_is_refused_leads_back_to_the_page_it_came_from(client_for: ClientFor, before: str, back: str) -> None:
    page = client_for("head_counselor").post("/upsets/away/999/remove", headers={"Referer": before} if before else {})
    assert page.status_code == 404 and ("返回刚才的页面" in page.text) is bool(back)
    assert not back or f'href="{back}"' in page.text


@pytest.mark.parametrize("name", ["_anchor", "_external", "_method", "_scheme", "endpoint", "code", "values", "self"])
def test_no_word_of_an_address_is_taken_for_one_of_the_program(client_for: ClientFor, name: str) -> None:
    """Links of a page to itself keep its query; what somebody typed there stays a word or goes."""
    answer = client_for("principal").get(f"/indicators/measures/visit_coverage?{name}=other&grade=3")
    assert answer.status_code == 200 and "//other" not in answer.text and "#other" not in answer.text
