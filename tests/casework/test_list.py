"""The list of children in care narrowed by name, class, level and person responsible, page by page."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from careplan.casework.models import CareLevel
from careplan.casework.operations import assign_child
from careplan.children import list_queries
from careplan.children.models import Child
from careplan.children.names import search_keys
from careplan.clock import now, today
from careplan.db import db, school_scope
from careplan.school.models import Squad, StaffMember
from tests.world import ClientFor

IN_CARE = {f"孩子{grade}{number}丙" for grade, number in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (3, 2)]}


def names(page: str) -> list[str]:
    """The children on the page, in its order."""
    return [tag.text for tag in BeautifulSoup(page, "html.parser").select("tbody th a")]


@pytest.fixture
def owner(app: Flask) -> int:
    """孩子31丙 is called 曾小明 and followed closely; T3 is responsible for it and for 孩子51丙. Returns T3's id."""
    with app.app_context(), school_scope(1):
        staff_id = db.session.scalars(select(StaffMember.id).where(StaffMember.number == "T3")).one()
        for child in db.session.scalars(select(Child).where(Child.name.in_(["孩子31丙", "孩子51丙"]))).all():
            assign_child(actor_id=1, child_id=child.id, staff_id=staff_id, since=today())
            if child.name == "孩子31丙":
                child.name, child.name_keys = "曾小明", search_keys("曾小明")
                given = {"level": "close", "reason": "夜里常一个人", "since": today(), "set_by": 1, "set_at": now()}
                db.session.add(CareLevel(child_id=child.id, **given))
        db.session.commit()
        return staff_id


@pytest.mark.parametrize("text", ["小明", "zengxi", "zxm", " ZXM "])
def test_a_child_is_found_by_name_pinyin_and_initials(client_for: ClientFor, owner: int, text: str) -> None:
    assert names(client_for("principal").get("/care/", query_string={"q": text}).text) == ["曾小明"]


def test_level_owner_and_class_narrow_the_list(app: Flask, client_for: ClientFor, owner: int) -> None:
    principal = client_for("principal")
    with app.app_context(), school_scope(1):
        squad = db.session.scalars(select(Squad.id).where(Squad.entry_year == 2024, Squad.number == 2)).one()
    assert set(names(principal.get("/care/").text)) == IN_CARE - {"孩子31丙"} | {"曾小明"}
    assert names(principal.get("/care/?level=close").text) == ["曾小明"]
    assert set(names(principal.get("/care/?level=none").text)) == IN_CARE - {"孩子31丙"}
    assert set(names(principal.get(f"/care/?owner={owner}").text)) == {"曾小明", "孩子51丙"}
    assert names(principal.get(f"/care/?squad={squad}").text) == ["孩子32丙"]
    assert names(principal.get(f"/care/?owner={owner}&level=none").text) == ["孩子51丙"]


def test_tabs_count_what_the_filter_leaves_and_keep_it(client_for: ClientFor, owner: int) -> None:
    page = client_for("principal").get(f"/care/?owner={owner}&show=all").text
    found = BeautifulSoup(page, "html.parser").select(".tabs-line a")
    assert [tag.select_one(".pill").text for tag in found] == ["2", "2", "2", "0"]  # type: ignore[union-attr]
    assert all(f"owner={owner}" in str(tag["href"]) for tag in found)


def test_nothing_found_says_so_and_leads_back(client_for: ClientFor, owner: int) -> None:
    page = client_for("principal").get("/care/?q=qqq").text
    assert "没有符合条件的学生" in page and 'href="/care/?show=all"' in page


@pytest.mark.parametrize("query", ["level=x", "owner=x", "squad=-1", "page=0", "q=%00"])
def test_what_is_no_choice_is_refused(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/care/?{query}").status_code == 400


def test_pages_hold_every_child_once(client_for: ClientFor, owner: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_queries, "PER_PAGE", 3)
    monkeypatch.setattr("careplan.casework.views_contacts.PER_PAGE", 3)
    pages = [client_for("principal").get(f"/care/?page={number}").text for number in (1, 2, 3, 4)]
    found = [names(page) for page in pages]
    assert [len(one) for one in found] == [3, 3, 1, 0]
    assert len({name for one in found for name in one}) == len(IN_CARE)
    assert all(re.search(r'rel="next"', page) for page in pages[:2]) and 'rel="next"' not in pages[2]


def test_a_class_teacher_narrows_the_own_children_only(client_for: ClientFor, owner: int) -> None:
    page = client_for("class_teacher").get("/care/?q=孩子").text
    assert set(names(page)) <= {"孩子51丙"}  # responsible for it; every other one is another class's
