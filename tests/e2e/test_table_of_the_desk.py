"""The table of docs/desk-tests.md names tests that are there."""

from __future__ import annotations

import re

from tools.places import ROOT

NAMED = re.compile(r"`(?:tests/e2e/)?(test_\w+\.py)::(test_\w+)`")


def test_every_test_in_the_table_is_there() -> None:
    named = NAMED.findall((ROOT / "docs/desk-tests.md").read_text(encoding="utf-8"))
    there = {name: (ROOT / "tests/e2e" / name).read_text(encoding="utf-8") for name, _ in named}
    assert len(named) > 20
    assert [test for name, test in named if f"def {test}(" not in there[name]] == []
