"""From the database to the snapshot."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from sqlalchemy import event

from careplan.db import db
from careplan.indicators.catalogue import measure_all
from careplan.indicators.load import load_snapshot

TODAY = date(2026, 11, 20)


@pytest.mark.usefixtures("in_school_1")
def test_load_snapshot_of_the_world_has_squads_bandless_and_children() -> None:
    facts = load_snapshot(TODAY)
    assert (facts.school_id, facts.year) == ("1", "2026—2027")
    assert [(s.grade, s.size) for s in facts.squads] == [(g, 3) for g in (1, 2, 3, 4, 5, 6, 3)]
    assert len(facts.children) == 21
    assert [t.number for t in facts.terms] == [1, 2]
    assert len(facts.reserved_lessons) == 14


@pytest.mark.usefixtures("in_school_1")
def test_load_snapshot_keeps_the_three_definitions_apart() -> None:
    first, second, third = load_snapshot(TODAY).children[:3]
    assert (first.left_behind_civil, first.left_behind_enrolment) == (False, "none")
    assert (second.left_behind_civil, second.left_behind_enrolment) == (False, "one_parent")
    assert (third.left_behind_civil, third.left_behind_enrolment) == (True, "both_parents")


@pytest.mark.usefixtures("in_school_1")
def test_load_snapshot_holds_no_name() -> None:
    facts = load_snapshot(TODAY)
    told = " ".join(repr(getattr(facts, f.name)) for f in fields(facts))
    assert "孩子" not in told and "教师" not in told


@pytest.mark.usefixtures("in_school_1")
def test_load_snapshot_asks_one_query_for_each_kind_of_fact() -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    load_snapshot(TODAY)
    # events, goals with their steps, aid; a consent holds by three: what was said, who died, who is guardian no longer
    assert len(asked) <= 48
    assert not any("FROM child WHERE child.id =" in one for one in asked)


@pytest.mark.usefixtures("in_school_1")
def test_measures_of_an_empty_year_have_no_data_rather_than_zero() -> None:
    results = measure_all(load_snapshot(TODAY))
    assert results["session_completion"].no_data == "no_due_sessions"
    assert results["visit_coverage"].no_data == "no_visits"
    assert results["protected_time"].value == 1.0
