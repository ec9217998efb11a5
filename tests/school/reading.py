"""How the tests of pages read a page and a row."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from careplan.db import db, school_scope


def soup(browser: FlaskClient, url: str, status: int = 200) -> BeautifulSoup:
    answer = browser.get(url)
    assert answer.status_code == status, answer.get_data(as_text=True)[:300]
    return BeautifulSoup(answer.data, "html.parser")


def one(app: Flask, query: Any) -> dict[str, Any]:
    """The columns of the one row that the query finds in school 1."""
    with app.app_context(), school_scope(1):
        row = db.session.scalars(query).one()
        return {column.name: getattr(row, column.name) for column in row.__table__.columns}
