"""Every kind of answer carries the strict policy and is kept nowhere, errors included (G18)."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careplan.db import db
from careplan.errors import NotAllowed, Refused, StaleEdit
from tests.world import ClientFor

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def is_guarded(answer: TestResponse) -> bool:
    policy = answer.headers.get("Content-Security-Policy", "")
    return (
        "default-src 'none'" in policy
        and "frame-ancestors 'none'" in policy
        and "unsafe" not in policy
        and all(answer.headers.get(name) == value for name, value in STRICT.items())
    )


def is_kept_nowhere(answer: TestResponse) -> bool:
    return answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/accounts/sign-in", 200),
        ("GET", "/health", 200),
        ("GET", "/children/roster/template", 200),
        ("GET", "/accounts/users", 403),
        ("GET", "/children/999999", 404),
        ("GET", "/no/such/page", 404),
        ("GET", "/children/?grade=x", 400),
        ("DELETE", "/", 405),
        ("POST", "/children/new", 422),
        ("POST", "/accounts/language", 400),
    ],
)
def test_pages_and_refusals(client_for: ClientFor, method: str, path: str, status: int) -> None:
    answer = client_for("office").open(path, method=method)
    assert (answer.status_code, is_guarded(answer), is_kept_nowhere(answer)) == (status, True, True)


def test_a_turned_away_visitor(app: Flask) -> None:
    for answer in (app.test_client().get("/"), app.test_client().post("/accounts/sign-out")):
        assert answer.status_code in (302, 400, 401) and is_guarded(answer) and is_kept_nowhere(answer)


def test_a_form_without_its_token(client_for: ClientFor) -> None:
    browser = client_for("office")
    del browser.environ_base["HTTP_X_CSRFTOKEN"]
    answer = browser.post("/children/new")
    assert (answer.status_code, is_guarded(answer), is_kept_nowhere(answer)) == (400, True, True)


@pytest.mark.parametrize(
    ("error", "status"),
    [(ValueError("secret detail"), 500), (Refused("words"), 409), (NotAllowed("words"), 403), (StaleEdit(), 409)],
)
def test_errors_say_nothing_of_the_inside(app: Flask, client_for: ClientFor, error: Exception, status: int) -> None:
    def fail() -> str:
        raise error

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["home.today"] = fail
    answer = client_for("office").get("/")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, is_guarded(answer), is_kept_nowhere(answer)) == (status, True, True)
    assert "secret detail" not in page and "Traceback" not in page


def test_a_file_that_is_too_large(client_for: ClientFor) -> None:
    answer = client_for("office").post("/children/roster", data=b"x" * (11 * 1024 * 1024), content_type="text/plain")
    assert answer.status_code in (413, 422) and is_guarded(answer) and is_kept_nowhere(answer)


def test_a_database_that_cannot_answer(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("office")
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE squad RENAME TO gone")
    answer = browser.get("/children/counts")
    assert (answer.status_code, is_guarded(answer), is_kept_nowhere(answer)) == (503, True, True)
    assert "squad" not in answer.get_data(as_text=True)


def test_what_is_the_same_for_everybody_may_be_kept(app: Flask) -> None:
    answer = app.test_client().get("/static/icon.svg")
    assert (answer.status_code, is_guarded(answer)) == (200, True)
    assert answer.headers["Cache-Control"].startswith("public")


def test_over_https_the_browser_is_told_to_stay_there(app: Flask) -> None:
    answer = app.test_client().get("/accounts/sign-in", base_url="https://localhost")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
