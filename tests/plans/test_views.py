"""The plan's pages: begin, edit, submit, approve, return."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.db import db, school_scope
from careplan.plans.models import YearPlan
from careplan.school.models import Band, Goal
from tests.world import ClientFor


@pytest.fixture
def with_goals(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        from careplan.audit.operations import record

        db.session.add(
            Band(
                code="low",
                name="低年级",
                name_en="Lower",
                first_grade=1,
                last_grade=3,
                goals=[
                    Goal(
                        code="low.adapt",
                        name="适应新环境",
                        name_en="Settle in",
                        serves=["low.adapt"],
                        default_minimum=1,
                        default_target=3,
                    ),
                ],
            )
        )
        record(actor_id=None, action="make", entity="band")
        db.session.commit()


def plan_state(app: Flask) -> YearPlan:
    with app.app_context(), school_scope(1):
        return db.session.scalars(select(YearPlan)).one()


def version_of(app: Flask) -> str:
    return str(plan_state(app).version)


ENTRIES = {
    "aims": "让每个孩子都有人惦记",
    "sessions_per_week": "1",
    "term_minimum": "6",
    "term_maximum": "8",
    "budget_yuan": "5000",
    "minimum_1": "2",
    "target_1": "4",
    "least_game": "1",
    "most_game": "",
    "version": "1",
}


@pytest.mark.plan("S42")
@pytest.mark.usefixtures("with_goals")
def test_a_plan_goes_from_draft_to_approved(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    assert head.get("/plan/").status_code == 200

    head.post("/plan/start")
    assert head.post("/plan/edit", data=ENTRIES).status_code == 302
    assert head.post("/plan/submit").status_code == 302
    assert principal.post("/plan/approve", data={"note": "", "version": version_of(app)}).status_code == 302

    plan = plan_state(app)
    assert (plan.state, plan.term_minimum, plan.budget_fen, plan.methods) == (
        "approved",
        6,
        500_000,
        {"game": {"min": 1, "max": None}},
    )
    assert "低年级" in principal.get("/plan/").text


@pytest.mark.usefixtures("with_goals")
def test_a_returned_plan_carries_the_principals_words(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    head.post("/plan/start")
    head.post("/plan/submit")

    assert principal.post("/plan/return", data={"note": "", "version": version_of(app)}).status_code == 422
    assert (
        principal.post("/plan/return", data={"note": "请增加户外活动", "version": version_of(app)}).status_code == 302
    )

    assert plan_state(app).state == "returned"
    assert "请增加户外活动" in head.get("/plan/").text


@pytest.mark.usefixtures("with_goals")
@pytest.mark.parametrize(
    "entries",
    [
        {"term_minimum": "9"},
        {"minimum_1": "5"},
        {"minimum_1": "二"},
        {"target_1": ""},
        {"term_maximum": "99999999999"},
        {"aims": "a\x00b"},
    ],
)
def test_a_wrong_figure_is_refused_and_nothing_is_lost(
    app: Flask, client_for: ClientFor, entries: dict[str, str]
) -> None:
    head = client_for("head_counselor")
    head.post("/plan/start")

    answer = head.post("/plan/edit", data={**ENTRIES, **entries})

    assert answer.status_code == 422
    assert plan_state(app).term_minimum == 7
    assert 'value="5000"' in answer.text


@pytest.mark.usefixtures("with_goals")
def test_a_second_editor_is_told(app: Flask, client_for: ClientFor) -> None:
    head = client_for("head_counselor")
    head.post("/plan/start")
    head.post("/plan/edit", data=ENTRIES)

    answer = head.post("/plan/edit", data={**ENTRIES, "term_minimum": "5"})

    assert answer.status_code == 409
    assert plan_state(app).term_minimum == 6


@pytest.mark.usefixtures("with_goals")
def test_an_approved_plan_is_not_edited(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    head.post("/plan/start")
    head.post("/plan/submit")
    principal.post("/plan/approve", data={"note": "", "version": version_of(app)})
    version = str(plan_state(app).version)

    assert head.post("/plan/edit", data={**ENTRIES, "version": version}).status_code == 422
    assert plan_state(app).term_minimum == 7


@pytest.mark.usefixtures("with_goals")
def test_a_principal_does_not_approve_what_was_changed_meanwhile(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    head.post("/plan/start")
    head.post("/plan/submit")
    opened = version_of(app)
    principal.post("/plan/return", data={"note": "再看看", "version": opened})
    head.post("/plan/submit")

    assert principal.post("/plan/approve", data={"note": "", "version": opened}).status_code == 409
    assert plan_state(app).state == "submitted"


@pytest.mark.usefixtures("with_goals")
def test_a_note_without_end_is_refused(app: Flask, client_for: ClientFor) -> None:
    head, principal = client_for("head_counselor"), client_for("principal")
    head.post("/plan/start")
    head.post("/plan/submit")

    answer = principal.post("/plan/return", data={"note": "长" * 5000, "version": version_of(app)})

    assert (answer.status_code, plan_state(app).state) == (422, "submitted")
