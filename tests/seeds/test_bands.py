"""Bands are data: the plan's two and the national three; grades covered once, goals well formed."""

from __future__ import annotations

import pytest

from careplan.seeds.load import Seeds
from tests.seeds.conftest import Folder


@pytest.mark.plan("S23", "S24")
def test_plan_bands_have_the_five_goals_of_the_lower_grades(seeds: Seeds) -> None:
    low = seeds.band_sets["plan"].of_grade(3)

    assert low.grades == (1, 2, 3)
    assert [goal.name for goal in low.goals] == [
        "适应新环境",
        "养成学习好习惯",
        "初步培养生活自理能力",
        "热爱集体",
        "乐于与老师、同学交往",
    ]
    assert all(0 < goal.minimum <= goal.target for goal in low.goals)


@pytest.mark.plan("S23", "S25")
def test_plan_bands_have_the_eight_goals_of_the_upper_grades(seeds: Seeds) -> None:
    high = seeds.band_sets["plan"].of_grade(4)

    assert high.grades == (4, 5, 6)
    assert len(high.goals) == 8
    assert high.goals[-1].name == "初步学会接纳自我、他人"
    assert all(0 < goal.minimum <= goal.target for goal in high.goals)


@pytest.mark.plan("S7", "S11")
def test_every_goal_names_its_domains_and_abilities(seeds: Seeds) -> None:
    assert all(goal.domains and goal.abilities for goal in seeds.goals.values())


@pytest.mark.plan("S23")
def test_national_bands_are_three_and_name_the_plans_goals(seeds: Seeds) -> None:
    national = seeds.band_sets["national"]

    assert [(band.code, band.grades) for band in national.bands] == [
        ("b12", (1, 2)),
        ("b34", (3, 4)),
        ("b56", (5, 6)),
    ]
    known = set(seeds.band_sets["plan"].goals)
    assert all(goal.like and set(goal.like) <= known for goal in national.goals.values())
    assert {code for goal in national.goals.values() for code in goal.like} == known


def test_of_grade_outside_primary_school(seeds: Seeds) -> None:
    with pytest.raises(KeyError):
        seeds.band_sets["plan"].of_grade(7)


def test_grade_in_two_bands_is_named(folder: Folder) -> None:
    line = folder.replace("bands/plan.toml", "grades = [4, 5, 6]", "grades = [3, 4, 5, 6]")

    assert (line, "grade 3 is in “low” and “high”") in [
        (fault.line, fault.message) for fault in folder.faults("bands/plan.toml")
    ]


def test_grade_in_no_band_is_named(folder: Folder) -> None:
    line = folder.replace("bands/plan.toml", "grades = [4, 5, 6]", "grades = [4, 5]")

    assert (line, "no band has grade 6") in [(fault.line, fault.message) for fault in folder.faults("bands/plan.toml")]


def test_grades_with_a_gap_are_named(folder: Folder) -> None:
    line = folder.replace("bands/plan.toml", "grades = [4, 5, 6]", "grades = [4, 6, 5]")

    assert line in [f.line for f in folder.faults("bands/plan.toml") if "must follow one another" in f.message]


def test_target_below_minimum_is_named(folder: Folder) -> None:
    folder.replace("bands/plan.toml", "minimum = 1", "minimum = 9")

    assert "the target 3 is below the minimum 9" in [fault.message for fault in folder.faults("bands/plan.toml")]


def test_goal_twice_is_named(folder: Folder) -> None:
    folder.replace("bands/plan.toml", 'code = "low.habits"', 'code = "low.adapt"')

    assert "the goal “low.adapt” is there twice" in [fault.message for fault in folder.faults("bands/plan.toml")]


def test_like_with_unknown_goal_is_named(folder: Folder) -> None:
    line = folder.replace("bands/national.toml", 'like = ["low.habits"]', 'like = ["low.hobbits"]')

    assert line in [fault.line for fault in folder.faults("bands/national.toml") if "low.hobbits" in fault.message]
