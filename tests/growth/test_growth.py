"""What children say of themselves: counted without names, compared only where both moments were asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from careplan import clock
from careplan.db import db, school_scope
from careplan.growth.answers import SENTENCES, SquadAnswers, ability_lines, faults_of
from careplan.growth.forms import field_name
from careplan.growth.models import SquadCheck
from careplan.school.models import Squad
from tests.world import ClientFor


def said(often: int, sometimes: int, rarely: int) -> dict[str, dict[str, int]]:
    return {ability: {"often": often, "sometimes": sometimes, "rarely": rarely} for ability in SENTENCES}


def form(counts: dict[str, dict[str, int]], **more: object) -> dict[str, object]:
    return {field_name(ability, a): n for ability, one in counts.items() for a, n in one.items()} | more


def squad_id(app: Flask, grade: int, number: int = 1, school: int = 1) -> int:
    with app.app_context(), school_scope(school):
        query = select(Squad.id).where(Squad.entry_year == 2027 - grade, Squad.number == number)
        return db.session.scalars(query).one()


@pytest.mark.plan("S10", "S11", "S15")
def test_change_is_told_for_the_squads_that_answered_at_both_moments() -> None:
    answers = [
        SquadAnswers(1, "start", said(10, 20, 10)),
        SquadAnswers(1, "end", said(30, 5, 5)),
        SquadAnswers(2, "start", said(40, 0, 0)),
    ]

    line = next(line for line in ability_lines(answers) if line.ability == "self-reliance")

    assert (line.start.often, line.start.answered) == (50, 80)
    assert (line.change, line.compared) == (0.5, 1), "squad 2 was asked once and counts for no change"


def test_no_answer_is_no_data_and_a_handful_is_not_shown() -> None:
    assert {line.change for line in ability_lines([])} == {None}
    assert {line.start.rate for line in ability_lines([SquadAnswers(1, "start", said(4, 0, 0))])} == {None}


def test_faults_are_sentences_with_another_number_of_pupils() -> None:
    counts = said(10, 5, 5) | {"regulation": {"often": 10, "sometimes": 5, "rarely": 4}}

    assert faults_of(counts) == ["regulation"]
    assert faults_of(said(10, 5, 5)) == []
    assert faults_of(said(0, 0, 0)) == list(SENTENCES)


@pytest.mark.plan("S10", "S15")
def test_a_teacher_asks_the_own_squad_and_the_school_sees_the_share(app: Flask, client_for: ClientFor) -> None:
    own, teacher = squad_id(app, 3), client_for("class_teacher")

    assert teacher.post(f"/growth/{own}/start", data=form(said(9, 20, 7))).status_code == 302

    shown = client_for("principal").get("/growth/").text
    assert "25%" in shown and "9/36" in shown
    assert "无数据" in shown, "the end of the year was not asked yet"


@pytest.mark.parametrize("counts", [said(0, 0, 0), said(1, 2, 3) | {"regulation": said(9, 9, 9)["regulation"]}])
def test_sums_that_differ_are_refused(app: Flask, client_for: ClientFor, counts: dict[str, dict[str, int]]) -> None:
    answer = client_for("class_teacher").post(f"/growth/{squad_id(app, 3)}/start", data=form(counts))

    assert answer.status_code == 422
    assert "四句话的回答人数应当相同" in answer.text


@pytest.mark.parametrize("wrong", ["", "-1", "71", "x", "1.5", "٣"])
def test_a_wrong_number_is_told_at_its_place(app: Flask, client_for: ClientFor, wrong: str) -> None:
    typed = form(said(1, 2, 3), adaptation_often=wrong)

    assert client_for("class_teacher").post(f"/growth/{squad_id(app, 3)}/start", data=typed).status_code == 422

    with app.app_context(), school_scope(1):
        assert db.session.scalar(select(func.count()).select_from(SquadCheck)) == 0


def test_another_squad_another_school_or_moment_does_not_exist(app: Flask, client_for: ClientFor) -> None:
    teacher, places = (
        client_for("class_teacher"),
        [(squad_id(app, 5), "start"), (squad_id(app, 3), "middle"), (9999, "end")],
    )

    assert [teacher.get(f"/growth/{one}/{moment}").status_code for one, moment in places] == [404, 404, 404]
    assert client_for("head_counselor").get(f"/growth/{squad_id(app, 3, school=2)}/start").status_code == 404


def test_a_second_editor_is_told(app: Flask, client_for: ClientFor) -> None:
    url, teacher = f"/growth/{squad_id(app, 3)}/start", client_for("class_teacher")
    teacher.post(url, data=form(said(1, 2, 3)))
    assert client_for("head_counselor").post(url, data=form(said(4, 1, 1), version="1")).status_code == 302

    answer = teacher.post(url, data=form(said(2, 2, 2), version="1"))

    assert answer.status_code == 409
    assert 'name="version" value="2"' in answer.text


def test_a_class_teacher_is_asked_in_autumn_until_it_is_done(app: Flask, client_for: ClientFor) -> None:
    teacher = client_for("class_teacher")
    with clock.fixed(datetime(2026, 10, 12, 1, tzinfo=UTC)):
        assert "问问孩子：学年初自我感受" in teacher.get("/").text
        teacher.post(f"/growth/{squad_id(app, 3)}/start", data=form(said(1, 2, 3)))
        assert "问问孩子" not in teacher.get("/").text
