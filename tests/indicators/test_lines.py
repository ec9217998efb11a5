"""A rate told for each squad."""

from __future__ import annotations

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.lines import SquadCount, count_by_squad
from tests.indicators.case import came, kid, ses, snap

LABELS = {"B": "四(1)班", "A": "一(1)班", "C": "二(1)班"}


def test_count_by_squad_adds_parts_and_leaves_out_sessions_of_several() -> None:
    facts = snap(
        sessions=[ses("1"), ses("2", squads="B"), ses("3", squads="AB")],
        attendance=[*came("1", "1", "2"), *came("1", "3", state="absent"), *came("2", "4"), *came("3", "1")],
    )
    got = count_by_squad(MEASURES["attendance_rate"](facts), LABELS)
    assert got == (SquadCount("B", "四(1)班", 1, 1), SquadCount("A", "一(1)班", 2, 3))


def test_count_by_squad_of_figures_that_are_no_rate_is_empty() -> None:
    assert count_by_squad(MEASURES["media_items"](snap(sessions=[ses("1", method="media")])), LABELS) == ()
    assert count_by_squad(MEASURES["visit_coverage"](snap(children=[kid("1")])), LABELS) == ()
