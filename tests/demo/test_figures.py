"""Every figure with a link, on every board and report of the demo school, is the length or the sum of the list behind it.

Pages are opened as a browser would, on the evening of the demo's last day. What many pages reckon anew from the same
records is kept between them, so that some two hundred lists open in seconds; the reckoning itself is counted again in
SQL by test_recount.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from bs4 import Tag
from click.testing import Result
from flask.testing import FlaskClient
from sqlalchemy import select

from careplan.app import create_app
from careplan.board import views_mine, views_school
from careplan.clauses import views as clauses_views
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db, school_scope
from careplan.foresight import views as foresight_views
from careplan.foresight.queries import look_ahead
from careplan.indicators import views as indicators_views
from careplan.indicators.queries import evaluate
from careplan.reports import views_since
from careplan.reports.frozen import Frozen
from careplan.reports.load import load_frozen
from careplan.reports.models import Report
from careplan.settings import load_settings
from tests.demo.conftest import UNTIL
from tests.demo.figures import NUMBER, Behind, Told, behind, differs, figures, main_of, words

pytestmark = pytest.mark.slow
EVENING = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 20, tzinfo=SCHOOL_ZONE)
LISTS: dict[tuple[str, str], Behind] = {}
"""The list behind each address, by the role that opens it; no day in an address means the same day as today's."""


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is that evening, lists come on one page, and what was reckoned for a day is kept."""
    for module in (views_school, views_mine, foresight_views, clauses_views):
        monkeypatch.setattr(module, "look_ahead", KEPT_AHEAD)
    monkeypatch.setattr(indicators_views, "evaluate", KEPT_NOW)
    monkeypatch.setattr(indicators_views, "PAGE", 10**6)
    monkeypatch.setattr(views_since, "PER_PAGE", 10**6)
    monkeypatch.setattr(views_since, "load_frozen", _frozen)
    with fixed(EVENING):
        yield


KEPT_AHEAD, KEPT_NOW = cache(look_ahead), cache(evaluate)
FROZEN: dict[int, Frozen | None] = {}


def _frozen(report: Report) -> Frozen | None:
    if report.id not in FROZEN:
        FROZEN[report.id] = load_frozen(report)
    return FROZEN[report.id]


@contextmanager
def signed_in(folder: Path, role: str) -> Iterator[FlaskClient]:
    """A browser of the first account of a role."""
    accounts = json.loads((folder / "demo-accounts.json").read_text(encoding="utf-8"))
    mine = next(one for one in accounts if one["role"] == role)
    client = create_app(load_settings(folder)).test_client()
    token = str(main_of(client, "/accounts/sign-in").select('input[name="csrf_token"]')[0]["value"])
    form = {"csrf_token": token, "username": mine["username"], "password": mine["password"]}
    assert client.post("/accounts/sign-in", data=form).status_code == 302
    yield client


@pytest.fixture(scope="module")
def principal(first: tuple[Path, Result]) -> Iterator[FlaskClient]:
    with fixed(EVENING), signed_in(first[0], "principal") as client:
        yield client


@pytest.fixture(scope="module")
def counselor(first: tuple[Path, Result]) -> Iterator[FlaskClient]:
    with fixed(EVENING), signed_in(first[0], "class_teacher") as client:
        yield client


def compared(client: FlaskClient, page: str, role: str = "principal") -> int:
    """How many figures of a page were compared with their lists; fails where one is not its list's."""
    faults, count = [], 0
    for one in figures(main_of(client, page), page):
        if isinstance(one, str):
            faults.append(one)
            continue
        count += 1
        faults.append(differs(one, _list(client, one, role)))
    assert "\n".join(filter(None, faults)) == ""
    return count


def _list(client: FlaskClient, one: Told, role: str) -> Behind:
    key = role, re.sub(f"[?&]day={UNTIL}(?=&|$)", "", one.address.split("#")[0])
    return LISTS[key] if key in LISTS else LISTS.setdefault(key, behind(client, one))


def _tab(main: Tag, holds: str) -> str:
    return next(str(a["href"]) for a in main.select(".side-tabs a") if holds in str(a["href"]))


@pytest.mark.plan("S39")
@pytest.mark.parametrize(
    ("address", "least"),
    [("/board/", 0), ("/indicators/", 25), ("/indicators/measures", 50), ("/clauses/", 90), ("/foresight/?show=all", 15), ("/evaluation/", 15), ("/reports/preview", 120), ("/reports/{report}", 120)],
)  # fmt: skip
def test_a_figure_is_the_list_behind_its_link(principal: FlaskClient, address: str, least: int) -> None:
    assert compared(principal, address.format(report=_report(principal))) >= least


def test_the_filter_of_the_board_goes_down_to_the_list(principal: FlaskClient) -> None:
    grade = _tab(main_of(principal, "/board/"), "grade=3")
    squad = _tab(main_of(principal, grade), "squad=")
    assert compared(principal, grade) >= 25 and compared(principal, squad) >= 25


def test_the_own_squads_figures_are_its_lists(counselor: FlaskClient) -> None:
    assert compared(counselor, "/board/mine", "class_teacher") >= 12


def test_what_closes_a_gap_is_the_sum_of_the_steps_on_its_list(principal: FlaskClient) -> None:
    counted = 0
    links = {str(a["href"]) for a in main_of(principal, "/foresight/?show=all").select('td a[href^="/foresight/"]')}
    for link in sorted(links):
        for section in main_of(principal, link).select("section.section-gap"):
            steps = [float(words(cell).replace(",", "")) for cell in section.select("tbody td.num")]
            if steps:
                told = re.findall(f"(?<= ){NUMBER}(?= )", words(section.select("h2")[0]))
                assert [float(one.replace(",", "")) for one in told] == [sum(steps)], link
                counted += 1
    assert counted >= 5


def test_points_of_the_board_are_the_sums_of_the_pages_behind_them(principal: FlaskClient) -> None:
    told = {
        str(a["href"]).split("?")[0]: float(words(a)) for a in main_of(principal, "/board/").select(".figure-value a")
    }
    leaves = main_of(principal, "/indicators/").select(".points-line strong")
    ahead = main_of(principal, "/foresight/?show=all").select(".ahead-table td.num")
    assert told == {"/indicators/": pytest.approx(_points(leaves)), "/foresight/": pytest.approx(_points(ahead))}


def _points(cells: list[Tag]) -> float:
    return sum(float(words(cell).split(" / ")[0].replace("—", "0")) for cell in cells)


def _report(client: FlaskClient) -> int:
    with client.application.app_context(), school_scope(1):
        found = db.session.scalar(select(Report.id).where(Report.frozen_sha256.is_not(None)).limit(1))
    assert found is not None
    return found


def test_the_public_version_leads_to_no_list(principal: FlaskClient) -> None:
    main = main_of(principal, f"/reports/{_report(principal)}/public")
    assert words(main) and not list(figures(main, "public"))
