"""Which figures of a frozen report nobody outside is told (G10). Pure."""

from __future__ import annotations

from collections.abc import Iterable

from careplan.indicators.results import MeasureResult
from careplan.indicators.small_cells import LEAST
from careplan.reports.chapter_steps import ACTIONS, missing
from careplan.reports.figures import result_text
from careplan.reports.frozen import Frozen
from careplan.reports.since import Differs, told_apart


def hidden_figures(frozen: Frozen, before: Iterable[Frozen] = ()) -> frozenset[str]:
    """Codes of the measures about children that nobody outside is told: those of fewer than five, and those that moved
    by fewer since one of `before`, the signed reports of the same year with a lower number."""
    others = tuple(before)
    moved = (
        code
        for code, measure in frozen.measures.items()
        if measure.personal and code in frozen.results
        if any(_moved_by_few(frozen.results[code], one.results.get(code)) for one in others)
    )
    return small_figures(frozen) | frozenset(moved)


def told_as(result: MeasureResult) -> list[str]:
    """A figure as texts say it, and what it wants to be whole as a step says that: 42名 (`chapter_steps`)."""
    said, action = [result_text(result, personal=True)], ACTIONS.get(result.code)
    if action is not None and result.unit == "rate":
        said.append(missing(result, action.unit, personal=True))
    return [one for one in said if any(sign.isdigit() for sign in one)]


def _moved_by_few(now: MeasureResult, then: MeasureResult | None) -> bool:
    if then is None or then.value is None or now.value is None:
        return False
    return not told_apart(Differs(now.code, then, now))


def small_figures(frozen: Frozen) -> frozenset[str]:
    """Codes of the measures about children that are told of fewer than five of them."""
    return frozenset(
        code for code, result in frozen.results.items() if frozen.measures[code].personal and _is_small(result)
    )


def _is_small(result: MeasureResult) -> bool:
    """A rate says a bound by itself, but not over fewer than five; a count or a mean is of those that are counted."""
    if result.value is None:
        return False
    if result.unit == "rate":
        return result.denominator < LEAST
    return 0 < _people(result) < LEAST


def _people(result: MeasureResult) -> int:
    """How many records stand behind a figure that is no rate."""
    return len(result.counted)
