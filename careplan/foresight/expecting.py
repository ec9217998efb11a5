"""The same measures over the year's end as planned; a measure that depends on what nobody plans says so. Pure.

Which facts a measure looks at is watched while it runs: one that asks for what people will say or what will happen
cannot be foreseen. A few look at sessions or records, but at how they go: those are named with their reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult

FACTS_OF_LIFE: Mapping[str, str] = {
    "feedback": "what_people_say",
    "talks": "who_asks_for_help",
    "changes": "what_happens",
    "events": "what_happens",
    "care_goals": "how_children_grow",
    "parent_contacts": "who_calls",
    "reports": "who_signs",
}
"""Facts that no plan holds → code of the reason (words.UNFORESEEN)."""
BY_HOW_IT_GOES: Mapping[str, str] = {
    "attendance_rate": "who_comes",
    "child_led_share": "how_it_is_held",
    "parent_participation": "who_comes",
    "visit_next_date": "how_it_is_recorded",
    "visit_evenness": "one_visit_ahead",
    "aid_days": "when_it_arrives",
    "answer_days": "when_it_arrives",
    "credits_recorded": "how_it_is_recorded",
    "credits_recognised": "how_it_is_recorded",
}
"""Measures over planned things that count how they go → code of the reason."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """A measure now and at the year's end. `then` None: not to be foreseen; `reason` (words.UNFORESEEN) says why."""

    now: MeasureResult
    then: MeasureResult | None
    reason: str = ""

    @property
    def judged(self) -> MeasureResult:
        """The figure to look at for a gap: the expected one, else today's."""
        return self.then or self.now


class Watched(Snapshot):
    """A snapshot that notes which facts are asked for."""

    def __getattribute__(self, name: str) -> Any:
        if name in FACTS_OF_LIFE:
            object.__getattribute__(self, "__dict__").setdefault("asked", set()).add(name)
        return super().__getattribute__(name)


def watched(facts: Snapshot) -> Watched:
    """The same facts, watched."""
    return Watched(**{one.name: getattr(facts, one.name) for one in fields(facts)})


def expect(now: Mapping[str, MeasureResult], then: Snapshot) -> dict[str, Expectation]:
    """Each measure now beside the year's end. now: every result by code; then: the facts of the year's end."""
    facts = watched(then)
    return {code: _expect(result, code, facts) for code, result in now.items()}


def _expect(now: MeasureResult, code: str, then: Watched) -> Expectation:
    if code in BY_HOW_IT_GOES:
        return Expectation(now, None, BY_HOW_IT_GOES[code])
    asked: set[str] = then.__dict__.setdefault("asked", set())
    asked.clear()
    result = MEASURES[code](then)
    reasons = [FACTS_OF_LIFE[name] for name in FACTS_OF_LIFE if name in asked]
    return Expectation(now, None, reasons[0]) if reasons else Expectation(now, result)
