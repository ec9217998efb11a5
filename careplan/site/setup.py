"""Make the database, and a school in it with everything that the plan brings along."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import select

from careplan.activities.operations import load_library
from careplan.audit.operations import record
from careplan.db import db, every_school, school_scope
from careplan.errors import Refused
from careplan.school.models import School
from careplan.school.operations import load_seed_into_school


def make_database() -> None:
    """Bring the database to the newest form of the tables; does nothing when it is."""
    settings = current_app.config["SETTINGS"]
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade()
    db.session.remove()
    for path in settings.data.glob("careplan.sqlite3*"):
        path.chmod(0o600)


def make_school(*, name: str, county: str, prefix: str, start_year: int, is_demo: bool = False) -> School:
    """A school with its year, bands, goals, calendar and activity library, in one transaction."""
    with every_school():
        if db.session.scalar(select(School.id).where(School.name == name)):
            raise Refused(_("There is already a school called “%(name)s”.", name=name))
        school = School(name=name, county=county, document_prefix=prefix or name, is_demo=is_demo)
        db.session.add(school)
        db.session.flush()
    with school_scope(school.id):
        load_seed_into_school(school=school, start_year=start_year)
        load_library(actor_id=None)
        record(actor_id=None, action="init", entity="school", entity_id=school.id)
        db.session.commit()
    return school
