"""No filter and no two filters tell a group of children under five (G10)."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from flask import Flask

from careplan.indicators import views_words
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.cells import Cells, cells_of, people_of, tellable
from careplan.indicators.facts import Child, Snapshot, Squad, Visit
from careplan.indicators.small_cells import LEAST
from tests.indicators.case import day, kid, snap

CODES = ("visit_coverage", "consent_rate", "responsible_person", "visit_next_date", "file_parts_filled")


def school(chance: Random) -> Snapshot:
    """A random school: one to four classes a grade, nobody to a dozen children of the register in each."""
    squads = [
        Squad(str(grade * 10 + n), grade, "low", 40) for grade in range(1, 7) for n in range(chance.randint(1, 4))
    ]
    children = [one for squad in squads for one in _children(squad, chance)]
    visits = [
        Visit(f"v{n}-{c.id}", c.id, day("10-10"), "home", 1, next_on=day("11-01") if chance.random() < 0.8 else None)
        for c in children
        for n in range(chance.choice((0, 1, 1, 2)))
    ]
    return snap(squads=squads, children=children, visits=visits)


def _children(squad: Squad, chance: Random) -> list[Child]:
    return [
        kid(
            f"{squad.id}-{n}",
            squad.id,
            consent="given" if chance.random() < 0.9 else "refused",
            owner_id="staff-1" if chance.random() < 0.95 else None,
            file_parts=frozenset("abc"[: chance.choice((2, 3, 3))]),
            file_parts_required=frozenset("abc"),
        )
        for n in range(chance.randint(0, 12))
    ]


def filters(facts: Snapshot) -> list[frozenset[str]]:
    """The whole school, each grade, each class."""
    grades = {q.grade for q in facts.squads}
    return [
        frozenset(q.id for q in facts.squads),
        *(frozenset(q.id for q in facts.squads if q.grade == grade) for grade in grades),
        *(frozenset({q.id}) for q in facts.squads),
    ]


def shown(cells: Cells, wanted: frozenset[str]) -> frozenset[str] | None:
    cell = cells.around(wanted)
    return None if cell is None else frozenset(cell.squad_ids)


@pytest.mark.parametrize("seed", range(20))
def test_random_pairs_of_filters_never_tell_a_small_group(seed: int) -> None:
    """The same measure twice: its three numbers; two measures: the register that both are out of."""
    chance = Random(seed)
    facts = school(chance)
    cells = {code: cells_of(MEASURES[code](facts), facts) for code in CODES}
    people = {code: people_of(MEASURES[code](facts), facts) for code in CODES}
    every = filters(facts)
    for _ in range(500):
        one, other = chance.choice(CODES), chance.choice(CODES)
        first, second = shown(cells[one], chance.choice(every)), shown(cells[other], chance.choice(every))
        if first is None or second is None:
            continue
        for rest in (first, second, first - second, second - first, first & second):
            numbers = people[one].of(tuple(rest))
            told = numbers if one == other else numbers[:1]
            assert all(n == 0 or n >= LEAST for n in told), (one, other, sorted(first), sorted(second))


def test_a_class_with_few_missing_is_told_with_its_neighbour() -> None:
    squads = [Squad("1", 1, "low", 40), Squad("2", 1, "low", 40)]
    children = [kid(f"{q.id}-{n}", q.id, owner_id="x" if n > 3 else None) for q in squads for n in range(10)]
    facts = snap(squads=squads, children=children)
    cells = cells_of(MEASURES["responsible_person"](facts), facts)
    cell = cells.around({"1"})
    assert cell is not None and (cell.squad_ids, cell.counted, cell.total) == (("1", "2"), 12, 20)


def test_classes_that_are_large_enough_stand_alone() -> None:
    squads = [Squad("1", 1, "low", 40), Squad("2", 1, "low", 40)]
    children = [kid(f"{q.id}-{n}", q.id, owner_id="x" if n > 4 else None) for q in squads for n in range(10)]
    cells = cells_of(MEASURES["responsible_person"](facts := snap(squads=squads, children=children)), facts)
    assert [cell.squad_ids for cell in cells.classes] == [("1",), ("2",)]
    assert [cell.squad_ids for cell in cells.grades] == [("1", "2")]


def test_where_the_whole_school_misses_four_nothing_is_told_by_class() -> None:
    children = [kid(str(n), owner_id=None if n < 4 else "x") for n in range(40)]
    facts = snap(children=children)
    assert cells_of(MEASURES["responsible_person"](facts), facts) == Cells()


def test_a_figure_that_is_no_rate_of_children_has_no_cells() -> None:
    facts = snap(children=[kid("1")])
    assert cells_of(MEASURES["change_lag"](facts), facts) == Cells()


def test_a_sum_over_two_terms_tells_no_small_group_of_one() -> None:
    """12 children: all but two are checked in the first term, none yet in the second: 10 of 24 would tell the two."""
    children = [kid(str(n), register_checked_in=frozenset({1} if n > 1 else ())) for n in range(12)]
    both = MEASURES["register_each_term"](snap("27-03-10", children=children))
    assert (both.numerator, both.denominator, tellable(both)) == (10, 24, False)
    enough = [kid(str(n), register_checked_in=frozenset({1} if n > 5 else ())) for n in range(12)]
    assert tellable(MEASURES["register_each_term"](snap("27-03-10", children=enough)))
    assert not tellable(
        MEASURES["responsible_person"](snap(children=[kid(str(n), owner_id="x" if n else None) for n in range(12)]))
    )


def test_a_mean_of_fewer_than_five_cases_is_told_to_nobody_who_may_not_see_them(app: Flask) -> None:
    """As in the report: of one case it would be the case itself (G10)."""
    few, enough = (replace(measure_all(snap())["first_act_hours"], value=4.0, denominator=n) for n in (4.0, 5.0))
    with app.test_request_context(headers={"Accept-Language": "zh-CN"}):
        assert "4" not in views_words.told(few, False)
        assert views_words.told(few, True) == views_words.told(enough, False) == views_words.figure(few)
