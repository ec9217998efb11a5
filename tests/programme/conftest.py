"""The world of these tests has a published schedule, and words for the forms."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careplan.db import school_scope
from careplan.sessions.lesson_times import begins, ends
from tests.sessions.conftest import world_folder
from tests.sessions.schedule import session_of
from tests.world import ClientFor

__all__ = ["world_folder"]


@pytest.fixture
def head(client_for: ClientFor) -> FlaskClient:
    return client_for("head_counselor")


@pytest.fixture
def session(app: Flask) -> dict[str, Any]:
    """A squad's first session in force: row, day, period, title, hours, leader."""
    with app.app_context(), school_scope(1):
        one = session_of("2024-1")
        hours = f"{begins(one.day, one.period):%H:%M}-{ends(one.day, one.period):%H:%M}"
        return {
            "id": one.id, "day": one.day, "period": one.period, "title": one.activity.title, "hours": hours,
            "leader": one.posts[0].staff_id,
        }  # fmt: skip
