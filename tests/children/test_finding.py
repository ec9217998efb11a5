"""A child is found in the same way wherever children are searched or picked: by name, by pinyin in full, by initials."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from sqlalchemy import select

from careplan.casework.operations import assign_child
from careplan.children.list_queries import name_matches
from careplan.children.models import Child
from careplan.children.names import name_fits, search_keys
from careplan.clock import today
from careplan.db import db, school_scope
from tests.aid.helped import child_of, grant, mid_month, staff
from tests.rollover.helped import summer
from tests.world import ClientFor
from tools.frontend_needs import OLDEST_NODE, node_version, wheel_programs

NAME = "刘杨婷"
TYPED = [
    "刘杨",
    "杨婷",
    "刘 杨 婷",
    "刘阳婷",
    "liuyangting",
    "liu yang ting",
    "Liu Yangting",
    "yangting",
    "lyt",
    "LYT",
    "liu",
]
NOT_TYPED = ["刘婷", "wangting", "lty", "lyx", "yang ting liu", "42"]
LISTS = [
    ("principal", "/children/?q={}"),
    ("principal", "/care/?q={}"),
    ("principal", "/aid/?q={}"),
    ("principal", "/aid/duties?show=all&q={}"),
]
PICKERS = [
    ("counselling_teacher", "/counselling/appointments/new", "option"),
    ("counselling_teacher", "/counselling/appointments/spot", "option"),
    ("principal", "/care/handover?from={staff}", "input"),
]


@pytest.fixture
def found(app: Flask) -> int:
    """刘杨婷 of 三(1): cared for, with aid and a duty. Returns who answers for the child."""
    with app.app_context(), school_scope(1):
        child = child_of()
        child.name, child.name_keys = NAME, search_keys(NAME)
        assign_child(actor_id=1, child_id=child.id, staff_id=staff(), since=today())
        mid_month(child, today(), staff(), grant(child))
        db.session.commit()
        return staff()


@pytest.mark.usefixtures("found")
@pytest.mark.parametrize("text", [*TYPED, *NOT_TYPED])
@pytest.mark.parametrize(("role", "url"), LISTS)
def test_each_list_finds_a_child_in_the_same_way(client_for: ClientFor, role: str, url: str, text: str) -> None:
    page = BeautifulSoup(client_for(role).get(url.format(text)).text, "html.parser")
    assert any(NAME in line.text for line in page.select("main tbody tr")) is (text in TYPED)


@pytest.mark.parametrize(("role", "url", "tag"), PICKERS)
def test_each_picker_gives_the_browser_what_a_child_is_found_by(
    client_for: ClientFor, found: int, role: str, url: str, tag: str
) -> None:
    answer = client_for(role).get(url.format(staff=found))
    named = BeautifulSoup(answer.text, "html.parser").select(f"{tag}[data-name='{NAME}']")
    assert len(named) == 1
    assert named[0]["data-keys"] == search_keys(NAME)


def test_who_stays_at_the_turn_of_the_year_is_found_by_pinyin(app: Flask, client_for: ClientFor) -> None:
    with summer():
        with app.app_context(), school_scope(1):
            child = child_of(6)
            child.name, child.name_keys = NAME, search_keys(NAME)
            assign_child(actor_id=1, child_id=child_of(5).id, staff_id=staff(), since=date(2027, 6, 1))
            db.session.commit()
        page = BeautifulSoup(client_for("office").get("/new-year/open").text, "html.parser")
    named = page.select_one(f"option[data-name='{NAME}']")
    assert isinstance(named, Tag) and named["data-keys"] == search_keys(NAME)


@pytest.mark.usefixtures("found")
def test_database_and_memory_follow_one_rule(app: Flask) -> None:
    with app.app_context(), school_scope(1):
        for text in TYPED + NOT_TYPED:
            by_database = db.session.scalars(select(Child).where(name_matches(text), Child.name == NAME)).all()
            assert bool(by_database) is name_fits(text, NAME, search_keys(NAME)) is (text in TYPED), text


@pytest.fixture(scope="module")
def in_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bool]]:
    """What the browser's script says to each text typed."""
    own = shutil.which("node")
    node = own if own and node_version(own) >= OLDEST_NODE else shutil.which("node", path=str(wheel_programs()))
    assert node, "no Node.js: run ./run setup --test"
    script = Path(__file__).parents[2] / "frontend" / "src" / "behaviours" / "name_match.js"
    asked = json.dumps([TYPED + NOT_TYPED, NAME, search_keys(NAME), script.as_uri()])
    code = (
        f"const [texts, name, keys, script] = {asked}; const {{ nameFits }} = await import(script);"
        "console.log(JSON.stringify(Object.fromEntries(texts.map((one) => [one, nameFits(one, name, keys)]))))"
    )
    told = subprocess.run(
        [node, "--input-type=module", "-e", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    yield json.loads(told.stdout)


def test_the_browser_follows_the_same_rule_for_names_and_letters(in_browser: dict[str, bool]) -> None:
    """A slip of the character is forgiven by the server alone: the browser has no dictionary of sounds."""
    assert in_browser == {one: one in TYPED and one != "刘阳婷" for one in TYPED + NOT_TYPED}
