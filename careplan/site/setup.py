"""Make the database, and a school in it with everything that the plan brings along."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext as _
from flask_migrate import upgrade
from sqlalchemy import select

from careplan.activities.operations import load_library
from careplan.db import db, every_school, school_scope
from careplan.errors import Refused
from careplan.school.models import School
from careplan.school.school_year import year_label
from careplan.school.seed_operations import found_school, load_seed_into_school
from careplan.seeds.load import shipped_seeds


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
    label = year_label(start_year)
    if label not in shipped_seeds().calendars:
        shipped = ", ".join(shipped_seeds().calendars)
        raise Refused(_("There is no calendar for %(year)s yet, only for %(shipped)s.", year=label, shipped=shipped))
    with every_school():
        if db.session.scalar(select(School.id).where(School.name == name)):
            raise Refused(_("There is already a school called “%(name)s”.", name=name))
    school = found_school(name=name, county=county, document_prefix=prefix or name, is_demo=is_demo)
    with school_scope(school.id):
        load_seed_into_school(seeds=shipped_seeds(), year_label=label)
        load_library(actor_id=None)
        db.session.commit()
    return school
