"""The board as each role sees it: every number is the length of the list behind it, with the same filter."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.board.three import three
from careplan.clock import now
from careplan.db import db, school_scope
from careplan.foresight.outlook import Foresight
from careplan.foresight.queries import look_ahead
from careplan.indicators.queries import Evaluation
from careplan.reports.charts import NARROW, WIDTH, Bars
from careplan.reports.models import Report
from careplan.school.models import SchoolYear, Squad
from careplan.school.queries import this_school
from tests.indicators.played_care import play_care
from tests.indicators.played_year import play
from tests.world import ClientFor

DAY = "?day=2026-11-20"


@pytest.fixture
def played(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        play(7)
        play_care(7)


def squad_id(app: Flask, grade: int, number: int = 1) -> int:
    with app.app_context(), school_scope(1):
        found = db.session.scalar(select(Squad.id).where(Squad.entry_year == 2027 - grade, Squad.number == number))
    assert found is not None
    return found


@pytest.mark.plan("S39")
@pytest.mark.usefixtures("played")
def test_the_state_of_the_school_on_one_page(client_for: ClientFor) -> None:
    text = client_for("principal").get(f"/board/{DAY}").get_data(as_text=True)
    for words in (
        "今日得分",
        "预计得分",
        "现在先做三件事",
        "已经晚了的",
        "年终会缺的",
        "上一学年没有签发报告",
        "无数据",
    ):
        assert words in text
    assert 1 <= text.count("这项指标还关系") <= 3


@pytest.mark.usefixtures("played")
def test_what_is_late_is_as_long_as_the_list_behind_it(client_for: ClientFor) -> None:
    browser = client_for("principal")
    for address in (DAY, f"{DAY}&grade=3"):
        text = browser.get(f"/board/{address}").get_data(as_text=True)
        links = re.findall(r'<li><a href="(/indicators/measures/[^"]+)"><strong>(\d+)</strong>', text)
        assert links or "grade" in address
        for link, number in links:
            behind = browser.get(link.replace("&amp;", "&")).get_data(as_text=True)
            assert behind.count('<th scope="row" class="fw-normal">') == int(number), link


@pytest.mark.usefixtures("played")
def test_the_filter_goes_along_to_the_records(app: Flask, client_for: ClientFor) -> None:
    browser, squad = client_for("principal"), squad_id(app, 3)
    text = browser.get(f"/board/{DAY}&grade=3&squad={squad}").get_data(as_text=True)
    assert f"/indicators/measures/session_completion?grade=3&amp;squad={squad}&amp;day=2026-11-20" in text
    behind = browser.get(f"/indicators/measures/session_completion{DAY}&grade=3&squad={squad}&show=all")
    other = browser.get(f"/indicators/measures/session_completion{DAY}&grade=4&squad={squad}&show=all")
    assert behind.status_code == 200 and 'class="fw-normal"' in behind.get_data(as_text=True)
    assert 'class="fw-normal"' not in other.get_data(as_text=True)


@pytest.mark.usefixtures("played")
def test_three_children_of_a_class_are_told_with_others_only(app: Flask, client_for: ClientFor) -> None:
    squad = squad_id(app, 3)
    text = client_for("head_counselor").get(f"/board/{DAY}&grade=3&squad={squad}").get_data(as_text=True)
    row = re.search(r"家访覆盖率</a></th><td[^>]*>(.*?)</td>", text, re.DOTALL)
    assert row is not None and ("合并统计" in row[1] or "只有全校数字" in row[1])


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("query", ["grade=9", "squad=999", "grade=1&squad=999", "grade=x", "day=0001-01-01"])
def test_a_filter_that_there_is_not_is_no_page(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/board/?{query}").status_code in (400, 404)


@pytest.mark.usefixtures("played")
def test_another_schools_class_is_no_filter(app: Flask, client_for: ClientFor) -> None:
    with app.app_context(), school_scope(2):
        other = db.session.scalars(select(Squad.id)).first()
    assert client_for("principal").get(f"/board/?squad={other}").status_code == 404


@pytest.mark.usefixtures("played")
def test_last_years_points_are_those_of_the_report_that_was_issued(app: Flask, client_for: ClientFor) -> None:
    figures = {"session_completion": {"value": 0.96, "numerator": 48, "denominator": 50, "no_data": ""}}
    with app.app_context(), school_scope(1):
        year = SchoolYear(start_year=2025, is_current=False)
        db.session.add(year)
        db.session.flush()
        words = {"title": "x", "document": {}, "file_name": "x.pdf", "sha256": "0" * 64, "pages": 1, "issued_at": now()}
        db.session.add(Report(year_id=year.id, number=1, cut_off=date(2026, 7, 3), figures=figures, **words))
        record(actor_id=None, action="make", entity="report")
        db.session.commit()
    text = client_for("principal").get(f"/board/{DAY}").get_data(as_text=True)
    assert "按已签发报告的数字" in text and re.search(r'data-label="上一学年">8 <small>满分8</small>', text)


@pytest.mark.usefixtures("played")
def test_a_class_counselor_sees_the_own_squad_and_no_other(app: Flask, client_for: ClientFor) -> None:
    browser, own, other = client_for("class_teacher"), squad_id(app, 3), squad_id(app, 4)
    text = browser.get(f"/board/mine{DAY}").get_data(as_text=True)
    assert "三(1)班" in text and "四(1)班" not in text
    assert browser.get(f"/board/mine{DAY}&squad={other}").status_code == 404
    assert browser.get(f"/board/mine/visit_coverage{DAY}&squad={other}").status_code == 404
    assert browser.get(f"/board/{DAY}").status_code == 403
    records = browser.get(f"/board/mine/visit_coverage{DAY}&squad={own}&show=all").get_data(as_text=True)
    assert "孩子31甲" in records or "孩子31乙" in records or "孩子31丙" in records
    assert not re.search(r"孩子[124567]1|孩子32", records)
    assert browser.get(f"/board/mine/nothing{DAY}").status_code == 404


@pytest.mark.usefixtures("played")
def test_numbers_of_the_own_squad_are_the_length_of_their_lists(client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    text = browser.get(f"/board/mine{DAY}").get_data(as_text=True)
    late = re.findall(r'<li><a href="(/board/mine/[^"]+)"><strong>(\d+)</strong>', text)
    for link, number in late:
        behind = browser.get(link.replace("&amp;", "&")).get_data(as_text=True)
        assert behind.count('<th scope="row" class="fw-normal">') == int(number), link


@pytest.mark.usefixtures("played")
def test_on_paper_no_small_number_of_children_stands_even_for_the_principal(
    client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet goes from hand to hand: 13 of the world's left-behind children at most stand behind any figure (G10)."""
    printed: dict[str, str] = {}

    def kept(kind: str, words: dict[str, object], back: str) -> str:
        printed[kind] = render_template("paper/print.html", kind=kind, school=this_school(), **words)
        return printed[kind]

    monkeypatch.setattr("careplan.board.views_school.pdf_answer", kept)
    monkeypatch.setattr("careplan.board.views_school.drawn", lambda state: "<svg></svg>")
    assert client_for("principal").get(f"/board/pdf{DAY}").status_code == 200
    text = re.sub(r"<[^>]+>", "", printed["board"])
    children = re.findall(
        r"(\d+) (?:超过31天没有联系过的儿童|没有在24小时内处理的事件)|(?:再家访|取得|联系|核对名册) (\d+)", text
    )
    assert children and all(int(one or other) >= 5 for one, other in children)


@pytest.mark.usefixtures("played")
def test_a_thing_to_do_opens_the_records_that_its_number_counts(
    monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    monkeypatch.setattr("careplan.board.views_school.three", lambda items, day: three(items, day, most=99))
    browser = client_for("principal")
    page = browser.get(f"/board/{DAY}").get_data(as_text=True)
    link, number = re.findall(r'<a href="([^"]+)">再家访 (\d+) 次</a>', page)[0]
    assert f"再家访 {number} 次</h2>" in browser.get(link.replace("&amp;", "&")).get_data(as_text=True)


def test_an_empty_school_has_a_board(client_for: ClientFor) -> None:
    assert client_for("principal", school=2).get("/board/").status_code == 200
    assert client_for("class_teacher", school=2).get("/board/mine").status_code == 200


@pytest.mark.usefixtures("played")
@pytest.mark.parametrize(
    ("role", "page"),
    [("principal", "/board/"), ("head_counselor", "/board/"), ("office", "/board/"), ("class_teacher", "/board/mine")],
)
def test_each_thing_to_do_leads_to_a_page_that_the_reader_may_open(
    monkeypatch: pytest.MonkeyPatch, client_for: ClientFor, role: str, page: str
) -> None:
    """Whatever the heaviest three are, so all are asked for here."""
    for pages in ("views_school", "views_mine"):
        monkeypatch.setattr(f"careplan.board.{pages}.three", lambda items, day: three(items, day, most=99))
    browser = client_for(role)
    block = browser.get(f"{page}{DAY}").get_data(as_text=True).split('id="three"')[1].split("</section>")[0]
    links = re.findall(r'<li><strong><a href="([^"]+)">', block)
    assert len(links) == block.count("<li>") >= 1
    for link in set(links):
        assert browser.get(link.replace("&amp;", "&")).status_code == 200, link


@pytest.mark.plan("S39")
@pytest.mark.usefixtures("played")
def test_a_grades_points_are_those_of_its_own_figures_area_by_area(client_for: ClientFor) -> None:
    """Each area is the sum of the lines below it, and the sentence above is the sum of the areas."""
    page = BeautifulSoup(client_for("principal").get(f"/board/{DAY}&grade=3").text, "html.parser")
    areas = page.select("section[aria-labelledby=points] tbody tr")
    assert len(areas) >= 3
    earned = full = Decimal(0)
    for row in areas:
        link, (points, judged, _school) = row.select_one("a"), [Decimal(cell.text) for cell in row.select("td")]
        assert link
        lines = page.select(f"tbody{link['href']} td[data-label=得分]")
        pairs = [line.text.split("/") for line in lines if "/" in line.text]
        assert (points, judged) == tuple(sum(Decimal(pair[n]) for pair in pairs) for n in (0, 1)), link.text
        earned, full = earned + points, full + judged
    assert f"可评{full:f}分，得{earned:f}分" in page.text


@pytest.mark.usefixtures("played")
def test_the_own_squad_has_the_same_chart_also_for_a_phone(
    monkeypatch: pytest.MonkeyPatch, client_for: ClientFor
) -> None:
    """And the year is reckoned once for a look at the page with its picture."""
    drawings: list[tuple[Bars, int]] = []
    reckoned: list[date] = []

    def ahead(day: date) -> tuple[Evaluation, Foresight | None]:
        reckoned.append(day)
        return look_ahead(day)

    monkeypatch.setattr("careplan.board.views_mine.look_ahead", ahead)

    def draw(specs: list[Bars], *, width: int, timeout: float) -> list[str]:
        drawings.extend((spec, width) for spec in specs)
        return ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>']

    monkeypatch.setattr("careplan.board.views_state.draw", draw)
    browser = client_for("class_teacher")
    page = BeautifulSoup(browser.get(f"/board/mine{DAY}").text, "html.parser")
    wide, narrow = page.select_one("img.board-chart"), page.select_one("picture source")
    assert wide and narrow
    for address in (wide["src"], narrow["srcset"]):
        assert browser.get(str(address)).mimetype == "image/svg+xml"
    assert [(spec.lying, width) for spec, width in drawings] == [(False, WIDTH), (True, NARROW)]
    assert len(reckoned) == 1
    assert browser.get("/board/mine/areas.svg?of=gone&day=2026-11-20").status_code == 200 and len(reckoned) == 2
    assert client_for("principal").get("/board/mine/areas.svg").status_code == 403
