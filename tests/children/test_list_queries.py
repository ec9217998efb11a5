"""The register's list answers as if every child were asked one by one, and asks the database as often for any number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import joinedload, selectinload

from careplan.accounts.models import User
from careplan.casework.queries import Sight, children_in_care, children_of_staff
from careplan.children.left_behind import DEFINITIONS
from careplan.children.list_queries import (
    LEFT_FILTERS,
    SORTS,
    UNCLEAR,
    Filter,
    count_by_squad,
    find_children,
    find_ids,
    known_children,
    lines_of,
)
from careplan.children.load import findings_of
from careplan.children.models import Child
from careplan.children.names import search_term, sort_key, sound_of
from careplan.db import db, every_school, school_scope
from careplan.school.models import StaffMember
from careplan.school.queries import this_school
from tests.bench.registers import START_YEAR, make_register
from tests.world import ClientFor

DAY = date(2026, 11, 26)
SIZE = 60  # enough for every answer of every definition


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_register(tmp_path_factory.mktemp("made") / "data", SIZE)


@pytest.fixture
def school(made: Flask) -> Iterator[list[Child]]:
    """Every child of the made school, as a whole row with its family."""
    query = select(Child).options(joinedload(Child.squad), selectinload(Child.family)).order_by(Child.id)
    with made.app_context(), school_scope(1):
        yield list(db.session.scalars(query))


def passes(child: Child, given: Filter) -> bool:
    """The definition of the list, child by child."""
    term, findings = search_term(given.text), findings_of(child, DAY)
    return (
        child.state == given.state
        and given.grade in (None, child.squad.grade(START_YEAR))
        and given.squad_id in (None, child.squad_id)
        and (given.text in child.name or bool(term and f" {term}" in child.name_keys))
        and (not given.left or given.left == UNCLEAR or findings[given.left].answer is True)
        and (given.left != UNCLEAR or any(one.answer is None for one in findings.values()))
    )


ORDER: dict[str, Callable[[Child], tuple[object, ...]]] = {
    "class": lambda child: (child.squad.grade(START_YEAR), child.squad.number, sort_key(child.name), child.id),
    "name": lambda child: (sort_key(child.name), child.name, child.id),
    "age": lambda child: (child.birth_date, child.id),
}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("left", ["", *LEFT_FILTERS])
@pytest.mark.parametrize("text", ["", "王", "zeng", "z", "%", "_"])
def test_the_list_is_what_each_child_says(school: list[Child], text: str, left: str, sort: str) -> None:
    for state in ("enrolled", "left"):
        for grade in (None, 1, 2, 6):
            given = Filter(text=text, grade=grade, left=left, state=state, sort=sort)
            wanted = sorted((one for one in school if passes(one, given)), key=ORDER[sort])
            found = find_children(given, None, START_YEAR, DAY)
            assert [line.child.id for line in found] == [one.id for one in wanted]
            assert all(line.findings == findings_of(line.child, DAY) for line in found)


@pytest.mark.parametrize("day", [date(2024, 2, 29), DAY, date(2030, 9, 1)])
def test_the_numbers_are_what_each_child_says_on_any_day(school: list[Child], day: date) -> None:
    found = count_by_squad(day)
    assert found
    for squad_id, count in found.items():
        inside = [one for one in school if one.squad_id == squad_id and one.state == "enrolled"]
        answers = [findings_of(one, day) for one in inside]
        assert count.total == len(inside)
        assert count.boys == sum(one.sex == "male" for one in inside)
        assert count.boarding == sum(one.boards is True for one in inside)
        for code in DEFINITIONS:
            assert count.yes[code] == sum(one[code].answer is True for one in answers)
            assert count.unclear[code] == sum(one[code].answer is None for one in answers)
    assert sum(one.total for one in found.values()) == sum(one.state == "enrolled" for one in school)


def test_the_made_school_has_every_answer(school: list[Child]) -> None:
    """Else the comparisons above would prove nothing."""
    for code in DEFINITIONS:
        assert {findings_of(one, DAY)[code].answer for one in school} == {True, False, None}
    assert {one.state for one in school} == {"enrolled", "left"}


def test_only_the_given_squads_are_seen(school: list[Child]) -> None:
    squad_id = school[0].squad_id
    inside = {one.id for one in school if one.squad_id == squad_id and one.state == "enrolled"}
    assert set(find_ids(Filter(), [squad_id], START_YEAR, None)) == inside
    assert {one.child.id for one in known_children([squad_id], DAY)} == inside
    assert find_ids(Filter(), [], START_YEAR, None) == []
    assert known_children([], DAY) == []


def test_a_whole_number_of_identity_finds_its_child(school: list[Child]) -> None:
    given = next(one for one in school if one.state == "enrolled")
    assert find_ids(Filter(text=f" {given.id_number} "), None, START_YEAR, None) == [given.id]
    assert find_ids(Filter(text=str(given.id_number)[:-1]), None, START_YEAR, None) == []


def test_the_wrong_character_still_finds_the_child(school: list[Child]) -> None:
    child = next(one for one in school if one.state == "enrolled" and len(one.name) > 2)
    spaced = " ".join(child.name)
    wrong = child.name[:-1] + next(
        c for c in map(chr, range(0x4E00, 0x9FA5)) if c != child.name[-1] and sounds(c, child.name[-1])
    )
    for typed in (spaced, wrong):
        assert child.id in find_ids(Filter(text=typed), None, START_YEAR, None)


def sounds(one: str, other: str) -> bool:
    """Whether two characters are read alike where they stand last in a name."""
    return sound_of(f"王{one}") == sound_of(f"王{other}")


def test_lines_keep_the_order_and_pass_over_who_is_gone(school: list[Child]) -> None:
    ids = [school[5].id, school[2].id, 99_999, school[9].id]
    assert [one.child.id for one in lines_of(ids, START_YEAR, DAY)] == [ids[0], ids[1], ids[3]]


def test_children_in_care_are_what_each_child_says(school: list[Child]) -> None:
    staff_id = db.session.scalars(select(StaffMember.id).order_by(StaffMember.id)).first()
    squad_id, definition = school[-1].squad_id, this_school().counts_by
    own, assigned = children_of_staff(staff_id), frozenset[int]()
    for person in db.session.scalars(select(StaffMember.id)):
        assigned |= children_of_staff(person)
    wanted = {
        one.id
        for one in school
        if one.state == "enrolled"
        and (one.squad_id == squad_id or one.id in own)
        and (one.id in assigned or findings_of(one, DAY)[definition].answer is True)
    }
    found = children_in_care(Sight(frozenset({squad_id}), staff_id), DAY)
    assert {one.id for one in found} == wanted
    assert own & wanted - {one.id for one in school if one.squad_id == squad_id}


PAGES = ("/children/", "/children/?q=王", "/children/?q=z&left=enrolment", "/children/?state=left&left=unclear")


@pytest.mark.parametrize("page", [*PAGES, "/children/counts"])
def test_a_larger_register_is_no_more_questions(app: Flask, client_for: ClientFor, page: str, made: Flask) -> None:
    """21 children and 60: the same number of statements; and no encrypted column is read."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
        asked.append(sql)

    few, many = client_for("principal"), made.test_client()
    with made.app_context(), every_school():
        user_id = db.session.scalar(select(User.id).where(User.username == "principal1"))
    with many.session_transaction() as session:
        session["user_id"] = user_id
    numbers = []
    event.listen(Engine, "before_cursor_execute", note)
    try:
        for browser in (few, many):
            browser.get(page)
            asked.clear()
            assert browser.get(page).status_code == 200
            numbers.append(len(asked))
            assert not any(
                name in sql for sql in asked for name in ("id_number", "address", "phone", "family_member.name")
            )
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert numbers[1] <= numbers[0] + 2 and numbers[1] < 30  # an empty list needs no lines: two statements less
