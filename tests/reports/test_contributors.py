"""Who contributed what: the sums, the merging of small groups, the table of the report, the page and its records."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from careplan.aid.ledger_operations import add_entry, take_back_entry
from careplan.aid.models import AidEntry
from careplan.aid.words import EntryWords
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import today
from careplan.db import db, school_scope
from careplan.indicators.load import load_snapshot
from careplan.indicators.small_cells import LEAST
from careplan.programme.models import Item, Series
from careplan.reports.chapter_contributors import contributors, goods_words
from careplan.reports.contributors import Given, Source, contributions, small_keys
from careplan.reports.document import Table
from careplan.reports.load_contributors import load_given
from tests.aid.helped import child_of, grant, staff
from tests.reports.year import report_facts
from tests.world import ClientFor

DAY = date(2026, 10, 9)
OFFICE = Source("street|", "community", "街道、乡镇", "Street")
CHARITY = Source("charity|暖冬会", "society", "暖冬会", "Warm Winter")
TEACHERS = Source("class-teachers", "school", "班主任、中队辅导员", "Class teachers")


def paid(who: Source, *children: int, fen: int = 10_000) -> list[Given]:
    return [Given(who.key, "money", DAY, ("aid", one), fen, child_id=one) for one in children]


def talks(*children: int) -> list[Given]:
    return [Given(TEACHERS.key, "times", DAY, ("child", one), child_id=one) for one in children]


@pytest.mark.plan("C39")
def test_each_side_is_summed_and_a_child_counts_once() -> None:
    rows = contributions([*paid(OFFICE, 1, 2, 3, 4, 5, 5), *talks(1, 1, 2, 3, 4, 5, 6)], [OFFICE, TEACHERS, CHARITY])

    assert [(row.side, row.money, row.counts["times"], row.children) for row in rows] == [
        ("school", 0, 7, 6),
        ("community", 60_000, 0, 5),
    ]


@pytest.mark.plan("C39")
@pytest.mark.parametrize(
    ("worth", "said"),
    [((600, None, None), "3次（6元，另有2件未估值）"), ((600, 400), "2次（10元）"), ((None,), "1次（1件未估值）")],
)
def test_gifts_that_nobody_valued_are_said_beside_the_sum(worth: tuple[int | None, ...], said: str) -> None:
    gifts = [Given(OFFICE.key, "goods", DAY, ("aid", 1), fen, child_id=1) for fen in worth]
    row = contributions([*gifts, *paid(OFFICE, 1, 2, 3, 4, 5)], [OFFICE])[0]
    assert goods_words(row) == said


@pytest.mark.plan("C39")
def test_who_reached_few_children_stands_together_with_the_next_smallest() -> None:
    given = [*paid(OFFICE, 1), *paid(CHARITY, *range(1, 8)), *talks(*range(1, 30))]
    given.append(Given(OFFICE.key, "hours", DAY, ("arrangement", 1), amount=1.5))
    rows = contributions(given, [OFFICE, CHARITY, TEACHERS])

    assert [row.keys for row in rows] == [(TEACHERS.key,), (OFFICE.key,), (CHARITY.key,), (OFFICE.key, CHARITY.key)]
    assert [(row.pooled, row.money, row.children, row.counts["hours"]) for row in rows[1:]] == [
        (True, 0, 0, 1.5),
        (True, 0, 0, 0),
        (False, 80_000, 7, 0),
    ]
    assert rows[3].is_merged and rows[3].tells_amounts


@pytest.mark.plan("C39")
def test_where_all_together_are_few_no_sum_is_told() -> None:
    facts = report_facts()
    rows = contributions([*paid(OFFICE, 1, 2), *paid(CHARITY, 2)], [OFFICE, CHARITY])
    assert [(row.pooled, row.children, row.tells_amounts) for row in rows] == [
        (True, 0, True),
        (True, 0, True),
        (False, None, False),
    ]

    object.__setattr__(facts, "contributions", rows)
    table = next(block for block in contributors(facts) if isinstance(block, Table))
    assert "300" not in repr(table.rows)
    assert table.rows[1].cells == ("街道、乡镇", *("合并",) * 7)
    assert table.rows[-1].cells == ("标“合并”的各方合计", *("不列",) * 6, "不足5")


@given(st.lists(st.frozensets(st.integers(1, 9)), max_size=6))
def test_those_together_reach_five_or_all_are_few(found: list[frozenset[int]]) -> None:
    reached = {str(place): set(children) for place, children in enumerate(found)}
    small = small_keys(reached)
    told = [children for key, children in reached.items() if key not in small]

    assert all(len(children) == 0 or len(children) >= LEAST for children in told)
    together = set[int]().union(*(reached[key] for key in small))
    assert not small or len(together) >= LEAST or not any(told)


@pytest.mark.plan("C39")
def test_the_report_has_the_table_and_says_where_nothing_is_recorded() -> None:
    facts = report_facts()
    assert "没有登记" in repr(contributors(facts))
    rows = contributions([*paid(OFFICE, *range(1, 9)), *talks(*range(1, 9))], [OFFICE, TEACHERS])
    object.__setattr__(facts, "contributions", rows)
    blocks = contributors(facts)
    table = next(block for block in blocks if isinstance(block, Table))

    assert [row.cells[0] for row in table.rows] == ["学校", "班主任、中队辅导员", "社区（村居、街道）", "街道、乡镇"]
    assert table.rows[3].cells[1:] == ("800", "—", "—", "—", "—", "—", "8")
    assert "到账资金合计800元" in repr(blocks)


@pytest.fixture
def given_school(app: Flask) -> int:
    """School 1: money for a child that arrived, one line taken back, an hour of the room; the case."""
    with app.app_context(), school_scope(1):
        child = child_of()
        case = grant(child, paid=300_000)
        wrong = add_entry(actor_id=None, case=case, words=EntryWords("paid", today(), 5_000))
        take_back_entry(actor_id=None, row=wrong, reason="登错")
        series = Series(kind="room", first_on=today(), last_on=today())
        series.items = [Item(day=today() - timedelta(1), begins=time(12, 20), ends=time(13, 50), state="done", staff_id=staff())]  # fmt: skip
        db.session.add(series)
        record(actor_id=None, action="make", entity="programme_series")
        db.session.commit()
        return case.id


@pytest.mark.plan("C39")
def test_lines_come_from_the_ledger_and_the_programme(app: Flask, given_school: int) -> None:
    with app.app_context(), school_scope(1):
        found, sources = load_given(load_snapshot(today()))
        money = [one for one in found if one.what == "money"]
        hours = [one for one in found if one.what == "hours"]
        assert [(one.fen, one.link, one.who) for one in money] == [(300_000, ("aid", given_school), "street|")]
        assert [(one.amount, one.who) for one in hours] == [(1.5, "class-teachers")]
        assert {one.key for one in sources} >= {"street|", "class-teachers"}
        assert db.session.scalars(select(AidEntry.fen).where(AidEntry.fen == 5_000)).all()  # it is there, and undone
    with app.app_context(), school_scope(2):
        assert load_given(load_snapshot(today()))[0] == ()


@pytest.mark.plan("C39")
def test_a_figure_leads_to_its_records_and_those_to_their_pages(
    app: Flask, client_for: ClientFor, given_school: int
) -> None:
    with app.app_context(), school_scope(1):
        for child in db.session.scalars(select(Child).limit(6)).all():
            grant(child, paid=10_000)
        db.session.commit()
    principal = client_for("principal")
    page = principal.get("/reports/contributors").text
    address = re.findall(r'href="(/reports/contributors/records\?[^"]*what=money)"', page)[0].replace("&amp;", "&")
    records = principal.get(address)

    assert "¥3,600" in page or "¥3,060" in page
    assert records.status_code == 200 and f'href="/aid/cases/{given_school}"' in records.text
    assert principal.get(f"{address}&page=99").status_code == 200


@pytest.mark.usefixtures("given_school")
@pytest.mark.parametrize("address", ["", "?who=nobody", "?who=street|", "?what=money"])
def test_what_is_not_known_is_no_page_or_all_of_it(client_for: ClientFor, address: str) -> None:
    answer = client_for("principal").get(f"/reports/contributors/records{address}")
    assert answer.status_code == (200 if "street" in address else 404)


@pytest.mark.usefixtures("given_school")
def test_one_child_alone_is_not_told_and_a_head_counselor_sees_no_records(client_for: ClientFor) -> None:
    page = client_for("head_counselor").get("/reports/contributors").text
    assert "¥3,000" not in page and "不列" in page and "/records" not in page
    assert client_for("head_counselor").get("/reports/contributors/records?who=street|").status_code == 403
    assert client_for("class_teacher").get("/reports/contributors").status_code == 403


def test_a_school_without_any_record_is_told_so(client_for: ClientFor) -> None:
    assert "还没有登记" in client_for("principal").get("/reports/contributors").text
