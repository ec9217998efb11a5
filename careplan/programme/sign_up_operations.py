"""Sign children up for an elective and take that back (S5). Who may is the page's question."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.programme.models import Series, SignUp
from careplan.programme.sign_up import fits, is_open
from careplan.programme.sign_up_queries import stored_sign_ups
from careplan.school.queries import require_year


def sign_up(*, actor_id: int | None, series: Series, child_ids: frozenset[int]) -> int:
    """Sign children up, in this moment; whoever is signed up already keeps the place. Returns how many are new.

    Refused after the deadline, for no child, and for a child of a grade that is not meant.
    """
    if series.kind != "elective":
        raise Refused(_("Only electives take sign-ups."))
    if not is_open(series.sign_up_until, series.last_on, today()):
        raise Refused(_("The time to sign up is over."))
    children = db.session.scalars(select(Child).where(Child.id.in_(child_ids), Child.state == "enrolled")).all()
    if not child_ids or len(children) != len(child_ids):
        raise Refused(_("Please choose children of the squad."))
    start_year = require_year().start_year
    if not all(fits(child.squad.grade(start_year), series.grades) for child in children):
        raise Refused(_("This elective is not meant for that grade."))
    added = _store(actor_id, series, child_ids)
    detail = {"children": added}
    record(actor_id=actor_id, action="sign-up", entity="programme_series", entity_id=series.id, detail=detail)
    return added


def _store(actor_id: int | None, series: Series, child_ids: frozenset[int]) -> int:
    stored, added = stored_sign_ups(series, child_ids), 0
    for child_id in sorted(child_ids):
        row = stored.get(child_id)
        if row is not None and row.withdrawn_at is None:
            continue
        if row is None:
            row = SignUp(series_id=series.id, child_id=child_id)
            db.session.add(row)
        row.signed_at, row.signed_by, row.withdrawn_at, row.withdrawn_by = now(), actor_id, None, None
        added += 1
    db.session.flush()
    return added


def withdraw(*, actor_id: int | None, row: SignUp) -> None:
    """Take a child's sign-up back; the first of those who wait moves up by itself."""
    row.withdrawn_at, row.withdrawn_by = now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action="withdraw", entity="programme_series", entity_id=row.series_id)
