"""Sessions dragged in rows of leaders and of places, and those of several squads; what cannot be there says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Demo
from tests.e2e.draft_story import number_of, open_desk, own_school
from tests.e2e.person import signed_in
from tests.e2e.test_every_page import seen_by_axe
from tests.e2e.test_the_board import Board, next_month

pytestmark = pytest.mark.slow
INDEX = """([titles, row, day]) => {
  const heads = [...document.querySelectorAll('.ec-header .ec-col-head:not(.ec-slots) time')];
  const days = heads.map((one) => one.getAttribute('datetime').slice(0, 10));
  return titles.indexOf(row) * days.length + days.indexOf(day);
}"""


NEAR = 6  # rows, of which so many are on the screen at once


class Rows(Board):
    """The board with rows of one kind."""

    kind: str = "leader"
    titles: list[str]

    def show(self, kind: str, day: date) -> None:
        self.kind = kind
        self.page.goto(f"/sessions/?version={self.version}&rows={kind}&view=month&day={day}")
        expect(self.page.locator(".ec-event.session").first).to_be_visible()
        self.page.wait_for_load_state("networkidle")
        self.titles = [str(one["id"]) for one in self.get(f"/sessions/rows?version={self.version}&rows={kind}")]

    def cell(self, row: int, day: str) -> Any:
        place = self.page.evaluate(INDEX, [self.titles, str(row), day])
        return self.page.locator(".ec-body .ec-grid > .ec-day").nth(place)

    def near(self, to: int, among: list[int]) -> list[int]:
        """Rows on the screen together with another one: the nearest first, none far away."""
        here = self.titles.index(str(to))
        far = {row: abs(self.titles.index(str(row)) - here) for row in among if str(row) in self.titles}
        return sorted((row for row in far if far[row] <= NEAR), key=lambda row: far[row])

    def feed(self, first: date, last: date) -> list[dict[str, Any]]:
        found = self.get(f"/sessions/events?version={self.version}&rows={self.kind}&start={first}&end={last}")
        return [one for one in found if "period" in one]

    def places(self, session: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"/sessions/draft/{self.version}/places?session={session}&rows={self.kind}")
        return found


@pytest.fixture
def rows(browser: Browser, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    with (
        own_school(demo, tmp_path_factory.mktemp("rows")) as address,
        signed_in(browser, address, demo.accounts["head_counselor"]) as page,
    ):
        version = number_of(open_desk(page))
        yield Rows(page, version)


def fitting(rows: Rows, one: dict[str, Any]) -> tuple[list[int], list[int]]:
    """The other rows in which the session may stand on its own day, and those in which it may not."""
    found = rows.places(one["id"])
    day, period = one["start"][:10], one["period"]
    taken = {
        pair["row"]
        for pair in found["pairs"]
        if (pair["day"], pair["period"], pair["severity"]) == (day, period, "placing")
    }
    other = [row for row in found["rows"] if row["row"] not in one["rows"]]
    good = [row["row"] for row in other if row["severity"] != "placing" and row["row"] not in taken]
    bad = [row["row"] for row in other if row["severity"] == "placing"]
    return rows.near(one["rows"][0], good), rows.near(one["rows"][0], bad)


@pytest.mark.parametrize("kind", ["leader", "venue"])
def test_a_session_goes_to_another_row_and_not_where_it_cannot_be(rows: Rows, kind: str) -> None:
    first, last = next_month()
    rows.show(kind, first)
    fixed = rows.fixed()
    sessions = [one for one in rows.feed(first, last - timedelta(days=1)) if one["id"] not in fixed and one["rows"]]
    one, good, bad = next((one, good, bad) for one in sessions for good, bad in [fitting(rows, one)] if good and bad)
    day = one["start"][:10]

    rows.drag(one["id"], good[0], day)
    expect(rows.said()).to_contain_text("→")
    now = next(each for each in rows.feed(first, last) if each["id"] == one["id"])
    assert now["rows"] == [good[0]] and now["start"] == one["start"]
    rows.page.keyboard.press("Control+z")
    expect(rows.said()).to_contain_text("撤销")
    assert next(each for each in rows.feed(first, last) if each["id"] == one["id"])["rows"] == one["rows"]

    rows.drag(one["id"], bad[0], day)
    expect(rows.said()).to_contain_text("不能放在这里")
    assert next(each for each in rows.feed(first, last) if each["id"] == one["id"])["rows"] == one["rows"]
    assert seen_by_axe(rows.page) == []


def test_a_session_of_several_squads_moves_in_time_and_not_to_another_squad(rows: Rows) -> None:
    first, month = next_month()
    rows.kind = "squad"
    fixed = rows.fixed()
    several: dict[str, Any] | None = None
    while several is None:  # such sessions are rare: the first month that has one
        ahead = rows.feed(first, month - timedelta(days=1))
        for one in ahead:
            if len(one["rows"]) > 1 and one["id"] not in fixed and free_day(rows, one, first, month):
                several = one
                break
        else:
            first, month = month, (month + timedelta(days=32)).replace(day=1)
            assert first.year == next_month()[0].year or first.month < 8, "no session of several squads lies ahead"
    day = free_day(rows, several, first, month)
    assert day
    rows.show("squad", first)
    outsider = rows.near(several["rows"][-1], [int(row) for row in rows.titles if int(row) not in several["rows"]])[0]
    rows.drag(several["id"], outsider, several["start"][:10])
    expect(rows.said()).to_contain_text("不能放在这里")

    rows.drag(several["id"], several["rows"][0], day)
    expect(rows.said()).to_contain_text("→")
    now = next(one for one in rows.feed(first, month) if one["id"] == several["id"])
    assert now["start"][:10] == day and now["rows"] == several["rows"]
    rows.page.get_by_role("button", name=re.compile("^撤销")).click()
    expect(rows.said()).to_contain_text("撤销")


def free_day(rows: Rows, one: dict[str, Any], first: date, month: date) -> str | None:
    """Another day of the month on which nothing stands in its way."""
    found = rows.places(one["id"])
    bad = {
        (pair["day"], pair["period"])
        for pair in found["pairs"]
        if (pair["row"], pair["severity"]) == (found["here"]["row"], "placing")
    }
    days = [
        slot["day"]
        for slot in found["slots"]
        if slot["severity"] != "placing" and (slot["day"], slot["period"]) not in bad
    ]
    inside = [day for day in days if first.isoformat() <= day < month.isoformat() and day != one["start"][:10]]
    return inside[0] if inside else None
