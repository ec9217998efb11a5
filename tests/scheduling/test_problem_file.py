"""Reading problem files: what is written is read again, and every fault is told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from careplan.scheduling.json_place import FileFaultError, parse_json
from careplan.scheduling.problem import Rules
from careplan.scheduling.problem_file import load_problem, read_problem
from careplan.scheduling.problem_json import problem_json
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import school


def changed(path: str, value: Any) -> str:
    """The small school's file with one thing changed; `path` like "squads.0.size"."""
    whole: Any = problem_json(school())
    *way, last = path.split(".")
    at = whole
    for step in way:
        at = at[int(step)] if isinstance(at, list) else at.setdefault(step, {})
    if isinstance(at, list):
        at[int(last)] = value
    else:
        at[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize("seed", range(40))
def test_problem_written_and_read_is_the_same(seed: int) -> None:
    problem = random_problem(seed)
    assert read_problem(parse_json(json.dumps(problem_json(problem)))) == problem


def test_absent_keys_have_their_defaults_and_null_lifts_a_limit() -> None:
    assert read_problem(parse_json(changed("rules", None))).rules == Rules()
    assert read_problem(parse_json(changed("rules.sessions_per_week", None))).rules.sessions_per_week is None
    assert read_problem(parse_json(changed("activities.0.repeats", None))).activities[0].repeats is None
    assert read_problem(parse_json(changed("windows.idle_weeks", None))).windows.idle_weeks == 4


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("format", "careplan-problem/2", "format"),
        ("name", None, "the file"),
        ("slots.0.date", "2026-9-7", "slots[0].date"),
        ("slots.0.date", "2026-02-30", "slots[0].date"),
        ("slots.0.period", "6", "slots[0].period"),
        ("slots.0.period", 7, "slots[1]"),
        ("slots.0.week", 0, "slots[0].week"),
        ("slots.0.week", 2, "slots[1].week"),
        ("slots.2.term", "t9", "slots[3].term"),
        ("slots.0.id", "w1p7", "slots[1].id"),
        ("squads.0.size", -1, "squads[0].size"),
        ("squads.0.size", 4.5, "squads[0].size"),
        ("squads.0.size", True, "squads[0].size"),
        ("squads.0.size", 10**10, "squads[0].size"),
        ("squads.0.counselor", "nobody", "squads[0].counselor"),
        ("squads.0.open", ["w9p6"], "squads[0].open"),
        ("groups.0.squads", [], "groups[0].squads"),
        ("groups.0.squads", ["q1", "q1"], "groups[0].squads"),
        ("groups.0.squads", ["q1", "q7"], "groups[0].squads[1]"),
        ("venues.0.kinds", "classroom", "venues[0].kinds"),
        ("venues.0.shared", "yes", "venues[0].shared"),
        ("staff.0.skills", None, "staff[0]"),
        ("staff.0.id", "", "staff[0].id"),
        ("activities.0.periods", 0, "activities[0].periods"),
        ("activities.0.groups", ["g9"], "activities[0].groups[0]"),
        ("activities.0.after", ["gone"], "activities[0].after[0]"),
        ("activities.0.staff", [["trained"]], "activities[0].staff[0]"),
        ("rules", {"goals": [{"min": 1}]}, "rules.goals[0]"),
        ("rules", {"sessions_per_term": [{"term": "t7"}]}, "rules.sessions_per_term[0].term"),
        ("rules", {"budget": -5}, "rules.budget"),
        ("requests", [{"activity": "game", "staff": []}], "requests[0].staff"),
        ("requests", [{"activity": "dance"}], "requests[0].activity"),
        ("previous", [{"activity": "game", "group": "g1", "start": "w1p6", "venue": "room"}], "previous[0]"),
        ("weights", {"idle": -1}, "weights.idle"),
        ("windows", {"idle_weeks": 0}, "windows.idle_weeks"),
        ("name", "\ud800", "name"),
    ],
)
def test_fault_is_told_with_its_place(path: str, value: Any, place: str) -> None:
    with pytest.raises(FileFaultError) as told:
        read_problem(parse_json(changed(path, value)))
    assert told.value.place == place


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": NaN}', "NaN"),
        ('{"a": 1, "a": 2}', "twice"),
        ("9" * 5000, "too long"),
        ("[]", "must be an object"),
        ('{"format": "careplan-problem/1",', "line 1"),
    ],
)
def test_broken_json_is_refused(text: str, words: str) -> None:
    with pytest.raises(FileFaultError, match=words):
        read_problem(parse_json(text))


def test_weeks_rise_with_the_date() -> None:
    whole = problem_json(school())
    for one, week in zip(whole["slots"], [2, 2, 1, 1, 3, 3, 4, 4], strict=True):
        one["week"] = week
    with pytest.raises(FileFaultError, match="before it in week 2"):
        read_problem(parse_json(json.dumps(whole)))


def test_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFaultError, match="cannot be read"):
        load_problem(tmp_path / "none.json")
    (tmp_path / "gbk.json").write_bytes('{"名": 1}'.encode("gbk"))
    with pytest.raises(FileFaultError, match="is not UTF-8"):
        load_problem(tmp_path / "gbk.json")
