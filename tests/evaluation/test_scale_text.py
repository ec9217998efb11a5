"""Scales as people write them: read, and written back the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from careplan.evaluation.scale_text import SCALE_FAULTS, ScaleFault, kind_of, scale_from, scale_text
from careplan.indicators.points import earned
from careplan.indicators.scales import Deduct, Gate, Levels, Manual, Minus, Proportional, Scale, Steps
from careplan.indicators.tree import leaves, tree_of
from careplan.seeds.indicator_leaf import USUAL_GRADES
from careplan.seeds.load import shipped_seeds

D = Decimal


@pytest.mark.parametrize(
    ("kind", "text", "unit", "scale"),
    [
        ("steps", "95% = 4\n80% = 2", "rate", Steps(((0.95, D(4)), (0.8, D(2))))),
        ("steps", "≥0.95＝4分；0.8：2", "", Steps(((0.95, D(4)), (0.8, D(2))))),
        ("falling", "7天 = 4; 14天 = 0.5", "days", Steps(((7, D(4)), (14, D("0.5"))), falling=True)),
        ("proportional", "50% = 0\n100% = 4", "rate", Proportional(0.5, 1.0)),
        ("proportional", "0 = 4\n30 = 0", "days", Proportional(30, 0)),
        ("deduct", "0.5", "", Deduct(D("0.5"))),
        ("minus", "5分", "", Minus(D(5))),
        ("minus", "", "", Minus()),
        ("gate", "100%", "rate", Gate(1.0)),
        ("gate", "", "", Gate(1.0)),
        ("manual", "随便", "", Manual()),
    ],
)
def test_a_scale_is_read(kind: str, text: str, unit: str, scale: Scale) -> None:
    assert scale_from(kind, text, D(4), unit) == scale


def test_grades_and_levels_have_usual_ones_and_names_of_their_own() -> None:
    grades = scale_from("grades", "", D(7))
    assert getattr(grades, "options", ()) == USUAL_GRADES
    levels = scale_from("levels", "完善=5\n基本=3\n达到=1", D(5))
    assert isinstance(levels, Levels)
    assert [(one.name, one.value) for one in levels.options] == [("完善", D(5)), ("基本", D(3)), ("达到", D(1))]


@pytest.mark.parametrize(
    ("kind", "text", "unit", "code"),
    [
        ("steps", "", "", "lines"), ("steps", "很好", "", "lines"), ("steps", "好 = 4", "", "lines"),
        ("steps", "95% = 3", "rate", "best"), ("steps", "80% = 4\n90% = 2", "rate", "order"),
        ("falling", "7 = 4\n3 = 2", "days", "order"), ("steps", "95 = 4", "rate", "percent"),
        ("steps", "\n".join(f"{99 - n}% = {40 - n}" for n in range(13)), "rate", "many"),
        ("proportional", "50% = 0", "rate", "two"), ("proportional", "50% = 1\n60% = 2", "rate", "two"),
        ("proportional", "50% = 0\n50% = 4", "rate", "two"), ("deduct", "", "", "number"), ("deduct", "0", "", "number"),
        ("deduct", "多", "", "number"), ("gate", "好", "", "number"), ("gate", "101%", "rate", "percent"), ("grades", "A = 0.8\nB = 0.6", "", "factor"),
        ("levels", "", "", "best"), ("levels", "甲 = 4\n乙 = 4", "", "order"), ("levels", "甲 = 4\n甲 = 1", "", "same"),
        ("levels", "甲 = 4", "", "few"), ("steps", "9999999% = 4", "", "lines"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named(kind: str, text: str, unit: str, code: str) -> None:
    with pytest.raises(ScaleFault) as caught:
        scale_from(kind, text, D(4), unit)
    assert caught.value.code == code and code in SCALE_FAULTS


@pytest.mark.parametrize("name", ["default", "grades", "meets-model", "bands", "gates"])
def test_every_scale_of_the_examples_is_written_and_read_back_with_the_same_points(name: str) -> None:
    for leaf in leaves(tree_of(shipped_seeds().indicator_sets[name])):
        again = scale_from(kind_of(leaf.scale), scale_text(leaf.scale), leaf.full)
        assert kind_of(again) == kind_of(leaf.scale)
        for figure in (0.0, 0.49, 0.7, 0.95, 1.0, 7.0, 31.0):
            assert earned(again, leaf.full, figure) == earned(leaf.scale, leaf.full, figure)
