"""Everything a report was made from is kept, comes back as it was, and nothing of it changes unnoticed."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplan.indicators.facts import Snapshot
from careplan.indicators.facts_people import AidRecord, CareGoal, ChildEvent, RecordChange
from careplan.indicators.facts_work import Arrangement, Improvement, Report, Talks
from careplan.indicators.tree import Branch, Deduct, Gate, Leaf, Manual, Proportional, Tree
from careplan.reports.assembly import assemble
from careplan.reports.canonical import canonical, from_plain, to_plain
from careplan.reports.frozen import Frozen, KeptText, frozen_of, pack, unpack
from tests.reports.year import report_facts, snapshot

DAY = snapshot().as_of


def full() -> Snapshot:
    """A snapshot that has rows of every kind."""
    return replace(
        snapshot(),
        aid=(AidRecord("1", "1-1", "money", DAY, 5000, DAY, None),),
        changes=(RecordChange("1", "1-1", "guardian", None, DAY, DAY),),
        events=(ChildEvent("1", "1-2", DAY, 3.5),),
        care_goals=(CareGoal("1", "1-2", "mind", 2),),
        reports=(Report("1", "annual", DAY),),
        improvements=(Improvement("1", DAY),),
        beside=(Arrangement("1", DAY, "media", "done", ("1",), 30),),
        talks=(Talks(("2026-09", "2026-10"), 7),),
        guests=snapshot().staff[:2],
    )


@pytest.fixture(scope="module")
def frozen() -> Frozen:
    facts = report_facts(full())
    return frozen_of(facts, assemble(facts), (KeptText("主要做法", "提议", "自写"),), "<html>", {"font": "0"})


@pytest.mark.plan("S45")
def test_a_whole_freeze_comes_back_as_it_was(frozen: Frozen) -> None:
    stored, sha256 = pack(frozen)
    again = unpack(stored, sha256)
    assert again == frozen
    assert pack(again)[1] == sha256


def test_every_kind_of_row_is_tried(frozen: Frozen) -> None:
    empty = [f.name for f in fields(Snapshot) if getattr(frozen.snapshot, f.name) == ()]
    assert empty == ["parent_contacts", "referrals"]


def test_every_scale_of_a_tree_comes_back() -> None:
    scales = (Gate(0.5), Deduct(Decimal("0.5")), Proportional(0, 0.8), Manual())
    kept = tuple(Leaf(str(n), "叶", "leaf", Decimal(5), scale) for n, scale in enumerate(scales))
    tree = Tree("own", "自设", "own", Decimal(20), (Branch("a", "甲", "A", Decimal(20), kept),))
    assert from_plain(Tree, json.loads(canonical(to_plain(tree)))) == tree


def test_what_was_added_to_a_noun_since_gets_its_default() -> None:
    plain = to_plain(CareGoal("1", "2", "mind", 3))
    del plain["step"]
    assert from_plain(CareGoal, plain | {"gone": 1}) == CareGoal("1", "2", "mind", 0)


def test_what_is_missing_without_a_default_is_refused() -> None:
    with pytest.raises(ValueError, match="child_id"):
        from_plain(CareGoal, {"is": "CareGoal", "id": "1", "aspect": "mind"})


def test_altered_store_is_refused(frozen: Frozen) -> None:
    stored, sha256 = pack(frozen)
    content = zlib.decompress(stored).replace("自写".encode(), "改写".encode())
    with pytest.raises(ValueError, match="fingerprint"):
        unpack(zlib.compress(content), sha256)


def _leaves(plain: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in plain JSON that is no list or object."""
    if isinstance(plain, dict):
        return [found for key, value in plain.items() for found in _leaves(value, (*path, key))]
    if isinstance(plain, list):
        return [found for n, value in enumerate(plain) for found in _leaves(value, (*path, n))]
    return [path]


FEW = replace(
    full(), attendance=full().attendance[:9], children=full().children[:9], sessions=full().sessions[:5],
    visits=full().visits[:5], feedback=full().feedback[:5], trainings=full().trainings[:5], staff=full().staff[:5],
)  # fmt: skip
SMALL = to_plain(FEW)
PATHS = _leaves(SMALL)
KINDS = [f.name for f in fields(Snapshot) if isinstance(SMALL[f.name], list) and SMALL[f.name]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHS))
def test_the_fingerprint_changes_with_any_value_of_any_row(path: tuple[Any, ...]) -> None:
    before = canonical(SMALL)
    holder = SMALL
    for step in path[:-1]:
        holder = holder[step]
    old = holder[path[-1]]
    holder[path[-1]] = f"{old}x"
    try:
        assert canonical(SMALL) != before
    finally:
        holder[path[-1]] = old
    assert canonical(SMALL) == before


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_fingerprint_changes_when_a_row_goes(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(KINDS))
    rows = SMALL[kind]
    n = data.draw(st.integers(0, len(rows) - 1))
    before = canonical(SMALL)
    row = rows.pop(n)
    try:
        assert canonical(SMALL) != before
    finally:
        rows.insert(n, row)
