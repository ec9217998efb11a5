"""Children who came or left: start, end and through-the-year denominators, counted by hand."""

from __future__ import annotations

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot, Visit
from careplan.indicators.moved import Moved, moved
from tests.indicators.case import day, kid, ses, snap


def at(facts: Snapshot, code: str) -> Moved | None:
    return moved(MEASURES[code], facts, MEASURES[code](facts))


def test_each_group_has_its_own_denominator() -> None:
    """1, 2 stayed; 3 came on the first day; 4 came in October; 5 left in October; 6 came and left; 7 is not counted."""
    children = [
        kid("1"), kid("2"), kid("3", joined=day("09-01")), kid("4", joined=day("10-08")), kid("5", left=day("10-15")),
        kid("6", joined=day("09-10"), left=day("10-10")), kid("7", joined=day("10-08"), left_behind_civil=False),
    ]  # fmt: skip
    visits = [Visit(str(n), child, day("09-20"), "home", 1) for n, child in enumerate(("1", "3", "5", "6"))]
    found = at(snap(children=children, visits=visits), "visit_coverage")
    assert found is not None and (found.came, found.left, found.first) == (1, 1, day("09-01"))
    figures = {which: (one.numerator, one.denominator) for which, one in found.results.items()}
    assert figures == {"start": (3, 4), "end": (2, 4), "through": (2, 3)}
    assert [r.id for r in found.results["start"].counted] == ["1", "3", "5"]


def test_the_end_is_the_measures_own_figure() -> None:
    facts = snap(children=[kid("1"), kid("2", joined=day("10-08"), owner_id="x")])
    found = at(facts, "responsible_person")
    assert found is not None and found.results["end"] == MEASURES["responsible_person"](facts)


def test_a_child_that_comes_back_on_the_day_of_leaving_is_no_longer_here() -> None:
    found = at(snap(children=[kid("1", owner_id="x"), kid("2", left=day("11-20"))]), "responsible_person")
    assert found is not None and (found.came, found.left) == (0, 1)
    assert found.results["start"].denominator == 2 and found.results["through"].denominator == 1


def test_where_nobody_moved_or_no_child_is_counted_nothing_is_stated() -> None:
    assert at(snap(children=[kid("1", owner_id="x")]), "responsible_person") is None
    assert (
        at(snap(children=[kid("1"), kid("2", joined=day("10-08"))], sessions=[ses("a")]), "session_completion") is None
    )
    assert at(snap("08-20", children=[kid("1"), kid("2", left=day("08-10"))]), "responsible_person") is None


def test_when_all_have_left_the_end_has_no_data_and_the_start_has() -> None:
    facts = snap(children=[kid("1", owner_id="x", left=day("11-01")), kid("2", left_behind_civil=False)])
    assert at(facts, "responsible_person") is None  # the figure itself has no records: nobody of the register is here
