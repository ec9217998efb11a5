"""A school of real size that has just begun: the demo school's people and places, but no child, plan or schedule yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select

from careplan.app import create_app
from careplan.clock import SCHOOL_ZONE
from careplan.db import db, every_school, school_scope
from careplan.demo.founding import found, furnish_squads, write_accounts
from careplan.demo.moments import ROSTER_DAY, at
from careplan.demo.parameters import demo_school, names
from careplan.demo.people import make_people
from careplan.demo.pupils import make_pupils
from careplan.demo.roster_xlsx import write_roster
from careplan.demo.stage import Stage
from careplan.demo.steps import play
from careplan.school.models import School, StaffMember
from careplan.settings import create_key_file, load_settings
from careplan.site.setup import make_database, make_school
from tests.e2e.frozen_site import set_clock

SEED = 1


@dataclass(frozen=True, slots=True)
class NewSchool:
    """Its data folder, its accounts (user name → user name and password), the roster file and the names in it."""

    data: Path
    accounts: dict[str, tuple[str, str]]
    roster: Path
    children: list[str]

    def turn_clock(self, day: date, hour: int, minute: int = 0) -> None:
        set_clock(self.data, datetime.combine(day, time(hour, minute), SCHOOL_ZONE))


def found_new_school(data: Path) -> NewSchool:
    """Accounts, staff with certificates, places and the leading group are there; the roster lies as a file beside."""
    create_key_file(data)
    school = demo_school()
    with create_app(load_settings(data)).app_context(), at(ROSTER_DAY, 8):
        make_database()
        words = school.school
        row = make_school(
            name=words.name, county=words.county, prefix=words.prefix, start_year=words.start_year, is_demo=True
        )
        with school_scope(row.id):
            stage = Stage(data, SEED, 0)
            write_accounts(found(make_people(stage.rng("people"), school, names()), stage.tick), stage.accounts)
            db.session.commit()
        _close()
    pupils = make_pupils(stage.rng("pupils"), school, names(), ROSTER_DAY)
    stage.roster.write_bytes(write_roster(pupils, words.name, words.start_year, ROSTER_DAY))
    listed = json.loads(stage.accounts.read_text(encoding="utf-8"))
    accounts = {one["username"]: (one["username"], one["password"]) for one in listed}
    return NewSchool(data, accounts, stage.roster, [pupil.name for pupil in pupils])


def furnish(new: NewSchool) -> None:
    """Each squad that the roster has made gets its counselor, its room and its lessons."""
    with _inside(new), at(ROSTER_DAY, 18):
        people = make_people(Stage(new.data, SEED, 0).rng("people"), demo_school(), names())
        staff = {one.number: one for one in db.session.scalars(select(StaffMember))}
        furnish_squads(people, staff, actor_id=None)
        db.session.commit()


def play_weeks(new: NewSchool, until: date) -> None:
    """The weeks before this day: sessions held and recorded, visits, training."""
    with _inside(new):
        play(Stage(new.data, SEED, 0, wanted_until=until))


@contextmanager
def _inside(new: NewSchool) -> Iterator[Flask]:
    app = create_app(load_settings(new.data))
    with app.app_context(), force_locale("zh_Hans"):
        with every_school():
            school_id = db.session.scalars(select(School.id)).one()
        with school_scope(school_id):
            yield app
        _close()


def _close() -> None:
    db.session.remove()
    db.engine.dispose()
