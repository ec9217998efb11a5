"""The pages that look ahead, as each role sees them."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import select

from careplan.audit.models import AuditEvent
from careplan.db import db, school_scope
from careplan.foresight import views as foresight_views
from careplan.foresight.doing import DOING, INSTEAD, doing
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
def test_the_look_ahead_says_what_closes_each_gap_and_what_cannot_be_foreseen(client_for: ClientFor) -> None:
    text = client_for("principal").get(f"/foresight/{DAY}&show=all").get_data(as_text=True)
    assert "2027年7月2日前" in text and "不能预计" in text and "取决于大家届时的评价" in text
    assert "再家访" in text and "个百分点" in text


@pytest.mark.usefixtures("played")
def test_the_page_of_a_gap_names_children_only_to_who_may_see_them_and_is_audited(
    app: Flask, client_for: ClientFor
) -> None:
    seen = client_for("principal").get(f"/foresight/visit_coverage{DAY}").get_data(as_text=True)
    hidden = client_for("head_counselor").get(f"/foresight/visit_coverage{DAY}").get_data(as_text=True)
    assert "孩子1" in seen and "孩子1" not in hidden and "只看数字" in hidden
    with app.app_context(), school_scope(1):
        reads = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "read")).all()
    assert [one.detail["measure"] for one in reads] == ["visit_coverage"]
    assert client_for("principal").get("/foresight/nothing").status_code == 404


@pytest.mark.plan("S43")
@pytest.mark.usefixtures("played")
def test_a_class_teacher_sees_the_own_items_only_and_leaders_everybodys(client_for: ClientFor) -> None:
    own = client_for("class_teacher").get(f"/foresight/todo{DAY}&whose=all&person=staff-1").get_data(as_text=True)
    every = client_for("principal").get(f"/foresight/todo{DAY}").get_data(as_text=True)
    assert "教师1" not in own
    assert "教师" in every and "再家访" in every


@pytest.mark.usefixtures("played")
def test_numbers_of_children_are_not_told_for_one_person_to_who_may_not_see_them(client_for: ClientFor) -> None:
    """Else the sum less the others would tell a small one (G10); the doer sees the own number."""
    browser = client_for("head_counselor")
    text = browser.get(f"/foresight/todo{DAY}").get_data(as_text=True)
    sums = re.findall(r"<strong>再家访 ?(\S+?) ?次</strong>", text)
    assert sums and all(int(one) >= 5 if one.isdigit() else one in ("不足5", "若干") for one in sums)
    each = re.findall(r"<li><strong>[^<]*</strong>.*?再家访 ?(\S+?) ?次", text)
    assert each and set(each) == {"若干"}
    own = client_for("class_teacher").get(f"/foresight/todo{DAY}").get_data(as_text=True)
    assert re.search(r"再家访 \d+ 次", own)


@pytest.mark.plan("S43")
@pytest.mark.usefixtures("played")
def test_a_leaders_item_opens_the_very_records_that_it_counts(client_for: ClientFor) -> None:
    browser = client_for("principal")
    text = browser.get(f"/foresight/todo{DAY}").get_data(as_text=True)
    items = re.findall(r'<a href="(/foresight/visit_coverage\?[^"]*person=[^"]+)">再家访 (\d+) 次', text)
    assert items
    path, number = items[0]
    page = browser.get(path.replace("&amp;", "&")).get_data(as_text=True)
    section = next(part for part in page.split("<section")[1:] if f"再家访 {number} 次" in part)
    assert section.count("/children/") == int(number) and "看全部人员的" in page
    hidden = client_for("head_counselor").get(f"/foresight/todo{DAY}").get_data(as_text=True)
    assert "person=" not in "".join(re.findall(r'href="(/foresight/visit[^"]+)"', hidden))
    foreign = browser.get(f"/foresight/visit_coverage{DAY}&person=nobody-x").get_data(as_text=True)
    assert "看全部人员的" not in foreign


@pytest.mark.parametrize("query", ["?day=0001-01-01", "?day=2027-02-31", "?show=nonsense", "?day=x"])
def test_a_wrong_address_is_refused_in_words(client_for: ClientFor, query: str) -> None:
    assert client_for("principal").get(f"/foresight/{query}").status_code == 400


@pytest.mark.usefixtures("played")
def test_a_school_without_plans_ahead_and_the_far_future_answer(client_for: ClientFor) -> None:
    assert client_for("principal", school=2).get("/foresight/").status_code == 200
    assert client_for("office", school=2).get("/foresight/todo").status_code == 200
    assert client_for("principal").get("/foresight/?day=2099-01-01").status_code == 200


def test_every_place_where_something_is_done_is_a_page(app: Flask) -> None:
    assert {one.page for one in DOING.values()} <= set(app.view_functions)
    assert {doing(code).page for code in MEASURES} | set(INSTEAD.values()) <= set(app.view_functions)


@pytest.mark.parametrize(("path", "place"), [("", "年终预计"), ("visit_coverage", "年终预计"), ("todo", "待办分工")])
def test_the_menu_marks_the_page_that_is_open(client_for: ClientFor, path: str, place: str) -> None:
    text = client_for("principal").get(f"/foresight/{path}").get_data(as_text=True)
    menu = text.split("<main")[0]
    marked = re.findall(r'<a[^>]*aria-current="page"[^>]*>(.*?)</a>', menu, re.S)
    assert marked and all(place in one for one in marked)


def test_an_indicator_without_data_is_not_said_to_lack_nothing(client_for: ClientFor) -> None:
    """Its points are missing on the board, so its own page says why instead of "nothing is missing"."""
    text = client_for("principal").get(f"/foresight/referral_follow_up{DAY}").get_data(as_text=True)
    assert "还没有数据" in text and "没有转介记录" in text and "这一项没有缺" not in text


def test_a_long_list_of_what_is_missing_is_folded_class_by_class(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        (SimpleNamespace(squad=label, title=str(n)), 1) for n, label in enumerate(["二(1)班", "", "一(1)班", "二(1)班"])
    ]
    assert foresight_views._by_squad(lines, ["一(1)班", "二(1)班"]) == [(None, lines)]
    monkeypatch.setattr(foresight_views, "MANY", 3)
    folded = foresight_views._by_squad(lines, ["一(1)班", "二(1)班"])
    assert [(label, [line.title for line, _work in some]) for label, some in folded] == [
        ("一(1)班", ["2"]), ("二(1)班", ["0", "3"]), ("", ["1"]),
    ]  # fmt: skip


@pytest.mark.usefixtures("played")
def test_what_costs_most_points_stands_first(client_for: ClientFor) -> None:
    text = client_for("principal").get(f"/foresight/{DAY}").get_data(as_text=True)
    points = re.findall(r'data-label="预计得分">([\d.]+) / ([\d.]+)<', text)
    lost = [float(full) - float(kept) for kept, full in points]
    assert len(lost) > 2 and lost == sorted(lost, reverse=True)
