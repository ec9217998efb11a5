"""Rule sets: what cannot be in one, what a version changed, the shipped example."""

from __future__ import annotations

import pytest

from careplan.seeds.source import SeedError, parse_source
from careplan.workload.example import read_example
from careplan.workload.rules import differences, faults_of, plain_rules, read_rules
from careplan.workload.rules_operations import example_rules
from careplan.workload.work import POSTS, WORK
from tests.workload.made import rules


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"rates": {("session", "king"): 1000}}, "rate session king"),
        ({"rates": {("visit", ""): -1}}, "rate visit "),
        ({"rates": {("visit", ""): 20_001}}, "rate visit "),
        ({"posts": {"janitor": 1000}}, "post janitor"),
        ({"caps": {"week": 0}}, "cap week"),
        ({"caps": {"day": 5}}, "cap day"),
        ({"caps": {"week": 9000, "month": 8000}}, "caps order"),
        ({"caps": {"week": 9000, "period": 8000}}, "caps order"),
        ({"fen_per_unit": 0}, "money"),
        ({"rates": {("visit", ""): 0}, "posts": {}}, "nothing counts"),
    ],
)
def test_what_cannot_be_in_a_rule_set(changes: dict[str, object], fault: str) -> None:
    assert fault in faults_of(rules(**changes))


def test_sound_rules_have_no_fault_and_come_back_as_they_were() -> None:
    given = rules(caps={"week": 8000, "month": 8000}, fen_per_unit=2500)
    assert faults_of(given) == [] == faults_of(rules(caps={"month": 2000})) == faults_of(rules(caps={"period": 1}))
    assert read_rules(plain_rules(given)) == given


def test_what_a_version_changed() -> None:
    after = rules(rates={**rules().rates, ("visit", ""): 2000}, caps={"week": 8000}, fen_per_unit=100, needs_roll=False)
    assert [(one.what, one.code[0], one.before, one.after) for one in differences(rules(), after)] == [
        ("rate", "visit", 1500, 2000),
        ("cap", "week", None, 8000),
        ("needs_roll", "", True, False),
        ("money", "", None, 100),
    ]
    assert differences(rules(), rules()) == []


def test_the_example_is_marked_has_every_kind_of_work_and_no_money() -> None:
    found = example_rules()
    assert "示例" in found.name and "示例" in found.note
    assert (set(found.rates), set(found.posts), found.fen_per_unit) == (set(WORK), set(POSTS), None)
    assert faults_of(found) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [('[rates]\n"visit" = "x"\n', 2), ('[rates]\n"king" = "1"\n', 2), ('[rates]\n"visit" = 1.5\n', 2), ("[caps]\nday = '1'\n", 1)],
)  # fmt: skip
def test_a_fault_in_the_example_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(SeedError) as told:
        read_example(parse_source(text, "example.toml"))
    assert line in {fault.line for fault in told.value.faults}
