"""The rest of the staff looks its statements over, by the pages' own operation: thirty sign-ins tell no more."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.app import create_app
from careplan.db import db, school_scope
from careplan.settings import load_settings
from careplan.workload.queries import periods, statements_of
from careplan.workload.statement_operations import confirm
from careplan.workload.steps import WAITING


def everybody_confirms(data: Path, but: str) -> int:
    """All with an account who were asked and did not answer confirm, but one; returns how many did."""
    app = create_app(load_settings(data))
    done = 0
    with app.app_context(), school_scope(1):
        people = {person.staff_id: person for person in db.session.scalars(select(User).where(User.active))}
        for row in statements_of(periods()[0]):
            person = people.get(row.staff_id)
            if person and person.username != but and row.state == WAITING:
                confirm(actor=person, row=row)
                done += 1
        db.session.commit()
        db.engine.dispose()
    return done
