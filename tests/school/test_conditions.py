"""The conditions of the work: what is there is counted, what is missing is named."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete

from careplan.db import db, school_scope
from careplan.school.conditions import conditions_of
from careplan.school.models import SquadLesson
from tests.school.reading import soup
from tests.world import ClientFor


def test_conditions_count_rooms_people_and_time() -> None:
    rooms = [
        SimpleNamespace(kind="classroom", capacity=45),
        SimpleNamespace(kind="classroom", capacity=40),
        SimpleNamespace(kind="hall", capacity=300),
    ]
    people = [
        SimpleNamespace(id=1, kind="teacher"),
        SimpleNamespace(id=2, kind="teacher"),
        SimpleNamespace(id=3, kind="expert"),
        SimpleNamespace(id=4, kind="community"),
    ]
    squads = [SimpleNamespace(lessons=["x"]), SimpleNamespace(lessons=[])]

    found = conditions_of(
        venues=rooms, staff=people, squads=squads, notes={1: ["C证"], 2: ["C证", "急救员"], 4: ["急救员"], 9: ["A证"]}
    )

    assert [(room.kind, room.rooms, room.pupils) for room in found.rooms] == [("classroom", 2, 85), ("hall", 1, 300)]
    assert (found.staff, found.guests, found.people) == (2, 1, (("C证", 2), ("急救员", 1)))
    assert (found.with_lesson, found.squads, found.is_time_kept) == (1, 2, False)


@pytest.mark.plan("S13")
def test_the_page_holds_documents_rooms_people_time_and_what_is_missing(client_for: ClientFor, seeded: Flask) -> None:
    with seeded.app_context(), school_scope(1):
        db.session.execute(delete(SquadLesson).where(SquadLesson.squad_id == 1))
        db.session.info["audited"] = True
        db.session.commit()

    text = soup(client_for("principal"), "/school/conditions").get_text()

    assert "教基一厅函〔2015〕36号" in text, "the document on counselling rooms"
    assert "7 · 可容纳350人" in text, "seven classrooms"
    assert "6 / 7" in text, "squads with a weekly lesson"
    assert "1个中队没有固定的每周活动时间" in text, "the gap is named"


def test_an_empty_school_reads_as_empty() -> None:
    found = conditions_of(venues=[], staff=[], squads=[], notes={})

    assert (found.rooms, found.people, found.is_time_kept) == ((), (), False)


@pytest.mark.plan("S40")
def test_the_clause_of_the_schools_own_work_plan_stands_there(client_for: ClientFor, seeded: Flask) -> None:
    assert "尚未写入" in soup(client_for("class_teacher"), "/school/conditions").get_text()
    clause = "《2026年度学校工作计划》第三部分第5条：开展留守儿童心理健康关爱行动"
    form = {"name": "青石小学", "counts_by": "civil_affairs", "work_plan": clause, "version": "1"}

    assert client_for("office").post("/school/profile", data=form).status_code == 302

    text = soup(client_for("class_teacher"), "/school/conditions").get_text()
    assert clause in text and "尚未写入" not in text
