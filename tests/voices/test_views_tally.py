"""Slips: printed, counted, keyed in, held against who was present."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.db import db, school_scope
from careplan.sessions.models import TeamSession
from careplan.voices.answers import CHOICES, QUESTIONS
from careplan.voices.models import ClassAnswers
from tests.voices.test_views_say import ask_url, hand_in, open_number
from tests.world import ClientFor


def numbers(*rows: tuple[int, int, int]) -> dict[str, str]:
    """Nine numbers as the form sends them; one row stands for all three questions."""
    rows = rows * 3 if len(rows) == 1 else rows
    cells = product(zip(QUESTIONS, rows, strict=True), enumerate(CHOICES))
    return {f"{question}_{choice}": str(row[place]) for (question, row), (place, choice) in cells}


@pytest.mark.plan("S17")
def test_nine_numbers_are_kept_and_corrected(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    teacher, url = client_for("class_teacher"), f"{ask_url(row)}/tally"
    assert teacher.post(url, data=numbers((8, 3, 1)) | {"version": ""}).status_code == 302
    assert 'aria-label="好玩 8, 一般 3, 不好玩 1"' in teacher.get(f"/sessions/{row.id}").text
    assert 'value="8"' in teacher.get(url).text

    assert teacher.post(url, data=numbers((7, 4, 1)) | {"version": "1"}).status_code == 302
    late = teacher.post(url, data=numbers((9, 2, 1)) | {"version": "1"})

    assert late.status_code == 409 and "7 / 4 / 1" in late.text and 'value="9"' in late.text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (numbers((8, 4, 1)), "超过了学生人数（12 人）"),
        (numbers((8, 3, 1), (8, 3, 0), (8, 3, 1)), "三题的合计不一样"),
        (numbers((0, 0, 0)), "请录入每个表情"),
        ({**numbers((8, 3, 1)), "aimed_good": "x"}, "整数"),
        ({**numbers((8, 3, 1)), "aimed_good": "-1"}, "0"),
    ],
)
def test_a_doubtful_tally_is_said_and_kept_in_the_form(
    app: Flask, client_for: ClientFor, row: TeamSession, given: dict[str, str], words: str
) -> None:
    answer = client_for("class_teacher").post(f"{ask_url(row)}/tally", data=given | {"version": ""})
    assert answer.status_code == 422 and words in answer.text and f'value="{given["interesting_good"]}"' in answer.text
    with app.app_context(), school_scope(1):
        assert db.session.scalars(select(ClassAnswers)).all() == []


def test_a_question_left_out_is_ticked(client_for: ClientFor, row: TeamSession) -> None:
    given = numbers((8, 3, 1), (8, 3, 0), (8, 3, 1)) | {"uneven": "y", "version": ""}
    assert client_for("class_teacher").post(f"{ask_url(row)}/tally", data=given).status_code == 302


def test_slips_do_not_count_children_of_the_devices_twice(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    hand_in(app, open_number(client_for, row))
    version = (
        client_for("class_teacher").get(f"{ask_url(row)}/tally").text.split('name="version" value="')[1].split('"')[0]
    )
    answer = client_for("class_teacher").post(f"{ask_url(row)}/tally", data=numbers((8, 3, 1)) | {"version": version})
    assert answer.status_code == 422 and "重复计算" in answer.text


def test_slips_to_print_have_no_place_for_a_name(client_for: ClientFor, row: TeamSession) -> None:
    page = client_for("class_teacher").get(f"{ask_url(row)}/slip").text
    assert page.count('class="slip"') == 8 and "不写名字" in page and "同学0" not in page


def test_in_english_the_pages_name_the_activity_in_english(app: Flask, client_for: ClientFor, row: TeamSession) -> None:
    with app.app_context(), school_scope(1):
        db.session.get_one(TeamSession, row.id).activity.title_en = "Weather inside"
        record(actor_id=None, action="translate", entity="activity")
        db.session.commit()
    teacher = client_for("class_teacher")
    teacher.post("/accounts/language", data={"language": "en", "back": "/"})
    for path in ("", "/tally"):
        assert "Weather inside" in teacher.get(f"{ask_url(row)}{path}").text
