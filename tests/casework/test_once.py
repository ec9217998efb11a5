"""What is sent twice, by Back or a double click, is kept once and said."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import func, select
from wtforms import Form

from careplan.casework.models import Contact, Promise
from careplan.db import db, school_scope
from careplan.web.fields import OnceField
from tests.casework.test_views import a_child, words
from tests.world import ClientFor


def counted(app: Flask, model: type) -> int:
    with app.app_context(), school_scope(1):
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_contact_sent_twice_is_kept_once_and_a_new_form_counts_anew(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    address = f"/care/children/{a_child(app)}/new"
    key, other = (re.search(r'name="key"[^>]*value="(\w+)"', teacher.get(address).text)[1] for _ in range(2))
    assert key != other
    sent = words(key=key, promise="带一本书", promise_by=words()["next_on"])

    first, again = teacher.post(address, data=sent), teacher.post(address, data=sent)

    assert (first.status_code, again.status_code) == (302, 302)
    assert first.location == again.location
    assert "没有重复登记" in teacher.get(again.location).text
    assert (counted(app, Contact), counted(app, Promise)) == (1, 1)
    assert teacher.post(address, data=words(key=other)).status_code == 302
    assert counted(app, Contact) == 2


def test_a_key_of_another_child_keeps_nothing_back(app: Flask, client_for: ClientFor) -> None:
    listener, key = client_for("counselling_teacher"), "a1" * 12
    sent = words(key=key)
    answers = [listener.post(f"/care/children/{a_child(app, grade)}/new", data=sent) for grade in (3, 5)]
    assert [one.status_code for one in answers] == [302, 302]
    assert counted(app, Contact) == 2


class _Form(Form):
    key = OnceField()


@pytest.mark.parametrize("typed", ["", "x" * 41, "a b", "键", "<a>"])
def test_a_key_that_is_none_of_ours_is_left_out(typed: str) -> None:
    assert _Form(data={"key": typed}).key.own is None
    assert _Form(data={"key": "ab12"}).key.own == "ab12"
