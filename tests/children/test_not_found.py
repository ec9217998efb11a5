"""A child that is not yours answers exactly as one that does not exist (G2, G3)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.children.test_views import child_of
from tests.world import ClientFor

PAGES = (
    ("GET", "/children/{}"),
    ("GET", "/children/{}/edit"),
    ("POST", "/children/{}/edit"),
    ("POST", "/children/{}/leave"),
    ("POST", "/children/{}/return"),
    ("GET", "/care/children/{}"),
    ("GET", "/care/children/{}/new"),
    ("POST", "/care/children/{}/new"),
)
NOBODY = 999_999


def answer_of(browser: FlaskClient, method: str, path: str, child_id: int) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers without the form's token and the id that was asked for."""
    answer: Any = browser.open(path.format(child_id), method=method)
    body = re.sub(r'(csrf[-_]token"[^>]*(?:value|content)=")[^"]*', r"\1", answer.get_data(as_text=True))
    body = body.replace(path.format(child_id), "/asked")
    unimportant = {"Date", "Set-Cookie", "Content-Length"}
    return answer.status_code, body, {k: v for k, v in answer.headers.items() if k not in unimportant}


@pytest.mark.parametrize(("method", "path"), PAGES)
@pytest.mark.parametrize("role", ["principal", "office", "class_teacher", "counselling_teacher", "community_worker"])
def test_another_schools_child_and_none_at_all_are_the_same(
    app: Flask, client_for: ClientFor, role: str, method: str, path: str
) -> None:
    browser = client_for(role)
    other = child_of(app, "孩子31甲", school=2).id
    none = answer_of(browser, method, path, NOBODY)
    assert answer_of(browser, method, path, other) == none
    assert none[0] in (403, 404) and "孩子31甲" not in none[1]


@pytest.mark.parametrize(
    ("method", "path"), [page for page in PAGES if page[1] in ("/children/{}", PAGES[5][1], PAGES[6][1])]
)
def test_another_classs_child_and_none_at_all_are_the_same_to_a_class_teacher(
    app: Flask, client_for: ClientFor, method: str, path: str
) -> None:
    browser = client_for("class_teacher")
    none = answer_of(browser, method, path, NOBODY)
    assert answer_of(browser, method, path, child_of(app, "孩子32甲").id) == none
    assert none[0] == 404
    assert answer_of(browser, method, path, child_of(app, "孩子31甲").id)[0] != 404


def test_another_schools_roster_and_none_at_all_are_the_same(app: Flask, client_for: ClientFor) -> None:
    from tests.children.test_views import upload
    from tests.children.workbooks import template_row, template_workbook, test_id

    data = template_workbook(template_row(name="李明", school_class="三(2)班", id_number=test_id()))
    theirs = int(upload(client_for("office", school=2), data).location.rpartition("/")[2])
    office = client_for("office")
    for method, path in (
        ("GET", "/children/roster/{}"),
        ("POST", "/children/roster/{}"),
        ("POST", "/children/roster/{}/discard"),
    ):
        none = answer_of(office, method, path, NOBODY)
        assert answer_of(office, method, path, theirs) == none
        assert none[0] == 404
