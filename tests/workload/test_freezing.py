"""A signed statement made again equals itself to the byte, and one that was touched does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.workload.counting import count
from careplan.workload.freezing import (
    counted_part,
    made_again,
    plain,
    read_fact,
    read_late,
    read_line,
    sha256,
    text_of,
    whole_statement,
)
from careplan.workload.late import LateLine
from careplan.workload.rules import Rules
from careplan.workload.work import Fact
from tests.workload.made import DAY, fact, rules
from tests.workload.test_counting import FACTS, RULES

HEADING = {
    "school": {"name": "学校", "is_demo": False},
    "period": {"id": 1, "name": "2026年10月", "name_en": "October 2026", "first": "2026-10-01", "last": "2026-10-31"},
    "rules": {"number": 3},
    "person": {"id": 1, "number": "T1", "name": "教师", "title": ""},
    "confirmed": "",
    "signed": {"by": "校长", "at": "2026-11-05T02:00:00"},
}
LATE = LateLine(1, "九月", "September", "session", 9, "session", "leader", DAY, "题", "title", "new", 600, 123)


def signed(facts: list[Fact], given: Rules, **beside: object) -> str:
    parts = {"late": [], "corrections": [], "objections": [], **beside}
    return text_of(whole_statement(HEADING, given, counted_part(facts, given, {}), parts))


@pytest.mark.plan("S52")
@settings(max_examples=60, deadline=None)
@given(FACTS, RULES, st.integers(-500, 500))
def test_made_again_it_is_the_same_to_the_byte(facts: list[Fact], given: Rules, milli: int) -> None:
    correction = {"milli": milli, "fen": None, "reason": "更正", "by": "教务", "at": "2026-11-03T01:00:00"}
    text = signed(facts, given, corrections=[correction], late=[plain(LATE)])
    assert made_again(text) == text
    assert sha256(made_again(text)) == sha256(text)


@pytest.mark.parametrize("touch", ["lines", "total_milli", "total_fen", "rules"])
def test_one_that_was_touched_does_not_come_out_the_same(touch: str) -> None:
    kept = json.loads(signed([fact()], rules(fen_per_unit=100)))
    if touch == "lines":
        kept["lines"][0]["counted"] += 1
    elif touch == "rules":
        kept["rules"]["content"]["rates"] = [[k, r, m + 1] for k, r, m in kept["rules"]["content"]["rates"]]
    else:
        kept[touch] += 1
    assert made_again(text_of(kept)) != text_of(kept)


def test_nouns_come_back_as_they_were() -> None:
    one = fact(shares=((1, 2), (3, 4)), begins=840, ends=880)
    line = count([one], rules(fen_per_unit=77))[0]
    assert read_fact(json.loads(text_of(plain(one)))) == one
    assert read_line(json.loads(text_of(plain(line)))) == line
    assert read_late(json.loads(text_of(plain(LATE)))) == LATE


def test_totals_add_lines_late_ones_and_corrections() -> None:
    correction = {"milli": -200, "fen": -20, "reason": "", "by": "", "at": ""}
    kept = json.loads(signed([fact()], rules(fen_per_unit=100), corrections=[correction], late=[plain(LATE)]))
    assert (kept["total_milli"], kept["total_fen"]) == (1200 + 500 + 600 - 200, 120 + 50 + 123 - 20)
    assert json.loads(signed([fact()], rules()))["total_fen"] is None
