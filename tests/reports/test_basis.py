"""Two reports that were judged by different sets: what of which indicator changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from careplan.evaluation.editing import change_node, find_node
from careplan.indicators.tree import Leaf, leaves
from careplan.reports.assembly import assemble
from careplan.reports.basis import Basis, basis
from careplan.reports.canonical import from_plain, to_plain
from careplan.reports.facts import KeptSet
from careplan.reports.frozen import Frozen, frozen_of
from tests.reports.year import report_facts


@pytest.fixture(scope="module")
def one() -> Frozen:
    facts = report_facts(judged_by=KeptSet(1, "本校指标"))
    return frozen_of(facts, assemble(facts), (), "", {"template": "a"})


def test_two_alike_have_one_basis(one: Frozen) -> None:
    assert basis(one, one) == Basis(False, (), False)


def test_the_set_is_kept_with_a_report_and_read_again(one: Frozen) -> None:
    assert from_plain(Frozen, to_plain(one)).judged_by == KeptSet(1, "本校指标")
    before = {key: value for key, value in to_plain(one).items() if key != "judged_by"}
    assert from_plain(Frozen, before).judged_by is None, "a report from before it was kept"


def test_points_and_criteria_that_changed_are_named_with_their_indicator(one: Frozen) -> None:
    leaf = next(leaves(one.tree))
    tree = change_node(one.tree, replace(leaf, full=leaf.full + Decimal(1), criteria="另一条标准"))
    later = replace(one, tree=tree, judged_by=KeptSet(2, "本校指标", reason="区里改了"))
    found = basis(one, later)
    assert found.other_set and not found.other_paper
    assert [(each.leaf.code, each.what) for each in found.rescored] == [(leaf.code, ("points", "criteria"))]
    now = find_node(tree, leaf.code)
    assert isinstance(now, Leaf) and (found.rescored[0].was, found.rescored[0].now) == (leaf, now)


def test_what_is_new_and_what_is_gone(one: Frozen) -> None:
    leaf = next(leaves(one.tree))
    later = replace(one, tree=change_node(one.tree, replace(leaf, measure="")))
    assert basis(one, later).rescored[0].what == ("measure",)
    fewer = replace(one, tree=replace(one.tree, apart=()))
    gone = {each.leaf.code for each in basis(one, fewer).rescored if each.what == ("gone",)}
    assert gone == {each.code for each in one.tree.apart}
    assert {each.leaf.code for each in basis(fewer, one).rescored if each.what == ("new",)} == gone


def test_another_template_is_told(one: Frozen) -> None:
    assert basis(one, replace(one, made_with={"template": "b"})).other_paper
