"""People who really sign in: accounts with a password, a browser without a session, a clock to turn."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from careplan.accounts.models import User
from careplan.accounts.operations import policy
from careplan.audit.operations import record
from careplan.db import db, every_school, school_scope

PASSWORD = "柳树 three rivers 7"
TOKEN = re.compile(r'name="csrf-token" content="([^"]*)"')


class Browser:
    """A browser that sends the form's token along, as the pages do."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **words: str) -> TestResponse:
        return self.client.get(path, headers=words)

    def post(self, path: str, page: str = "/accounts/sign-in", **form: str) -> TestResponse:
        found = TOKEN.search(self.client.get(page, follow_redirects=True).get_data(as_text=True))
        return self.client.post(path, data=form | {"csrf_token": found.group(1) if found else ""})

    def sign_in(self, username: str = "principal1", password: str = PASSWORD, **form: str) -> TestResponse:
        return self.post("/accounts/sign-in", username=username, password=password, **form)

    @property
    def cookie(self) -> str | None:
        found = self.client.get_cookie("careplan")
        return found.value if found else None

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie("careplan", value)

    @property
    def is_in(self) -> bool:
        return self.client.get("/").status_code == 200


@pytest.fixture
def browser_of(app: Flask) -> Callable[[], Browser]:
    with app.app_context(), school_scope(1):
        for person in db.session.scalars(select(User)):
            person.password_hash = policy().hash(PASSWORD)
        record(actor_id=None, action="set-up", entity="user")
        db.session.commit()
    return lambda: Browser(app)


@pytest.fixture
def visitor(browser_of: Callable[[], Browser]) -> Browser:
    return browser_of()


@pytest.fixture
def change(app: Flask) -> Callable[..., None]:
    """Change an account behind everybody's back."""

    def changed(username: str, **values: object) -> None:
        with app.app_context(), every_school():
            person = db.session.scalars(select(User).where(User.username == username)).one()
            for name, value in values.items():
                setattr(person, name, value)
            record(actor_id=None, action="set-up", entity="user", school_id=1)
            db.session.commit()

    return changed
