"""A schedule in figures."""

from __future__ import annotations

import pytest

from careplan.sessions.schedule_files import dated
from careplan.sessions.version_figures import Load, Quality, Reached, loads, squad_years
from tests.sessions.year import held, tiny


@pytest.mark.plan("S24", "S25")
def test_each_goal_is_counted_for_each_squad() -> None:
    (year,) = squad_years(tiny(), dated(tiny(), (held("b", 2), held("a", 0))))

    assert year.squad == "2024-1"
    assert year.terms == {"1": Reached(2, 1, 1, 3)}
    assert year.goals == {"low.adapt": Reached(2, 1, 3)}


@pytest.mark.parametrize(("count", "state"), [(0, "short"), (1, "minimum"), (2, "target"), (3, "target"), (4, "over")])
def test_a_figure_says_how_it_stands(count: int, state: str) -> None:
    assert Reached(count, 1, 2, 3).state == state


@pytest.mark.plan("S50")
def test_lessons_are_counted_for_each_leader_beside_their_limit() -> None:
    assert loads(tiny(), dated(tiny(), (held("a", 0), held("b", 1)))) == (Load("T1", {"1": 2}, 2, 3),)


def test_what_might_be_saved_is_the_points_above_the_proven_bound() -> None:
    assert [Quality(*pair).points for pair in ((300, 297), (5, 5), (0, 0))] == [3, 0, 0]
