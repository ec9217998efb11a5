"""What is late already: records of a few measures that should be done by now. Pure; the words are data (zh, en)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careplan.board.narrow import Narrow, part_of
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import showable

LATE: dict[str, tuple[str, str, tuple[str, str]]] = {
    "unexcused_cancellations": (
        "counted",
        "没有开展也没说明原因的活动",
        ("session not held, and nobody said why", "sessions not held, and nobody said why"),
    ),
    "recent_care": (
        "missing",
        "超过31天没有联系过的儿童",
        ("child without contact for more than 31 days", "children without contact for more than 31 days"),
    ),
    "referral_follow_up": (
        "missing",
        "过了日期没有跟进的转介",
        ("referral that nobody followed up in time", "referrals that nobody followed up in time"),
    ),
    "first_act_in_a_day": (
        "missing",
        "没有在24小时内处理的事件",
        ("event without an act within 24 hours", "events without an act within 24 hours"),
    ),
    "improvement_loop": ("missing", "过了期限没有办结的困难", ("obstacle past its day", "obstacles past their day")),
}
"""Measure → which side of it is late (as on the measure's page), and what that is: in Chinese; in English one, many."""


@dataclass(frozen=True, slots=True)
class Late:
    """So many are late. number None: some, but too few to be told (G10). squad_ids: told for these classes together."""

    code: str
    side: str
    number: int | None
    squad_ids: tuple[str, ...] = ()


def late(results: Mapping[str, MeasureResult], narrow: Narrow, facts: Snapshot, open_list: bool) -> tuple[Late, ...]:
    """What is late under a filter. open_list: the reader may open the children, so the whole school's number stands."""
    found = (_late(results[code], side, narrow, facts, open_list) for code, (side, _zh, _en) in LATE.items())
    return tuple(one for one in found if one is not None)


def _late(result: MeasureResult, side: str, narrow: Narrow, facts: Snapshot, open_list: bool) -> Late | None:
    rows = [r for r in result.records if r.counted == (side == "counted") and narrow.holds(r)]
    if not MEASURES[result.code].personal or narrow.own:
        return Late(result.code, side, len(rows)) if rows else None
    if narrow.squads is None:
        told = open_list or showable(len(rows))
        return Late(result.code, side, len(rows) if told else None) if rows else None
    part = part_of(result, narrow, facts)
    if part is None:
        return Late(result.code, side, None) if rows else None
    return Late(result.code, side, round(part.missing), part.squad_ids) if part.missing else None
