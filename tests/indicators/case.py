"""Hand-computed cases for measures: plain builders for facts, and one check for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import (
    Arrangement,
    Attendance,
    Child,
    Feedback,
    Post,
    Qualification,
    Snapshot,
    Squad,
    Staff,
    TeamSession,
    Term,
    TrainingRecord,
)  # fmt: skip

TODAY = date(2026, 11, 20)
TERMS = (Term(1, date(2026, 9, 1), date(2027, 1, 22), 20), Term(2, date(2027, 3, 1), date(2027, 7, 2), 18))
A, B = Squad("A", 1, "low", 40), Squad("B", 4, "high", 42)


def day(text: str) -> date:
    """Of "10-13": in the autumn of 2026, "27-03-05" in 2027."""
    parts = [int(p) for p in text.split("-")]
    return date(2026, *parts) if len(parts) == 2 else date(2000 + parts[0], *parts[1:])


def snap(today: str | None = None, **facts: Any) -> Snapshot:
    """A snapshot of 20 November 2026 with two terms and the squads A (low) and B (high), unless told otherwise."""
    base: dict[str, Any] = {"terms": TERMS, "squads": (A, B)}
    base |= {key: tuple(v) if isinstance(v, list) else v for key, v in facts.items()}
    return Snapshot("1", "2026—2027", day(today) if today else TODAY, **base)


def kid(id: str, squad: str = "A", **more: Any) -> Child:
    """A child left behind under the civil affairs' definition."""
    return Child(id, squad, 1, **({"left_behind_civil": True} | more))


def ses(id: str, on: str = "10-13", squads: str = "A", state: str = "held", **more: Any) -> TeamSession:
    """A held game in the classroom for one goal."""
    base: dict[str, Any] = {
        "term": 1, "week": 7, "activity_id": "x", "goals": ("low.adapt",), "method": "game", "strand": "experience",
        "channel": "team-day", "tier": "universal", "lessons": 1, "venue_kind": "classroom",
    }  # fmt: skip
    return TeamSession(id=id, on=day(on), squad_ids=tuple(squads), state=state, **(base | more))  # type: ignore[arg-type]


def arr(id: str, kind: str, on: str = "10-13", squads: str = "AB", state: str = "done", **more: Any) -> Arrangement:
    """Something beside the sessions that took place."""
    return Arrangement(id, day(on), kind, state, tuple(squads), **more)  # type: ignore[arg-type]


def came(session: str, *children: str, state: str = "present") -> list[Attendance]:
    """A row for each child."""
    return [Attendance(session, child, state) for child in children]  # type: ignore[arg-type]


def says(id: str, session: str, *answers: int | None, by: str = "children") -> Feedback:
    """A feedback with its three answers."""
    return Feedback(id, session, by, *answers)  # type: ignore[arg-type]


def teacher(id: str, *codes: str, until: str | None = None, roles: str = "class_teacher") -> Staff:
    """A class teacher with qualifications valid from the first of January."""
    end = day(until) if until else None
    return Staff(id, frozenset(roles.split()), tuple(Qualification(c, date(2026, 1, 1), end) for c in codes))


def course(id: str, staff: str, tag: str = "mental-health", **more: Any) -> TrainingRecord:
    """A recognised course of six hours."""
    base: dict[str, Any] = {"on": day("09-20"), "category": "school", "hours": Decimal(6), "state": "recognised"}
    return TrainingRecord(id, staff, content_tag=tag, **(base | more))


def post(staff: str | None, qualification: str = "", role: str = "leader") -> Post:
    """A post of a session."""
    return Post(role, staff, qualification)


@dataclass(frozen=True)
class Case:
    """`want`: "numerator/denominator: ids counted" or the reason's code."""

    code: str
    about: str
    facts: Snapshot
    want: str

    def check(self) -> None:
        """The measure gives the figure, the records and nothing else."""
        measure = MEASURES[self.code]
        got = measure(self.facts)
        assert (got.code, got.unit) == (self.code, measure.unit)
        if ":" not in self.want:
            assert (got.value, got.numerator, got.denominator, got.no_data) == (None, 0, 0, self.want)
            assert self.want in measure.reasons
            return
        figures, _, ids = self.want.partition(":")
        numerator, denominator = (float(x) for x in figures.split("/"))
        assert (got.numerator, got.denominator, got.no_data) == (numerator, pytest.approx(denominator), "")
        assert got.value == pytest.approx(numerator / denominator)
        assert [r.id for r in got.counted] == ids.split()
        assert sum(r.weight for r in got.counted) == numerator
        if measure.unit == "rate" and self.code not in ("visit_evenness", "leader_named"):
            assert sum(r.out_of for r in got.records) == denominator


def cases(*rows: Case) -> Any:
    """A parametrisation over the cases."""
    return pytest.mark.parametrize("case", rows, ids=[f"{c.code}-{c.about}" for c in rows])
