"""What the plan's sentences ask of the library as a whole: strands, abilities, audiences, outdoor training by grade."""

from __future__ import annotations

import pytest

from careplan.seeds.activities import SeedActivity
from careplan.seeds.load import Seeds

LOWER, UPPER = {1, 2, 3}, {4, 5, 6}
BANDS = pytest.mark.parametrize("grades", [LOWER, UPPER], ids=["lower", "upper"])


def of_band(seeds: Seeds, grades: set[int]) -> list[SeedActivity]:
    return [one for one in seeds.activities if grades & set(one.grades)]


@pytest.mark.plan("S22")
@BANDS
def test_each_strand_has_enough_for_a_year_in_each_band(seeds: Seeds, grades: set[int]) -> None:
    found = of_band(seeds, grades)

    for strand in seeds.vocabulary.strands:
        assert sum(one.strand == strand for one in found) >= 3, strand


@pytest.mark.plan("S11", "S15")
@BANDS
def test_each_of_the_four_abilities_is_trained_in_each_band(seeds: Seeds, grades: set[int]) -> None:
    found = of_band(seeds, grades)

    assert set(seeds.vocabulary.abilities) == {"adaptation", "regulation", "help-seeking", "self-reliance"}
    for ability in seeds.vocabulary.abilities:
        assert sum(ability in one.abilities for one in found) >= 6, ability


@pytest.mark.plan("S26", "S28")
@BANDS
def test_parents_and_teachers_take_part_and_every_home_is_told_what_it_can_do(seeds: Seeds, grades: set[int]) -> None:
    found = of_band(seeds, grades)

    assert sum("parents" in one.audiences for one in found) >= 3
    assert sum("teachers" in one.audiences for one in found) >= 1
    assert sum(bool(one.family) for one in found) >= len(found) * 0.9


@pytest.mark.plan("S30")
def test_most_activities_are_interactive(seeds: Seeds) -> None:
    interactive = [one for one in seeds.activities if seeds.vocabulary.methods[one.method].interactive]

    assert len(interactive) >= len(seeds.activities) * 0.8


@pytest.mark.plan("S33", "S34")
def test_outdoor_training_is_on_and_off_the_campus_with_limits_for_its_grades(seeds: Seeds) -> None:
    outdoor = [one for one in seeds.activities if one.method == "outdoor"]
    kinds = {kind for one in outdoor for kind in one.venue_kinds}

    assert {"playground", "base"} <= kinds
    for one in outdoor:
        assert one.group_size[1] <= 60, one.slug
        assert set(one.grades) <= LOWER or set(one.grades) <= UPPER, one.slug
        assert one.safety, one.slug


@pytest.mark.plan("S31")
def test_lectures_for_a_grade_can_be_given_by_an_expert(seeds: Seeds) -> None:
    lectures = [one for one in seeds.activities if one.method == "lecture"]

    assert any(post.qualification == "expert" for one in lectures for post in one.staff)


@pytest.mark.plan("S16")
def test_the_library_uses_every_channel_of_the_plan(seeds: Seeds) -> None:
    assert {one.channel for one in seeds.activities} == set(seeds.vocabulary.channels)


@pytest.mark.plan("S9", "S32")
def test_a_national_line_is_shipped_and_says_when_to_call(seeds: Seeds) -> None:
    lines = {line.number: line for line in seeds.hotlines}

    assert {"12356", "110", "120"} <= lines.keys()
    assert all(line.text and line.text_en for line in lines.values())
