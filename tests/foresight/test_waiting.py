"""The first page tells a person of the own items, and the list is kept until a record changes."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from careplan.audit.operations import record
from careplan.db import db, school_scope
from careplan.foresight import kept_queries
from careplan.foresight.todo import Todo
from tests.indicators.played_care import play_care
from tests.indicators.played_year import play
from tests.world import ClientFor


@pytest.fixture
def played(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        play(7)
        play_care(7)


@pytest.mark.usefixtures("played", "in_school_1")
def test_the_list_is_made_once_and_again_after_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date] = []
    whole = kept_queries._items

    def noted(day: date) -> tuple[Todo, ...]:
        made.append(day)
        return whole(day)

    monkeypatch.setattr(kept_queries, "_items", noted)
    day = date(2026, 11, 20)
    first = kept_queries.items_today(day)
    record(actor_id=None, action="read", entity="child")
    db.session.flush()
    assert kept_queries.items_today(day) is first and len(made) == 1
    record(actor_id=None, action="edit", entity="child")
    db.session.flush()
    assert kept_queries.items_today(day) == first and len(made) == 2


@pytest.mark.usefixtures("played")
def test_the_first_page_leads_to_the_own_list(client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careplan.foresight.waiting.today", lambda: date(2026, 12, 10))
    text = client_for("class_teacher").get("/").get_data(as_text=True)
    assert "年终会缺项" in text and "/foresight/todo?whose=mine" in text
    assert "年终会缺项" not in client_for("community_worker").get("/").get_data(as_text=True)


def test_before_the_first_year_nothing_waits(client_for: ClientFor) -> None:
    assert client_for("office", school=2).get("/").status_code == 200
