"""What stands as proof of a figure: the records behind it, papers in the program, papers that people named. Pure.

Of records of children it is told how many only where the figure may be told with both sides (`figures.tellable`), and
of papers of children only where five and more have one, so that no number of the list says more than the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from careplan.indicators.facts import Snapshot
from careplan.indicators.results import RecordKind, RecordRef

DayOf = Callable[[RecordRef], date | None]


@dataclass(frozen=True, slots=True)
class Paper:
    """Papers of one kind that lie in the program. key: a code of `evidence_words.PAPERS`; first, last: their days.

    children: of how many children they are; None where they are of none.
    """

    key: str
    count: int
    first: date | None = None
    last: date | None = None
    children: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Where a paper lies, in a person's words. of: a leaf's code or a clause (S45); by: self, check, review, clause.

    kind: document or statement.
    """

    of: str
    text: str
    by: str
    kind: str = "document"
    on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """What the database holds of papers up to the day of the report. No child's name is in it."""

    papers: tuple[Paper, ...] = ()
    written: tuple[Written, ...] = ()


def papers_of(snapshot: Snapshot, evidence: Evidence) -> dict[str, Paper]:
    """Every kind of paper there is, those that the snapshot itself tells of too."""
    plan = snapshot.plan
    approved = [plan.approved_on] if plan and plan.state == "approved" and plan.approved_on else []
    found = [
        spanned("plan", approved),
        spanned("versions", [one.published_on for one in snapshot.schedule_versions]),
        spanned("reports", [one.issued_on for one in snapshot.reports]),
        *evidence.papers,
    ]
    return {one.key: one for one in found if one.count}


def spanned(key: str, days: Iterable[date], children: int | None = None) -> Paper:
    """A paper for each day."""
    ordered = sorted(days)
    return Paper(key, len(ordered), ordered[0] if ordered else None, ordered[-1] if ordered else None, children)


def days_of(snapshot: Snapshot) -> DayOf:
    """The day of a record; None for what stands as it is on the day of the report (a child, a squad, a person)."""
    held = {session.id: session.on for session in snapshot.sessions}
    known: Mapping[RecordKind, Mapping[str, date | None]] = {
        "session": held,
        "feedback": {one.id: held.get(one.session_id) for one in snapshot.feedback},
        "visit": {one.id: one.on for one in snapshot.visits},
        "contact": {one.id: one.on for one in snapshot.parent_contacts},
        "referral": {one.id: one.opened_on for one in snapshot.referrals},
        "aid": {one.id: one.delivered_on or one.asked_on for one in snapshot.aid},
        "change": {one.id: one.recorded_on for one in snapshot.changes},
        "event": {one.id: one.known_on for one in snapshot.events},
        "training": {one.id: one.on for one in snapshot.trainings},
        "arrangement": {one.id: one.on for one in snapshot.beside},
        "improvement": {one.id: one.found_on for one in snapshot.improvements},
        "report": {one.id: one.issued_on for one in snapshot.reports},
        "plan": {plan.id: plan.approved_on or plan.submitted_on} if (plan := snapshot.plan) else {},
    }
    return lambda record: known.get(record.kind, {}).get(record.id)
