"""A tree with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from careplan.evaluation import editing
from careplan.indicators.tree import Band, Bonus, Branch, Leaf, Manual, Steps, Tree, Veto

D = Decimal


def leaf(code: str, full: float = 2, **more: object) -> Leaf:
    return Leaf(code, f"叶{code}", "", D(str(full)), more.pop("scale", Manual()), **more)  # type: ignore[arg-type]


def branch(code: str, *children: Branch | Leaf, full: float | None = None) -> Branch:
    return Branch(code, f"枝{code}", "", editing.sum_of(children) if full is None else D(str(full)), children)


def tree(*areas: Branch) -> Tree:
    return Tree("t", "树", "", editing.sum_of(areas), areas)


DEEP = branch("a", branch("b", branch("c", leaf("x"), leaf("y", 0.5))), leaf("z"))


def shown(one: Tree) -> list[str]:
    return [f"{line.number} {line.node.code}" for line in editing.lines(one)]


def test_lines_number_every_node_with_its_level_and_sum() -> None:
    got = editing.lines(tree(DEEP))
    assert shown(tree(DEEP)) == ["1 a", "1.1 b", "1.1.1 c", "1.1.1.1 x", "1.1.1.2 y", "1.2 z"]
    assert [(line.level, line.parent, line.total) for line in got[:4]] == [
        (1, "", D("4.5")), (2, "a", D("2.5")), (3, "b", D("2.5")), (4, "c", None)
    ]  # fmt: skip


def test_a_node_goes_in_as_the_last_one_and_not_too_deep() -> None:
    grown = editing.put_in(tree(DEEP), "a", leaf("n1"))
    assert shown(grown)[-1] == "1.3 n1"
    assert shown(editing.put_in(tree(), editing.ROOT, branch("a"))) == ["1 a"]
    with pytest.raises(ValueError, match="too deep"):
        editing.put_in(tree(DEEP), "c", branch("d"))
    with pytest.raises(ValueError, match="branch"):
        editing.put_in(tree(DEEP), editing.ROOT, leaf("q"))


def test_what_stands_apart_is_in_no_sum() -> None:
    one = editing.put_in(tree(DEEP), editing.ROOT, leaf("n1", 5, scale=Bonus()))
    assert (one.bonus[0].code, editing.tree_faults(one), editing.find_node(one, "n1")) == ("n1", [], one.apart[0])
    renamed = editing.change_node(one, replace(one.apart[0], name="奖"))
    assert [one.name for one in renamed.apart] == ["奖"]
    assert editing.delete_node(renamed, "n1").apart == ()


def test_a_changed_branch_keeps_its_children_and_the_sum_is_said_at_it() -> None:
    one = editing.change_node(tree(DEEP), replace(DEEP, name="新", children=(), full=D(9)))
    assert [f"{fault.at} {fault.code} {fault.full} {fault.total}" for fault in editing.tree_faults(one)] == [
        " sum 4.5 9",
        "a sum 9 4.5",
    ]
    assert shown(one) == shown(tree(DEEP))


def test_deleting_takes_what_lies_below() -> None:
    assert shown(editing.delete_node(tree(DEEP), "b")) == ["1 a", "1.1 z"]


def test_moving_changes_places_among_siblings_only() -> None:
    one = tree(DEEP)
    assert shown(editing.move_node(one, "z", -1))[1] == "1.1 z"
    assert editing.move_node(one, "z", 1) == one
    assert editing.move_node(one, "a", -1) == one
    two = replace(one, apart=(leaf("p", scale=Bonus()), leaf("q", scale=Veto())))
    assert [leaf.code for leaf in editing.move_node(two, "q", -1).apart] == ["q", "p"]


def test_moving_under_another_branch_never_into_itself_nor_too_deep() -> None:
    one = tree(DEEP, branch("e", leaf("f")))
    assert shown(editing.move_under(one, "z", "e"))[-1] == "2.2 z"
    for code, parent in (("a", "c"), ("a", "a"), ("a", "e")):
        with pytest.raises(ValueError, match=r"itself|deep"):
            editing.move_under(one, code, parent)


def test_codes_are_new() -> None:
    assert editing.new_code(tree(branch("n1", leaf("n3")))) == "n2"


@pytest.mark.parametrize(
    ("broken", "codes"),
    [
        (tree(), ["none"]),
        (tree(branch("a", full=3)), ["empty"]),
        (tree(branch("a", leaf("x", scale=Steps(((1.0, D(2)),))))), ["measure"]),
        (replace(tree(DEEP), bands=(Band("一", "", D(80)), Band("二", "", D(90)))), ["bands"]),
        (replace(tree(DEEP), bands=(Band("一", "", D(9000)), Band("二", "", D(90)))), ["bands"]),
        (replace(tree(DEEP), bands=(Band("一", "", D(90)), Band("一", "", D(80)))), ["bands"]),
        (replace(tree(DEEP), full=D(100)), ["sum"]),
        (tree(DEEP), []),
        (tree(branch("a", leaf("x"))), []),
    ],
)
def test_what_hinders_adoption_is_named(broken: Tree, codes: list[str]) -> None:
    assert [fault.code for fault in editing.tree_faults(broken)] == codes
