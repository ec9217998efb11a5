"""Quotation marks inside quotation marks."""

from __future__ import annotations

from careplan.seeds.quoting import inside_quotes


def test_the_inner_marks_become_single_ones() -> None:
    assert f"“{inside_quotes('“我”的情绪')}”" == "“‘我’的情绪”"
