"""Another school's file is taken in, or removed again; both are written down."""

from __future__ import annotations

import json

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.reports.exchange_reading import read_file
from careplan.reports.load_exchange import other_with, others_taken
from careplan.reports.models import OtherSchool
from careplan.school.queries import this_school

MOST_KEPT = 60


def take_other(*, actor_id: int | None, data: bytes, file_name: str) -> OtherSchool:
    """Keep a file; FileFault when it is none, Refused when it is our own, is here already, or there are too many."""
    figures, sha256 = read_file(data)
    school = this_school()
    if (figures.school, figures.county) == (school.name, school.county):
        raise Refused(_("This file is of our own school. Our own reports are compared on the page of a report."))
    if other_with(sha256) is not None:
        raise Refused(_("This file was taken in already."))
    if len(others_taken()) >= MOST_KEPT:
        raise Refused(_("There are %(most)s files already. Remove one that is no longer needed.", most=MOST_KEPT))
    row = OtherSchool(sha256=sha256, content=json.loads(data), file_name=file_name, taken_at=now(), taken_by=actor_id)
    db.session.add(row)
    db.session.flush()
    record(actor_id=actor_id, action="import", entity="other_school", entity_id=row.id, detail={"sha256": sha256})
    return row


def remove_other(*, actor_id: int | None, row: OtherSchool) -> None:
    """The file is gone; that it was here, and its fingerprint, stay in the trail."""
    detail = {"sha256": row.sha256}
    record(actor_id=actor_id, action="remove", entity="other_school", entity_id=row.id, detail=detail)
    db.session.delete(row)
    db.session.flush()
