"""The three papers as pages and files: the same numbers in all, nobody else's squad, plain words where there is nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.school.models import Squad
from tests.indicators.played_care import play_care
from tests.indicators.played_year import play
from tests.world import ClientFor

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
FILES = ("", "/pdf", "/docx", "/xlsx")


@pytest.fixture
def at_noon() -> Iterator[None]:
    with fixed(NOON):
        yield


@pytest.fixture
def played(app: Flask, at_noon: None) -> None:
    with app.app_context(), school_scope(1):
        play(7)
        play_care(7)


def squad_id(app: Flask, grade: int, number: int = 1, school: int = 1) -> int:
    with app.app_context(), school_scope(school):
        found = db.session.scalar(select(Squad.id).where(Squad.entry_year == 2027 - grade, Squad.number == number))
    assert found is not None
    return found


def table_rows(page: bytes) -> list[tuple[str, ...]]:
    """The cells of all tables of the paper."""
    soup = BeautifulSoup(page, "html.parser")
    lines = soup.select("article.report tbody tr")
    return [tuple(cell.get_text(strip=True) for cell in line.find_all(["th", "td"])) for line in lines]


def paper_of(app: Flask, paper: str) -> str:
    return f"/summaries/squad/{squad_id(app, 3)}" if paper == "squad" else f"/summaries/{paper}"


@pytest.mark.plan("S42")
@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("paper", ["plan", "term", "squad"])
def test_page_word_and_workbook_say_the_same_numbers(app: Flask, client_for: ClientFor, paper: str) -> None:
    browser, path = client_for("principal"), paper_of(app, paper)
    page = browser.get(path).data
    rows = [row for row in table_rows(page) if len(row) > 1]
    word = docx.Document(io.BytesIO(browser.get(f"{path}/docx").data))
    of_word = {tuple(cell.text for cell in row.cells) for table in word.tables for row in table.rows}
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{path}/xlsx").data))
    of_book = {
        tuple(f"{cell:,}" if isinstance(cell, int) else str(cell or "") for cell in row if cell is not None)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
    }
    assert len(rows) > 3
    assert [row for row in rows if row not in of_word] == []
    assert [row for row in rows if row not in of_book] == []
    said = BeautifulSoup(page, "html.parser").select("article.report p")
    assert [p.get_text() for p in said if "次" in p.get_text() and p.get_text() not in _text(word)] == []


def _text(word: docx.document.Document) -> str:
    return "\n".join(p.text for p in word.paragraphs)


@pytest.mark.usefixtures("played")
def test_the_pdf_says_the_numbers_and_when_it_was_made(client_for: ClientFor) -> None:
    browser = client_for("head_counselor")
    rows = table_rows(browser.get("/summaries/term").data)
    pdf = pypdf.PdfReader(io.BytesIO(browser.get("/summaries/term/pdf").data))
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))
    assert "非冻结稿。本件由系统按2026年11月20日12时00分的记录生成" in text
    assert [row for row in rows if re.sub(r"\s", "", "".join(row)) not in text] == []


@pytest.mark.plan("S45")
@pytest.mark.usefixtures("played")
@pytest.mark.parametrize(("paper", "role"), [("term", "principal"), ("squad", "class_teacher")])
def test_each_figure_is_the_length_or_sum_of_the_list_behind_it(
    app: Flask, client_for: ClientFor, paper: str, role: str
) -> None:
    browser = client_for(role)
    soup = BeautifulSoup(browser.get(paper_of(app, paper)).data, "html.parser")
    links = {str(a["href"]): a.get_text(strip=True) for a in soup.select("a.report-source")}
    assert len(links) > 5
    for url, figure in links.items():
        lines = BeautifulSoup(browser.get(url).data, "html.parser").select(".records-table tbody tr")
        counted = [one for one in lines if one.select_one(".pill-quiet") is None]
        summed = [one.find_all("td")[-1].get_text(strip=True) for one in lines]
        numbers = tuple(int(n.replace(",", "")) for n in re.findall(r"[\d,]+(?![\d,.%]|\.)", figure)) or (0,)
        if "/parents" in url:
            assert numbers == (sum(map(int, summed)),)
        elif "/attendance" in url and "（" in figure:
            parts = [tuple(map(int, one.split("/"))) for one in summed]
            assert numbers == (sum(came for came, _ in parts), sum(whole for _, whole in parts))
        elif "（" in figure:
            assert numbers == (len(counted), len(lines))
        elif re.fullmatch(r"[\d,]+(次|件)?", figure):
            assert numbers == (len(counted),)


@pytest.mark.usefixtures("played")
def test_a_class_teacher_reads_the_own_squads_only(app: Flask, client_for: ClientFor) -> None:
    browser = client_for("class_teacher")
    own, other = squad_id(app, 3), squad_id(app, 4)
    assert browser.get(f"/summaries/squad/{own}").status_code == 200
    paths = [f"/summaries/squad/{other}{end}" for end in (*FILES, "/records/held")]
    assert {browser.get(path).status_code for path in paths} == {404}
    assert f"/squad/{other}" not in browser.get("/summaries/").get_data(as_text=True)
    assert {browser.get(f"/summaries/term{end}").status_code for end in (*FILES, "/records/held")} == {403}


@pytest.mark.usefixtures("played")
def test_another_schools_squad_is_not_found_and_its_year_is_empty(app: Flask, client_for: ClientFor) -> None:
    foreign = squad_id(app, 3, school=2)
    paths = [f"/summaries/squad/{foreign}{end}" for end in (*FILES, "/records/held")]
    assert {client_for("principal").get(path).status_code for path in paths} == {404}
    assert "还没有登记已开展的活动" in client_for("principal", school=2).get("/summaries/term").get_data(as_text=True)


@pytest.mark.plan("C11")
@pytest.mark.usefixtures("played")
@pytest.mark.parametrize("paper", ["plan", "term", "squad"])
def test_no_childs_name_is_in_a_paper(app: Flask, client_for: ClientFor, paper: str) -> None:
    with app.app_context(), school_scope(1):
        names = set(db.session.scalars(select(Child.name)))
    page = client_for("principal").get(paper_of(app, paper)).get_data(as_text=True)
    assert [name for name in names if name in page] == []


@pytest.mark.usefixtures("played")
def test_who_plans_with_counts_gets_no_list_of_children_and_who_gets_one_is_in_the_log(
    app: Flask, client_for: ClientFor
) -> None:
    counselor, principal = client_for("head_counselor"), client_for("principal")
    page = counselor.get("/summaries/term").get_data(as_text=True)
    assert "/term/records/held" in page
    assert "/term/records/reached" not in page
    assert counselor.get("/summaries/term/records/reached").status_code == 404
    assert principal.get("/summaries/term/records/reached").status_code == 200
    assert principal.get("/summaries/term/records/nothing").status_code == 404
    with app.app_context(), school_scope(1):
        read = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
        assert [one.detail["measure"] for one in read if one.detail] == ["summary:reached"]


@pytest.mark.usefixtures("played")
def test_a_squads_attendance_is_told_to_who_may_open_its_children(app: Flask, client_for: ClientFor) -> None:
    path = paper_of(app, "squad")
    assert "各月出勤" in client_for("class_teacher").get(path).get_data(as_text=True)
    page = client_for("head_counselor").get(path).get_data(as_text=True)
    assert "出勤人次只列给能查看本中队儿童的人" in page
    assert "各月出勤" not in page
    assert client_for("head_counselor").get(f"{path}/records/attendance").status_code == 404


@pytest.mark.usefixtures("at_noon")
def test_where_there_is_no_plan_yet_it_is_said(client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "还没有计划" in browser.get("/summaries/plan").get_data(as_text=True)
    assert {browser.get(f"/summaries/plan/{end}").status_code for end in ("pdf", "docx", "xlsx")} == {404}
    assert "还没有登记已开展的活动" in browser.get("/summaries/term").get_data(as_text=True)


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize(
    ("term", "status"), [("", 200), ("1", 200), ("2", 200), ("3", 404), ("x", 400), ("-1", 400), ("9" * 30, 400)]
)
def test_a_term_that_cannot_be_is_refused(client_for: ClientFor, term: str, status: int) -> None:
    assert client_for("principal").get(f"/summaries/term?term={term}").status_code == status


@pytest.mark.usefixtures("at_noon")
def test_a_term_that_has_not_begun_is_empty_and_has_no_files(client_for: ClientFor) -> None:
    browser = client_for("principal")
    assert "本学期还没有开始" in browser.get("/summaries/term?term=2").get_data(as_text=True)
    assert {browser.get(f"/summaries/term/{end}?term=2").status_code for end in ("pdf", "docx", "xlsx")} == {404}


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize("role", ["community_worker", "administrator"])
def test_others_are_refused(client_for: ClientFor, role: str) -> None:
    browser: FlaskClient = client_for(role)
    assert {browser.get(f"/summaries/{page}").status_code for page in ("", "plan", "term", "squad/1")} == {403}
