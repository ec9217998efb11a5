"""The wrong child is hard: name, class and household stand on every page whose form writes to one child (C8).

Which addresses write to one child is not listed here: an address does when a part of it is the id of a row that belongs to
a child. A new form without the picture fails; so does a new address that no page leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from careplan.access.roles import ADMINISTRATOR, ROLES
from careplan.children.household import BELOW_SIZE, WORD_SIZE, Member, household, members_of, room_of
from careplan.db import Base, db, every_school
from tests.web.crawl import OWNER_OF, addresses, played_copy
from tests.world import ClientFor

NOT_THE_FILE = {
    "passing.recall": "what a recipient answered; a line of the recall list, which names the child",
    "counselling.glass_seen": "a line of the room's list; nothing goes into the file",
    "events.unsaid": "a line of what was sent to the reader and taken back, which names the child; its file stays as it is",
    "programme.withdraw": "a line of a course's list, whose question names the child; nothing goes into its file",
}
"""Lists: endpoints with a child's row in the address that write nothing to its file → why."""


@pytest.fixture(scope="module")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played_copy(world_folder, tmp_path_factory.mktemp("played") / "data")


def way_to_child(table: Any) -> Any | None:
    """The column by which a row of this table belongs to a child, itself or by another row; None for no child's."""
    if table is None:
        return None
    if table.name == "child":
        return table.c.id
    if "child_id" in table.columns:
        return table.c.child_id
    for column in table.columns:
        for key in column.foreign_keys:
            if key.column.table is not table and way_to_child(key.column.table) is not None:
                return column
    return None


def child_of(table: Any, row_id: int) -> int | None:
    """The child of a row."""
    column = way_to_child(table)
    found = db.session.scalar(select(column).where(table.c.id == row_id))
    if found is None or table.name == "child" or column.name == "child_id":
        return found
    return child_of(next(iter(column.foreign_keys)).column.table, found)


def childs_part(arguments: set[str]) -> str | None:
    """The part of an address that is the id of a child's row."""
    tables = {part: Base.metadata.tables.get(OWNER_OF.get(part, "")) for part in sorted(arguments)}
    return next((part for part, table in tables.items() if way_to_child(table) is not None), None)


def writing(app: Flask) -> set[str]:
    """Endpoints that write to one child's file."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())]
    return {rule.endpoint for rule in rules if childs_part(set(rule.arguments))} - set(NOT_THE_FILE)


def forms(app: Flask, html: str, path: str) -> Iterator[tuple[str, int | None]]:
    """Each form of a page that writes to one child: where to, whose."""
    urls = app.url_map.bind("localhost")
    for form in BeautifulSoup(html, "html.parser").select('form[method="post"]'):
        target = str(form.get("action") or path).split("?")[0]
        try:
            endpoint, arguments = urls.match(target, "POST")
        except HTTPException:
            continue
        part = childs_part(set(arguments))
        if part and endpoint not in NOT_THE_FILE:
            yield endpoint, child_of(Base.metadata.tables[OWNER_OF[part]], arguments[part])


@pytest.mark.slow
@pytest.mark.plan("C8")
def test_every_form_that_writes_to_a_child_shows_whose_file_it_is(app: Flask, client_for: ClientFor) -> None:
    seen: set[str] = set()
    bare: set[tuple[str, str]] = set()
    for role in sorted(set(ROLES) - {ADMINISTRATOR}):
        browser = client_for(role)
        for address in addresses(app, frozenset({role}), every=40):
            if address.endpoint.split(".")[0] in ("indicators", "reports", "paper", "workload", "training", "plans"):
                continue
            answer = browser.get(address.path)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            shown = {
                int(str(one["data-whose"])) for one in BeautifulSoup(answer.text, "html.parser").select("[data-whose]")
            }
            with app.app_context(), every_school():
                found = list(forms(app, answer.text, address.path))
            seen |= {endpoint for endpoint, _child in found}
            bare |= {(endpoint, address.path) for endpoint, child in found if child and child not in shown}
    assert bare == set()
    missing = sorted(writing(app) - seen)
    assert missing == [], missing


def test_the_addresses_that_write_to_a_child_are_found(app: Flask) -> None:
    """The test above walks the right ones: of each part of the file one that everybody knows."""
    assert writing(app) >= {
        *("casework.contact_new", "casework.level", "casework.assign", "casework.record_new", "casework.record_edit"),
        *("casework.registration", "casework.promise_end", "casework.progress", "events.new", "events.task_done"),
        *(
            "events.escalate",
            "events.acknowledge",
            "events.plan_new",
            "events.report_step",
            "aid.case_new",
            "aid.entry",
        ),
        *("aid.record", "aid.paper_add", "children.child_edit", "children.child_leave"),
    }


def test_a_mandatory_report_from_a_childs_page_shows_whose_it_is(client_for: ClientFor) -> None:
    page = client_for("class_teacher").get("/events/report?child=7").text

    assert 'data-whose="7"' in page and "孩子31甲" in page
    assert "data-whose" not in client_for("administrator").get("/events/report?child=7").text


def test_the_picture_says_who_is_in_the_house_and_who_is_beside_it() -> None:
    """Father works away, the mother is detained by the file, the grandmother cares: the child and she are inside."""
    house = household(members_of({"father": "away", "mother": "home"}, "奶奶", {"mother": "detained"}, True))

    assert [one.member and one.member.word for one in house.inside] == [None, "奶奶"]
    assert [one.member.state for one in house.outside if one.member] == ["away", "detained"]
    assert house.known and 0 < house.house < house.width
    assert all(0 < one.x < house.house for one in house.inside)
    assert all(house.house < one.x < house.width for one in house.outside)


@pytest.mark.parametrize(("word", "who"), [("父亲", "father"), ("妈妈", "mother"), ("爸爸", "father")])
def test_a_parent_who_cares_is_drawn_once(word: str, who: str) -> None:
    members = members_of({"father": "home", "mother": "home"}, word, {}, True)

    assert [one.relation for one in members if one.cares] == [who] and len(members) == 2


def test_of_a_family_that_nobody_knows_the_picture_says_so() -> None:
    house = household(members_of({"father": None, "mother": None}, "", {}, False))

    assert not house.known and len(house.outside) == 2
    assert household([Member("mother", "ill")]).inside[1].member == Member("mother", "ill")


FATHER, MOTHER = Member("father", "away"), Member("mother", "detained")
LINES = {
    None: ("child", "boards"),
    FATHER: ("Father", "works away"),
    MOTHER: ("Mother", "not at home"),
    Member("carer", "home", "Grandmother", cares=True): ("Grandmother", "cares"),
}


def test_no_words_run_into_the_neighbours_in_english() -> None:
    """Half of each word on either side of its person; a Latin sign is taken as six tenths of its height wide."""
    house = household([one for one in LINES if one], room=lambda one: room_of(*LINES[one]))
    people = [*house.inside, *house.outside]

    def half(one: Member | None) -> float:
        word, below = LINES[one]
        return max(len(word) * WORD_SIZE, len(below) * BELOW_SIZE) * 0.6 / 2

    ends = [(person.x - half(person.member), person.x + half(person.member)) for person in people]
    assert all(end < start for (_start, end), (start, _end) in pairwise(ends)), ends
    assert ends[0][0] > 0 and ends[1][1] < house.house < ends[2][0] and ends[-1][1] <= house.width
    chinese = household([one for one in LINES if one], room=lambda _one: room_of("父亲", "在外务工"))
    assert chinese.width < house.width
    assert room_of("父亲", "") < room_of("Grandmother", "") < room_of("外祖母的姐姐家人甲乙", "")


def test_the_picture_on_a_page_makes_room_for_english_words(app: Flask, client_for: ClientFor) -> None:
    """The father of child 7 works away: his place in English is wider than the least."""
    browser = client_for("class_teacher")

    def width() -> float:
        page = browser.get("/care/children/7/new").text
        return float(str(BeautifulSoup(page, "html.parser").select_one("svg.household")["width"]))  # type: ignore[index]

    chinese = width()
    browser.post("/accounts/language", data={"language": "en"})
    assert width() > chinese
