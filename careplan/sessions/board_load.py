"""What the board asks about a draft: its state, and the ids of tables in place of those of the scheduling file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from careplan.db import db
from careplan.plans.load import squad_code
from careplan.school.models import Squad, StaffMember, Venue
from careplan.sessions.already_load import load_already
from careplan.sessions.board_rows import RowKind
from careplan.sessions.desk import Desk
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_queries import first_undone, last_done, locks_of
from careplan.sessions.findings import ORDER, Finding, is_already, severity_of
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.ground import Ground
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.taken import beside_findings
from careplan.sessions.taken_load import taken_of

ROWS: tuple[RowKind, ...] = ("none", "squad", "leader", "venue")


@dataclass(frozen=True, slots=True)
class Ids:
    """Codes of squads, numbers of staff and names of places by their tables' ids."""

    squads: dict[int, str]
    leaders: dict[int, str]
    venues: dict[int, str]

    @staticmethod
    def now() -> Ids:
        return Ids(
            {row.id: squad_code(row) for row in db.session.scalars(select(Squad))},
            {row.id: row.number for row in db.session.scalars(select(StaffMember))},
            {row.id: row.name for row in db.session.scalars(select(Venue))},
        )

    def of(self, kind: RowKind) -> dict[int, str]:
        return {"squad": self.squads, "leader": self.leaders, "venue": self.venues}.get(kind, {})


def board_state(version: ScheduleVersion, may_change: bool, user_id: int) -> dict[str, Any]:
    """Everything around the board's sessions: score, what is wrong, what can be undone, what is fixed and locked."""
    desk = load_desk(version)
    fixed = load_fixing(version).all_of(desk)
    over = {place for place, why in fixed.items() if why.why != "locked"}
    faults = [one for one in desk.verdict.faults if not one.sessions or not set(one.sessions) <= over]
    old = load_already(version, desk)
    counts = Counter("warning" if is_already(one, old) else severity_of(one.code) for one in faults)
    weights = desk.problem.weights
    beside = beside_findings(desk.judge.index, desk.sessions, taken_of(desk.problem), "zh", {})
    counts.update(one.severity for one in beside if not set(one.sessions) <= over)
    unmet = sum(bool(count and getattr(weights, name)) for name, count in desk.verdict.penalties.items())
    undo, redo = last_done(version), first_undone(version)
    counts["warning"] += unmet
    return {
        "version": version.id,
        "edit": version.edits,
        "score": desk.verdict.objective,
        "counts": {severity: counts[severity] for severity in ORDER},
        "undo": undo.words if undo else None,
        "redo": redo.words if redo else None,
        "may_change": may_change,
        "fixed": {str(desk.rows[place]): why for place, why in fixed.items()},
        "locks": [
            {"kind": one.kind, "target": one.target, "who": one.who, "mine": user_id in one.users}
            for one in locks_of(version)
        ],
    }


def finding_json(desk: Desk, found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings with the rows of their sessions; those that are only being tried have none."""
    return [
        {
            "severity": one.severity,
            "reference": one.reference,
            "sentence": one.sentence,
            "sessions": [desk.rows[n] for n in one.sessions if n < len(desk.rows) and desk.rows[n] is not None],
        }
        for one in found
    ]


def ground_json(ground: Ground, ids: dict[str, int]) -> dict[str, Any]:
    """A lesson, a row or a pair as the board reads it."""
    found: dict[str, Any] = {"severity": ground.severity, "why": ground.why}
    if ground.day is not None:
        found |= {"day": ground.day.isoformat(), "period": ground.period, "week": ground.week}
    if ground.row is not None:
        found["row"] = ids[ground.row]
    return found
