"""A squad's consents to photographs on one page."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.children.models import Child, Consent
from careplan.db import db, school_scope
from careplan.school.models import Squad
from tests.world import ClientFor


@pytest.fixture
def squad(app: Flask) -> int:
    """三(1), the class teacher's own."""
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(Squad.id).where(Squad.entry_year == 2024, Squad.number == 1)).one()


def entered(html: str, answers: dict[int, str], **changes: str) -> dict[str, str]:
    """What a browser sends: each of these children's answers, the mother's."""
    children = re.findall(r'name="guardian_(\d+)"', html)
    stamp = re.findall(r'name="stamp"[^>]* value="(\w*)"', html)[0]
    sent = {"stamp": stamp, "decided_on": "2026-09-02", "channel": "纸质同意书"}
    for place, answer in answers.items():
        sent |= {f"answer_{children[place]}": answer, f"guardian_{children[place]}": "mother"}
    return sent | changes


def stored(app: Flask, squad: int) -> list[tuple[str, str, bool]]:
    with app.app_context(), school_scope(1):
        query = select(Consent).join(Child, Child.id == Consent.child_id).where(Child.squad_id == squad)
        rows = db.session.scalars(query.order_by(Consent.id))
        return [(one.state, one.guardian_relation, one.seen_by is not None) for one in rows]


@pytest.mark.plan("C8")
def test_forms_that_came_back_are_recorded_for_the_whole_squad(app: Flask, client_for: ClientFor, squad: int) -> None:
    teacher, url = client_for("class_teacher"), f"/children/photo-consent/{squad}"

    teacher.post(url, data=entered(teacher.get(url).text, {0: "yes", 1: "no"}))

    assert stored(app, squad) == [("given", "mother", True), ("refused", "mother", True)]
    assert "class_teacher 1 核对同意书" in teacher.get(url).text


def test_a_no_after_a_yes_withdraws_it(app: Flask, client_for: ClientFor, squad: int) -> None:
    teacher, url = client_for("class_teacher"), f"/children/photo-consent/{squad}"
    teacher.post(url, data=entered(teacher.get(url).text, {0: "yes"}))

    teacher.post(url, data=entered(teacher.get(url).text, {0: "no"}, decided_on="2026-09-05"))

    assert [state for state, _, _ in stored(app, squad)] == ["given", "withdrawn"]


@pytest.mark.parametrize("change", [{"decided_on": "2099-01-01"}, {"decided_on": ""}, {"guardian": "grandmother"}])
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    app: Flask, client_for: ClientFor, squad: int, change: dict[str, str]
) -> None:
    teacher, url = client_for("class_teacher"), f"/children/photo-consent/{squad}"
    sent = entered(teacher.get(url).text, {0: "yes"}, **change)
    if "guardian" in change:
        sent = {name: "grandmother" if name.startswith("guardian_") else value for name, value in sent.items()}

    answer = teacher.post(url, data=sent)

    assert (answer.status_code, stored(app, squad)) == (422, [])
    assert re.search(r'value="yes"\s+checked', answer.text)


def test_a_second_person_is_told_and_loses_nothing(app: Flask, client_for: ClientFor, squad: int) -> None:
    teacher, office = client_for("class_teacher"), client_for("office")
    url = f"/children/photo-consent/{squad}"
    old = office.get(url).text
    teacher.post(url, data=entered(teacher.get(url).text, {0: "yes"}))

    answer = office.post(url, data=entered(old, {1: "no"}))

    assert (answer.status_code, len(stored(app, squad))) == (409, 1)
    assert re.search(r'value="no"\s+checked', answer.text)


def test_another_squads_page_does_not_exist_for_a_class_teacher(app: Flask, client_for: ClientFor, squad: int) -> None:
    assert client_for("class_teacher").get(f"/children/photo-consent/{squad + 1}").status_code == 404
    assert client_for("head_counselor").get(f"/children/photo-consent/{squad}").status_code == 403
