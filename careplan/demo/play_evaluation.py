"""The demo school's own set of indicators, copied from the example and adopted; what it and its head mark by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from careplan.demo.moments import DECISION_DAY, at
from careplan.demo.parameters import texts
from careplan.demo.stage import user
from careplan.evaluation.mark_operations import give_mark
from careplan.evaluation.operations import adopt_set, start_set
from careplan.indicators.points import Mark, said_points
from careplan.indicators.queries import example_tree
from careplan.indicators.scales import MET, Veto
from careplan.school.queries import require_year


def play_evaluation(until: date) -> int:
    """Adopt before the year begins, mark on the last day that is played; returns how many marks."""
    words, tree, year = texts()["evaluation"], example_tree(), require_year()
    if until <= DECISION_DAY:
        return 0
    with at(DECISION_DAY, 10):
        row = start_set(
            actor_id=user("head").id, year=year, origin=tree, name=words["name"] + texts()["mark"], based_on=tree.name
        )
        adopt_set(actor_id=user("principal").id, row=row)
    with at(until, 8):
        for leaf in tree.apart:
            mark = Mark(choice=MET) if isinstance(leaf.scale, Veto) else Mark(leaf.full // 2)
            assert said_points(leaf, mark) is not None
            give_mark(
                actor_id=user("head").id, row=row, scorer="self", code=leaf.code, mark=mark,
                reason=words["self_reason"] + texts()["mark"], evidence=words["evidence"],
            )  # fmt: skip
        for code, points in words["checked"]:
            give_mark(
                actor_id=user("principal").id, row=row, scorer="check", code=code, mark=Mark(Decimal(str(points))),
                reason=words["check_reason"] + texts()["mark"], evidence=words["evidence"],
            )  # fmt: skip
    return len(tree.apart) + len(words["checked"])
