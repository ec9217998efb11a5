"""Each kind of unfit value is named with its line, and reading goes on."""

from __future__ import annotations

from datetime import date

import pytest

from careplan.seeds.source import parse_source
from careplan.seeds.table import Table, root


def table(text: str) -> Table:
    return root(parse_source("# first line\n" + text, "x.toml"))


def messages(one: Table) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in one.source.faults]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`name` is missing"),
        ("name = 5", "`name` must be text in quotes, not 5"),
        ('name = " "', "`name` is empty"),
    ],
)
def test_text_with_fault(text: str, message: str) -> None:
    one = table(text)

    assert one.text("name") == ""
    assert [words for _, words in messages(one)] == [message]


def test_text_with_default_may_be_absent() -> None:
    one = table("")

    assert one.text("name", default="") == ""
    assert messages(one) == []


@pytest.mark.parametrize("value", ["true", '"3"', "3.5", "7", "0"])
def test_whole_with_unfit_value_is_a_fault_at_its_line(value: str) -> None:
    one = table(f"size = {value}")
    one.whole("size", 1, 6)

    assert [line for line, _ in messages(one)] == [2]


def test_flag_does_not_take_numbers() -> None:
    one = table("open = 1")

    assert one.flag("open") is False
    assert messages(one) == [(2, "`open` must be true or false, not 1")]


def test_day_reads_a_date() -> None:
    assert table("on = 2026-09-01").day("on") == date(2026, 9, 1)


def test_code_that_is_unknown_names_the_known_ones() -> None:
    one = table('kind = "c"')
    one.code("kind", ("a", "b"))

    assert messages(one) == [(2, "`kind` names “c”, which is not known; known are a, b")]


def test_codes_named_twice_and_too_few() -> None:
    one = table('kinds = ["a", "a"]\nothers = []')
    one.codes("kinds", ("a",))
    one.codes("others", ("a",), least=1)

    assert messages(one) == [
        (2, "`kinds` names one thing twice"),
        (3, "`others` has 0 entries; it needs at least 1"),
    ]


def test_list_with_mixed_types_keeps_the_good_ones() -> None:
    one = table('words = ["a", 1]')

    assert one.words("words") == ("a",)
    assert messages(one) == [(2, "`words` must be a list of text in quotes only")]


def test_done_reports_keys_nobody_read() -> None:
    one = table('name = "a"\nnmae = "b"')
    one.text("name")
    one.done()

    assert messages(one) == [(3, "`nmae` is not a key of this table")]
