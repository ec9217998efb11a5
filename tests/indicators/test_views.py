"""The board, the list of measures and a measure's page as each role sees them."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.db import db, school_scope
from careplan.indicators.catalogue import MEASURES
from tests.indicators.played_care import play_care
from tests.indicators.played_year import play
from tests.world import ClientFor

DAY = "?day=2026-11-20"


@pytest.fixture
def played(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        play(7)
        play_care(7)


@pytest.mark.plan("S39")
@pytest.mark.usefixtures("played")
def test_board_shows_areas_points_and_reasons_of_no_data(client_for: ClientFor) -> None:
    text = client_for("principal").get(f"/indicators/{DAY}").get_data(as_text=True)
    for words in (
        "组织领导",
        "摸排建档",
        "教育活动",
        "关爱帮扶",
        "队伍培训",
        "成效与报告",
        "无数据",
        "没有转介记录",
        "示例",
    ):
        assert words in text
    assert re.search(r"[\d.]+ 分（已评 [\d.]+ 分，另 [\d.]+ 分尚无数据；满分 100）", text)


@pytest.mark.plan("S41", "S42", "S43")
@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("role", ["principal", "head_counselor", "office"])
def test_every_measure_page_answers_and_keeps_names_from_the_head_counselor(client_for: ClientFor, role: str) -> None:
    browser, named = client_for(role), 0
    for code, measure in MEASURES.items():
        answer = browser.get(f"/indicators/measures/{code}{DAY}&show=all")
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200, code
        assert measure.name in text
        named += "孩子1" in text
    assert (named == 0) == (role == "head_counselor")


@pytest.mark.usefixtures("played")
def test_measure_page_is_an_audited_read_where_children_are_named(app: Flask, client_for: ClientFor) -> None:
    client_for("principal").get(f"/indicators/measures/visit_coverage{DAY}")
    client_for("head_counselor").get(f"/indicators/measures/visit_coverage{DAY}")
    with app.app_context(), school_scope(1):
        reads = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
    assert [(one.entity, one.detail["measure"]) for one in reads] == [("indicator", "visit_coverage")]


@pytest.mark.usefixtures("played")
def test_measure_csv_never_names_a_child_nor_begins_a_formula(client_for: ClientFor) -> None:
    browser = client_for("principal")
    for code in ("visit_coverage", "session_completion", "change_lag"):
        text = browser.get(f"/indicators/measures/{code}.csv{DAY}").get_data(as_text=True)
        assert "孩子" not in text and len(text.splitlines()) > 3
        assert not any(cell.startswith(("=", "+", "@")) for line in text.splitlines() for cell in line.split(","))


@pytest.mark.usefixtures("played")
def test_the_table_of_a_measure_has_the_filter_of_its_page(client_for: ClientFor) -> None:
    """Only for who may open the records: else a class of four would be told by the length of its table (G10)."""

    def lines(role: str, query: str) -> int:
        return len(client_for(role).get(f"/indicators/measures/visit_coverage.csv{DAY}{query}").text.splitlines()) - 1

    every, grade = lines("principal", ""), lines("principal", "&grade=3")
    assert 0 < grade < every
    assert lines("principal", "&grade=3&show=missing") + lines("principal", "&grade=3&show=counted") == grade
    assert lines("head_counselor", "&grade=3") == lines("head_counselor", "") == every
    page = client_for("principal").get(f"/indicators/measures/visit_coverage{DAY}&grade=3&code=x&_anchor=y").text
    assert "visit_coverage.csv?day=2026-11-20&amp;grade=3" in page


@pytest.mark.usefixtures("played")
def test_board_csv_has_a_line_for_every_indicator(client_for: ClientFor) -> None:
    lines = client_for("office").get(f"/indicators/board.csv{DAY}").get_data(as_text=True).splitlines()
    assert len(lines) == 1 + 24


@pytest.mark.parametrize("path", ["/indicators/measures/nothing", "/indicators/measures/nothing.csv"])
def test_unknown_measure_is_not_found(client_for: ClientFor, path: str) -> None:
    assert client_for("principal").get(path).status_code == 404


@pytest.mark.parametrize("query", ["day=yesterday", "day=2026-11-20&page=x", "show=what", "squad=abc"])
def test_a_wrong_address_is_told_and_no_fault(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/indicators/measures/visit_coverage?{query}").status_code == 400


def test_pages_in_english_hold_no_chinese_but_the_plans_words(client_for: ClientFor) -> None:
    browser = client_for("principal")
    with browser.session_transaction() as session:
        session["language"] = "en"
    text = browser.get("/indicators/measures").get_data(as_text=True)
    assert "Home visits this term" in text and "家访" not in text


@pytest.mark.usefixtures("played")
def test_small_groups_of_children_stay_untold_to_who_may_not_see_them(client_for: ClientFor) -> None:
    """A class of the world has three children at most: the head counselor meets them in joined classes only (G10)."""
    browser, met = client_for("head_counselor"), 0
    for code in ("visit_coverage", "consent_rate", "responsible_person"):
        text = browser.get(f"/indicators/measures/{code}{DAY}").get_data(as_text=True)
        for counted, total in re.findall(r'class="numbers">[^<]*<span>([\d.]+) / ([\d.]+)</span>', text):
            assert float(counted) == 0 or float(counted) >= 5
            assert float(total) == float(counted) or float(total) - float(counted) >= 5
        rows = browser.get(f"/indicators/measures/{code}.csv{DAY}").get_data(as_text=True).splitlines()[1:]
        groups = Counter((row.split(",")[0], row.split(",")[3]) for row in rows if row.split(",")[0])
        assert all(number >= 5 for number in groups.values()), groups
        met += len(groups) + ("不低于" in text or "不高于" in text)
    assert met >= 3
