"""The library: at least 72 activities, six for each goal of each band, and each fault named with file and line."""

from __future__ import annotations

import pytest

from careplan.seeds.library import offers
from careplan.seeds.load import Seeds
from tests.seeds.conftest import Folder


def activity_file(folder: Folder, text: str) -> str:
    """The first activity file that has the text."""
    for path in sorted((folder.path / "activities").glob("**/*.toml")):
        if text in path.read_text(encoding="utf-8"):
            return path.relative_to(folder.path).as_posix()
    raise AssertionError(f"no activity has {text!r}")


@pytest.mark.plan("S4", "S18")
def test_library_has_at_least_72_activities_with_steps_basis_and_success(seeds: Seeds) -> None:
    activities = seeds.activities

    assert len(activities) >= 72
    assert all(one.steps and one.basis and one.success and one.purpose for one in activities)
    assert all(sum(step.minutes for step in one.steps) == one.lessons * 40 for one in activities)


@pytest.mark.plan("S24", "S25")
@pytest.mark.parametrize("band_set", ["plan", "national"])
def test_every_goal_has_at_least_six_activities(seeds: Seeds, band_set: str) -> None:

    counts = {o.goal.code: len(o.activities) for o in offers(seeds.band_sets[band_set], seeds.activities)}

    assert {code: count for code, count in counts.items() if count < 6} == {}


@pytest.mark.plan("S29")
def test_library_uses_every_method_of_the_vocabulary(seeds: Seeds) -> None:

    assert {one.method for one in seeds.activities} == set(seeds.vocabulary.methods)


@pytest.mark.plan("S22")
def test_library_has_all_three_strands(seeds: Seeds) -> None:
    assert {one.strand for one in seeds.activities} == {"knowledge", "experience", "care"}


@pytest.mark.plan("S33")
def test_every_outdoor_activity_has_a_safety_post(seeds: Seeds) -> None:
    outdoor = [one for one in seeds.activities if one.method == "outdoor"]

    assert outdoor
    for one in outdoor:
        assert any(p.role == "safety" or p.qualification == "outdoor-safety" for p in one.staff), one.slug


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('method = "game"', 'method = "gmae"', "`method` names “gmae”, which is not known"),
        ('goals = ["low.adapt"', 'goals = ["low.adopt"', "`goals` names “low.adopt”, which is not known"),
        ("lessons = 1", "lessons = 2", "but 2 lessons have 80"),
        ('meets = "squad"', "", "`meets` is missing"),
        ("cost_fen = 0", 'cost_fen = "none"', "`cost_fen` must be a whole number, not 'none'"),
        ("after = []", 'after = ["no-such-activity"]', "`after` names “no-such-activity”, which no activity has"),
        ("group_size = [", "group_size = [9, 3]\n# [", "`group_size` must be the fewest and the most pupils"),
        ("cost_fen = 0", "cost_fen = 0\ncots = 1", "`cots` is not a key of this table"),
    ],
)
def test_fault_in_an_activity_is_named(folder: Folder, old: str, new: str, message: str) -> None:
    name = activity_file(folder, old)
    line = folder.replace(name, old, new)

    found = [fault for fault in folder.faults(name) if message in fault.message]

    assert found, folder.faults(name)
    where_known = "lessons" not in message and "missing" not in message
    assert not where_known or found[0].line in (line, line + 1)


def test_minutes_that_do_not_sum_stand_at_the_first_step(folder: Folder) -> None:
    name = activity_file(folder, "lessons = 1")
    folder.replace(name, "lessons = 1", "lessons = 2")
    text = (folder.path / name).read_text(encoding="utf-8")

    (fault,) = [one for one in folder.faults(name) if "minutes" in one.message]

    assert fault.message == "the steps take 40 minutes, but 2 lessons have 80"
    assert fault.line == text[: text.index("[[steps]]")].count("\n") + 1


def test_slug_other_than_the_files_name_is_named(folder: Folder) -> None:
    name = activity_file(folder, 'slug = "')
    folder.replace(name, 'slug = "', 'slug = "x-')

    assert any("is not the file's name" in fault.message for fault in folder.faults(name))


def test_slug_twice_is_named(folder: Folder) -> None:
    name = activity_file(folder, "lessons = 1")
    copy = name.replace("activities/", "activities/zz-")
    (folder.path / copy).parent.mkdir()
    (folder.path / copy).write_bytes((folder.path / name).read_bytes())

    assert [fault.message for fault in folder.faults(copy)] == [
        f"the slug “{name.rsplit('/')[-1].removesuffix('.toml')}” is also in seed_data/{name}"
    ]


def test_series_in_a_circle_is_named(folder: Folder) -> None:
    name = activity_file(folder, "after = []")
    slug = name.rsplit("/")[-1].removesuffix(".toml")
    line = folder.replace(name, "after = []", f'after = ["{slug}"]')

    assert [(fault.line, fault.message) for fault in folder.faults(name)] == [
        (line, f"these come after each other in a circle: {slug} → {slug}")
    ]


@pytest.mark.plan("S24")
def test_goal_with_fewer_than_six_activities_is_named(folder: Folder) -> None:
    for path in sorted((folder.path / "activities").glob("**/*.toml")):
        if '"low.habits"' in path.read_text(encoding="utf-8"):
            path.unlink()

    found = [fault.message for fault in folder.faults("bands/plan.toml") if "low.habits" in fault.message]

    assert found == ["the goal “low.habits” 养成学习好习惯 of “low” has 0 activities; it needs at least 6"]
