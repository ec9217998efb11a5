"""A clause with its owner, figures, proof and what is missing, by hand-computed cases."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import careplan
from careplan.clauses.clause import Choice, Clause, Owned, clauses
from careplan.foresight.ahead import Ahead
from careplan.foresight.outlook import foresee
from careplan.indicators.catalogue import MEASURES, measure_all
from careplan.indicators.facts import Snapshot
from careplan.indicators.points import score_tree
from careplan.indicators.queries import example_tree
from careplan.indicators.tree import leaves
from careplan.seeds.load import shipped_seeds
from tests.indicators.case import kid, ses, snap, teacher

LAST = date(2027, 7, 2)


def listed(facts: Snapshot, owned: dict[str, Owned] | None = None) -> dict[str, Clause]:
    results = measure_all(facts)
    scored = score_tree(example_tree(), results)
    found = foresee(facts, Ahead(LAST), results, scored)
    rows = clauses(shipped_seeds().sentences.values(), results, scored, found, owned or {}, facts)
    return {one.sentence.ref: one for one in rows}


def test_every_sentence_of_both_plans_is_a_clause_with_the_measures_that_cite_it() -> None:
    rows = listed(snap(sessions=[ses("a")]))
    assert set(rows) == set(shipped_seeds().sentences)
    for ref, one in rows.items():
        assert [result.code for result in one.results] == [code for code, m in MEASURES.items() if ref in m.refs]


@pytest.mark.plan("S43")
def test_a_clause_is_somebodys_by_post_until_a_person_is_named() -> None:
    facts = snap(staff=[teacher("H", roles="head_counselor")])
    assert listed(facts)["S12"].owner == "staff-H"
    assert listed(facts)["S41"].owner == "post-principal"
    assert listed(facts, {"S12": Owned(staff_id=7)})["S12"].owner == "staff-7"
    assert listed(facts, {"S12": Owned(staff_id=7, gone=True)})["S12"].is_missing


def test_what_is_missing_is_the_gap_of_its_measures_with_the_nearest_day() -> None:
    facts = snap(children=[kid("1")], sessions=[ses("a"), ses("b", "11-01", state="planned")])
    rows = listed(facts)
    assert [one.leaf.code for one in rows["S12"].wanted] == ["session_completion"]
    assert rows["S12"].due_on == LAST and rows["S12"].is_missing
    assert listed(facts, {"S12": Owned(due_on=date(2027, 1, 5))})["S12"].due_on == date(2027, 1, 5)
    assert "no_visits" in [one.no_data for one in rows["C4"].without_data]
    assert set(rows["S12"].evidence) <= {"record", "document", "list", "photo", "statement"} and rows["S12"].evidence


def test_a_sentence_that_is_not_counted_has_no_figure_and_misses_nothing() -> None:
    counted = {ref for one in MEASURES.values() for ref in one.refs}
    for ref, one in listed(snap()).items():
        if ref not in counted:
            assert not one.results and not one.is_missing and one.area == ""


def test_nothing_is_said_to_be_missing_as_planned_only_where_points_were_looked_ahead_for() -> None:
    judged = {leaf.measure for leaf in leaves(example_tree()) if leaf.measure}
    rows = listed(snap(sessions=[ses("a")]))
    assert {one.foreseen for one in rows.values()} == {True, False}
    for one in rows.values():
        assert one.foreseen == any(result.code in judged and result.value is not None for result in one.results)
    results = measure_all(snap())
    scored = score_tree(example_tree(), results)
    without = clauses(shipped_seeds().sentences.values(), results, scored, None, {}, snap())
    assert not any(one.foreseen for one in without)


def test_points_that_people_took_are_missing_though_no_record_is() -> None:
    """The figure reaches all points, a scorer gave none: the clause is not said to miss nothing."""
    facts = snap(children=[kid("1")], sessions=[ses("a")])
    results = measure_all(facts)
    scored = score_tree(example_tree(), results)
    found = foresee(facts, Ahead(LAST), results, scored)
    leaf = next(one for one in found.leaves if one.code == "session_completion")
    assert not leaf.lost and not leaf.closing
    marked = replace(found, leaves=(replace(leaf, then_points=Decimal(0)),))
    for look, missing in ((replace(found, leaves=(leaf,)), False), (marked, True)):
        rows = clauses(shipped_seeds().sentences.values(), results, scored, look, {}, facts)
        one = next(row for row in rows if row.sentence.ref == "S12")
        assert one.foreseen and bool(one.short) == missing
        assert one.is_missing == (missing or bool(one.without_data))


def test_the_list_is_narrowed_by_owner_area_plan_words_and_what_is_missing() -> None:
    rows = listed(snap(sessions=[ses("a"), ses("b", "11-01", state="planned")]))
    one = rows["S12"]
    assert Choice(owner=one.owner, area="activities", plan="school", text="s12", missing=True).keeps(one)
    for other in (Choice(owner="staff-9"), Choice(area="team"), Choice(plan="community"), Choice(text="没有这个词")):
        assert not other.keeps(one)
    assert not Choice(missing=True).keeps(replace(one, wanted=(), results=()))
    assert Choice(area="none").keeps(replace(one, area=""))


def test_the_sheet_of_clauses_is_no_wider_than_its_page() -> None:
    """210 mm less the margins of 13 mm; each of the five columns has 1.8 mm of padding on both sides."""
    css = (Path(careplan.__file__).parent / "templates/paper/paper.css").read_text(encoding="utf-8")
    width = dict(re.findall(r"\.paper-clauses \.w-(\w+) \{ width: (\d+)mm; \}", css))
    columns = 3 * int(width["clause"]) + int(width["owner"]) + int(width["proof"])
    assert columns + 5 * 2 * 1.8 <= 210 - 2 * 13
