"""Papers that lie in the program up to the report's day, and what people wrote of papers: counts and days, no names."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, func, select

from careplan.aid.models import AidPaper
from careplan.casework.attachment_models import Attachment
from careplan.children.models import Child, Consent
from careplan.clock import SCHOOL_ZONE, local
from careplan.db import db
from careplan.evaluation.models import EvaluationMark
from careplan.evaluation.queries import adopted_set, mark_of
from careplan.indicators.facts import Snapshot
from careplan.partners.models import Agreement, PartnerPaper
from careplan.partners.words import PROOFS
from careplan.reports.evidence import Evidence, Paper, Written
from careplan.reports.proofs_beside import proofs_of_clauses
from careplan.school.models import SchoolYear
from careplan.school.school_year import FIRST_MONTH
from careplan.sessions.models import SessionPhoto, TeamSession
from careplan.training.models import TrainingFile, TrainingRecord


def load_evidence(snapshot: Snapshot, year: SchoolYear) -> Evidence:
    """What there is of the school year up to the snapshot's day."""
    first, last = date(year.start_year, FIRST_MONTH, 1), snapshot.as_of
    return Evidence(_papers(first, last), (*_of_marks(year, last), *_of_clauses()))


def _papers(first: date, last: date) -> tuple[Paper, ...]:
    photos = select(TeamSession.day).join(SessionPhoto, SessionPhoto.team_session_id == TeamSession.id)
    certificates = select(TrainingRecord.ends_on).join(TrainingFile, TrainingFile.record_id == TrainingRecord.id)
    return (
        _counted("photos", photos.where(SessionPhoto.removed_at.is_(None)), TeamSession.day, first, last),
        _counted(
            "certificates", certificates.where(TrainingFile.removed_at.is_(None)), TrainingRecord.ends_on, first, last
        ),
        _consents(last),
        _added("aid", AidPaper, (AidPaper.removed_at.is_(None),), first, last, AidPaper.child_id),
        _added("proofs", PartnerPaper, (PartnerPaper.removed_at.is_(None), PartnerPaper.kind.in_(PROOFS)), first, last),
        _counted("agreements", select(Agreement.since).where(Agreement.until >= first), Agreement.since, None, last),
        _of_children("attachments", Attachment, Attachment.day, (Attachment.removed_at.is_(None),), first, last),
    )


def _counted(key: str, query: Select[Any], day: Any, first: date | None, last: date) -> Paper:
    """Papers by a column that is a day."""
    within = query.where(day <= last) if first is None else query.where(day.between(first, last))
    days = sorted(db.session.scalars(within))
    return Paper(key, len(days), days[0] if days else None, days[-1] if days else None)


def _of_children(key: str, model: Any, day: Any, which: tuple[Any, ...], first: date, last: date) -> Paper:
    query = select(func.count(model.id), func.min(day), func.max(day), func.count(model.child_id.distinct()))
    count, least, most, children = db.session.execute(query.where(day.between(first, last), *which)).one()
    return Paper(key, count, least, most, children)


def _consents(last: date) -> Paper:
    """Consents with a paper, of children on the roll."""
    which = (Consent.state == "given", Consent.paper.is_not(None))
    query = select(
        func.count(Consent.id),
        func.min(Consent.decided_on),
        func.max(Consent.decided_on),
        func.count(Consent.child_id.distinct()),
    )
    found = query.join(Child, Child.id == Consent.child_id).where(
        Child.left_on.is_(None), Consent.decided_on <= last, *which
    )
    count, least, most, children = db.session.execute(found).one()
    return Paper("consents", count, least, most, children)


def _added(key: str, model: Any, which: tuple[Any, ...], first: date, last: date, child: Any = None) -> Paper:
    """Papers by the moment at which they came into the program."""
    begin, end = (datetime.combine(day, at, SCHOOL_ZONE) for day, at in ((first, time()), (last, time.max)))
    rows = db.session.execute(select(model.added_at, child if child is not None else model.id).where(*which)).all()
    found = [(local(at).date(), whose) for at, whose in rows if begin <= local(at) <= end]
    days = sorted(day for day, _whose in found)
    children = None if child is None else len({whose for _day, whose in found})
    return Paper(key, len(days), days[0] if days else None, days[-1] if days else None, children)


def _of_marks(year: SchoolYear, last: date) -> tuple[Written, ...]:
    """Evidence, or else the reason, of each mark that stands in the set in force."""
    row = adopted_set(year)
    if row is None:
        return ()
    query = select(EvaluationMark).where(EvaluationMark.set_id == row.id).order_by(EvaluationMark.id)
    marks = [one for one in db.session.scalars(query) if mark_of(one) is not None and (one.evidence or one.reason)]
    found = [(one, local(one.marked_at).date()) for one in marks]
    return tuple(
        Written(one.leaf, one.evidence or one.reason, one.scorer, "document" if one.evidence else "statement", day)
        for one, day in found
        if day <= last
    )


def _of_clauses() -> tuple[Written, ...]:
    return tuple(Written(ref, text, "clause") for ref, text in sorted(proofs_of_clauses().items()))
