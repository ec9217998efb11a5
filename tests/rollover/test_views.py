"""The pages of the new school year, as the office, the principal and others see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.audit.operations import record
from careplan.casework.promise_operations import add_promise
from careplan.children.models import Child
from careplan.db import db, school_scope
from careplan.school.models import SchoolYear, Squad
from tests.aid.helped import staff
from tests.rollover.helped import last_grade, summer
from tests.world import ClientFor

TERMS = {
    "first_1": "2027-09-01",
    "last_1": "2028-01-21",
    "first_2": "2028-02-28",
    "last_2": "2028-06-30",
    "new_classes": "1",
}


@pytest.fixture
def in_summer() -> Iterator[None]:
    with summer():
        yield


@pytest.fixture
def promised(app: Flask, in_summer: None) -> int:
    """A child of the last grade with an open promise."""
    with app.app_context(), school_scope(1):
        child = last_grade()[0]
        add_promise(actor_id=1, child_id=child.id, words="带书来", staff_id=staff(), due_on=date(2027, 9, 9))
        db.session.commit()
        return child.id


def hidden(text: str) -> dict[str, str]:
    return {name: re.findall(rf'name="{name}"[^>]*value="([^"]*)"', text)[0] for name in ("version", "seen", "opens")}


def years(app: Flask) -> list[int]:
    with app.app_context(), school_scope(1):
        return list(db.session.scalars(select(SchoolYear.start_year).where(SchoolYear.is_current)))


@pytest.mark.plan("C41")
def test_the_office_looks_ahead_decides_and_opens_the_year_once(
    app: Flask, client_for: ClientFor, promised: int
) -> None:
    office = client_for("office")
    ahead = office.get("/new-year/")
    assert "2027—2028学年" in ahead.text
    assert [name in ahead.text for name in ("孩子61丙", "孩子61甲")] == [True, False]  # only whose promise is open
    text = office.get("/new-year/open").text
    given = {**TERMS, **hidden(text)}

    refused = office.post("/new-year/open", data=given)
    assert refused.status_code == 422 and "请决定" in refused.text
    mute = office.post("/new-year/open", data={**given, f"choice_{promised}": "leaves"})
    assert mute.status_code == 422 and "请写明交接给谁" in mute.text
    assert years(app) == [2026]

    given |= {f"choice_{promised}": "leaves", f"note_{promised}": "镇初中"}
    assert office.post("/new-year/open", data=given).status_code == 302
    assert years(app) == [2027]
    again = office.post("/new-year/open", data=given, follow_redirects=True)
    assert "没有重复操作" in again.text
    with app.app_context(), school_scope(1):
        entries = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "open-year")).all()
        assert len(entries) == 1


@pytest.mark.plan("C41")
def test_what_changed_since_the_preview_is_shown_before_anything_happens(
    app: Flask, client_for: ClientFor, in_summer: None
) -> None:
    office = client_for("office")
    given = {**TERMS, **hidden(office.get("/new-year/open").text)}
    with app.app_context(), school_scope(1):
        child = last_grade()[0]
        add_promise(actor_id=1, child_id=child.id, words="带书来", staff_id=staff(), due_on=date(2027, 9, 9))
        db.session.commit()
    stale = office.post("/new-year/open", data=given)

    assert stale.status_code == 409 and "再看一遍" in stale.text
    assert years(app) == [2026]


@pytest.mark.usefixtures("in_summer")
@pytest.mark.parametrize(
    "wrong",
    [
        {"first_1": "2027-02-31"},
        {"last_2": ""},
        {"first_1": "0001-09-01"},
        {"last_2": "9999-06-30"},
        {"new_classes": "41"},
        {"new_classes": ""},
        {"first_2": "2027-12-01"},
        {"stays": "99999"},
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_happens(
    app: Flask, client_for: ClientFor, wrong: dict[str, str]
) -> None:
    office = client_for("office")
    given = {**TERMS, **hidden(office.get("/new-year/open").text), **wrong}
    assert office.post("/new-year/open", data=given).status_code == 422
    assert years(app) == [2026]


def test_a_note_too_long_or_with_control_characters_is_told(app: Flask, client_for: ClientFor, promised: int) -> None:
    office = client_for("office")
    given = {**TERMS, **hidden(office.get("/new-year/open").text), f"choice_{promised}": "leaves"}
    for note in ("长" * 201, "\x00"):
        assert office.post("/new-year/open", data={**given, f"note_{promised}": note}).status_code == 422
    assert years(app) == [2026]


def test_before_the_last_school_day_one_can_only_look(app: Flask, client_for: ClientFor) -> None:
    with summer(days=-60):
        office = client_for("office")
        assert "才能开启" in office.get("/new-year/?of=next").text
        assert office.get("/new-year/open").status_code == 302
        assert office.post("/new-year/open", data=TERMS).status_code == 302
    assert years(app) == [2026]


@pytest.mark.usefixtures("in_summer")
@pytest.mark.parametrize(
    ("role", "looks", "opens"),
    [
        ("principal", 200, 200),
        ("office", 200, 200),
        ("counselling_teacher", 200, 403),
        ("head_counselor", 403, 403),
        ("class_teacher", 403, 403),
        ("community_worker", 403, 403),
        ("administrator", 403, 403),
    ],
)
def test_who_may_look_and_who_may_open(client_for: ClientFor, role: str, looks: int, opens: int) -> None:
    browser = client_for(role)
    assert browser.get("/new-year/").status_code == looks
    assert browser.get("/new-year/open").status_code == opens


def test_the_first_page_says_that_the_year_is_over_and_who_is_between_two(
    app: Flask, client_for: ClientFor, in_summer: None
) -> None:
    office = client_for("office")
    assert "请开启新学年" in office.get("/").text
    text = office.get("/new-year/open").text
    with app.app_context(), school_scope(1):
        stays = last_grade()[1].id
    assert office.post("/new-year/open", data={**TERMS, **hidden(text), "stays": str(stays)}).status_code == 302
    assert "1 名学生已过毕业年级" in office.get("/").text
    page = office.get("/new-year/").text
    with app.app_context(), school_scope(1):
        assert db.session.get_one(Child, stays).name in page


def test_a_posted_calendar_does_not_turn_the_year_back(app: Flask, client_for: ClientFor, in_summer: None) -> None:
    office = client_for("office")
    office.post("/new-year/open", data={**TERMS, **hidden(office.get("/new-year/open").text)})
    assert years(app) == [2027]
    office.post("/school/calendar/take-over")
    assert years(app) == [2027]


@pytest.mark.plan("C41", "C12")
@pytest.mark.usefixtures("in_summer")
@pytest.mark.parametrize(("decision", "words"), [("leaves", "毕业离校"), ("stays", "毕业年级留校")])
def test_what_was_decided_stands_on_the_time_line_and_in_the_registers_history(
    app: Flask, client_for: ClientFor, promised: int, decision: str, words: str
) -> None:
    """Whoever opens the file or the register later sees what was decided, by whom, and to whom it was handed on."""
    office = client_for("office")
    given = {**TERMS, **hidden(office.get("/new-year/open").text), f"choice_{promised}": decision}
    assert office.post("/new-year/open", data={**given, f"note_{promised}": "镇初中李老师接手"}).status_code == 302

    history = office.get(f"/children/{promised}").text
    line = client_for("counselling_teacher").get(f"/care/children/{promised}/timeline").text

    for page in (history, line):
        assert f"{words}（开启2027—2028学年时决定）" in page and "镇初中李老师接手" in page
    with app.app_context(), school_scope(1):
        others = [child.id for child in last_grade() if child.id != promised]
    assert "镇初中李老师接手" not in office.get(f"/children/{others[0]}").text


@pytest.mark.plan("C41")
def test_of_the_year_that_runs_it_is_said_who_moved_up_into_it(app: Flask, client_for: ClientFor) -> None:
    """Neither the new first grade nor anybody who left then; what waits says who stands past the last grade."""
    page = BeautifulSoup(client_for("principal").get("/new-year/?of=now").text, "html.parser")
    said = {line.get_text(" ", strip=True) for line in page.select("#carries ~ ul.carried li")}
    with app.app_context(), school_scope(1):
        moved = db.session.scalars(select(Child.id).join(Squad).where(Squad.entry_year < 2026)).all()
        squads = db.session.scalars(select(Squad.id).where(Squad.entry_year < 2026)).all()
    assert {f"{len(moved)} 升级：随班升入下一年级的学生", f"{len(squads)} 升级的中队"} <= said
    assert not any("毕业" in one for one in said)


@pytest.mark.plan("C41")
def test_who_moves_up_and_who_leaves_are_counted_apart(app: Flask, client_for: ClientFor) -> None:
    """Of the world's seven classes of three, one is of the last grade; a child past it leaves with them."""
    with app.app_context(), school_scope(1):
        older = Squad(entry_year=2020, number=1)
        db.session.add(older)
        db.session.flush()
        db.session.scalars(select(Child).where(Child.name == "孩子51甲")).one().squad_id = older.id
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
    page = BeautifulSoup(client_for("principal").get("/new-year/?of=next").text, "html.parser")
    said = {line.get_text(" ", strip=True) for line in page.select("#carries ~ ul.carried li")}
    assert "17 升级：随班升入下一年级的学生" in said
    assert "4 毕业：最高年级的学生，学年结束时离校" in said
    assert "6 升级的中队" in said
    link = page.find("a", string=re.compile("毕业："))
    assert isinstance(link, Tag)
    behind = BeautifulSoup(client_for("principal").get(str(link["href"]).partition("#")[0]).text, "html.parser")
    listed = behind.select("#leaving ~ ul.carried li strong")
    assert sum(int(one.text) for one in listed) == 4
