"""The tables of docs/child-tests.md name tests that are there."""

from __future__ import annotations

import re

from tools.places import ROOT

NAMED = re.compile(r"`([\w/]*test_\w+\.py)::(test_\w+)`")


def test_every_test_in_the_tables_is_there() -> None:
    named = NAMED.findall((ROOT / "docs/child-tests.md").read_text(encoding="utf-8"))
    there = {name: (ROOT / "tests" / name).read_text(encoding="utf-8") for name, _ in named}
    assert len(named) > 60
    assert [test for name, test in named if f"def {test}(" not in there[name]] == []
