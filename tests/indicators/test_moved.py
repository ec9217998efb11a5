"""Children who came or left: when the three denominators are told (what they say is counted in tables/)."""

from __future__ import annotations

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.moved import Moved, moved
from tests.indicators.case import day, kid, ses, snap


def at(facts: Snapshot, code: str) -> Moved | None:
    return moved(MEASURES[code], facts, MEASURES[code](facts))


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
