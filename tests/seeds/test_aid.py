"""Kinds of aid and the starting set of duties as data: what is shipped, and what is told where a file is wrong."""

from __future__ import annotations

from careplan.seeds.aid import AidSeeds, read_aid
from careplan.seeds.load import load_seeds, shipped_aid
from careplan.seeds.source import parse_source

WORDS = """
[[kind]]
code = "a"
zh = "甲"
en = "A"
monthly = true
source = "x"
ref = ["C26"]
[[giver]]
code = "g"
zh = "乙"
en = "G"
ref = ["C26"]
[[purpose]]
code = "p"
zh = "丙"
en = "P"
pays = "now"
ref = ["C27"]
"""
DUTY = """
[[duty]]
code = "d"
zh = "丁"
en = "D"
for = "child"
rhythm = "monthly"
first = "13"
last = "17"
pauses = [7]
ref = ["C31"]
"""


def read(words: str = WORDS, duty: str = DUTY) -> tuple[AidSeeds, list[str]]:
    one, other = parse_source(words, "aid.toml"), parse_source(duty, "duties.toml")
    found = read_aid(one, other, load_seeds().sentences)
    return found, [f"{fault.line}: {fault.message}" for fault in [*one.faults, *other.faults]]


def test_a_monthly_window_and_a_purpose_are_read() -> None:
    found, faults = read()
    assert faults == []
    assert (found.presets["d"].first, found.presets["d"].last, found.presets["d"].pauses) == ((0, 13), (0, 17), (7,))
    assert (found.kinds["a"].monthly, found.purposes["p"].pays) == (True, "now")


def test_what_is_wrong_is_told_with_its_line() -> None:
    cases = {
        'first = "13"': 'first = "05-13"', 'last = "17"': 'last = "12"', 'rhythm = "monthly"': 'rhythm = "daily"',
        'for = "child"': 'for = "nobody"', "pauses = [7]": "pauses = [13]",
    }  # fmt: skip
    for right, wrong in cases.items():
        assert len(read(duty=DUTY.replace(right, wrong))[1]) >= 1, wrong
    assert len(read(words=WORDS.replace('pays = "now"', 'pays = "later"'))[1]) == 1
    assert "stands twice" in read(duty=DUTY + DUTY)[1][0]


def test_every_kind_that_is_shipped_says_where_it_is_laid_down() -> None:
    seeds = shipped_aid()
    assert all(kind.source for kind in seeds.kinds.values())
    assert {word.pays for word in seeds.purposes.values()} == {"ahead", "now", "nothing"}
    assert {preset.audience for preset in seeds.presets.values()} == {"child", "school"}
