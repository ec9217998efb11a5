"""Each shipped rule set against a table that was computed by hand from the rule's text."""

from __future__ import annotations

import pytest

from careplan.training.credits.engine import credit
from careplan.training.credits.floors import reached
from careplan.training.credits.shipped import shipped_rule_sets
from tests.training.rule_tables import FOLDER, table

CODES = sorted(shipped_rule_sets())


def test_every_rule_set_has_a_table_of_ten_entries_or_more() -> None:
    files = {path.name.split(".")[0] for path in FOLDER.glob("*.input.toml")}
    assert (set(CODES), len(CODES)) == (files, 8)
    assert [code for code in CODES if len(table(code).entries) < 10] == []


@pytest.mark.plan("S47")
@pytest.mark.parametrize("code", CODES)
def test_each_entry_counts_what_the_rule_says(code: str) -> None:
    given = table(code)
    found = credit(given.entries, given.timeline, given.person)
    assert {key: one.credits for key, one in found.items()} == given.credits


@pytest.mark.plan("S47")
@pytest.mark.parametrize("code", CODES)
def test_what_must_be_reached_counts_the_right_entries(code: str) -> None:
    given = table(code)
    found = credit(given.entries, given.timeline, given.person)
    floors = reached(found.values(), given.timeline[-1], given.person, given.asked_on)
    assert {one.floor.code: one.got for one in floors} == given.floors
