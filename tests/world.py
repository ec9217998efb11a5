"""A small world for tests that need the application: two schools, every role in each, seven squads, a few children.

`app` is a fresh copy for each test. `client_for("principal")` is a browser signed in as that role of school 1
(`client_for("principal", school=2)` of the other). It carries its token against forged requests with it;
tests/web/test_csrf.py shows what happens without.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from careplan.access.roles import ROLES
from careplan.accounts.models import User
from careplan.app import create_app
from careplan.audit.operations import record
from careplan.children.models import Child, FamilyMember
from careplan.db import Base, db, every_school, school_scope
from careplan.school.models import School, SchoolYear, Squad, SquadLesson, StaffMember, Term, Venue
from careplan.secrecy import blind_index
from careplan.settings import Settings

KEY = bytes(range(32))
ClientFor = Callable[..., FlaskClient]


def settings_at(folder: Path) -> Settings:
    return Settings(
        data=folder,
        database_url=f"sqlite:///{folder / 'careplan.sqlite3'}",
        secret_key="test",
        field_key=KEY,
        testing=True,
        jobs_inline=True,
    )


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    app = create_app(settings_at(folder))
    with app.app_context(), every_school():
        Base.metadata.create_all(db.engine)
        for number in (1, 2):
            _add_school(number)
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def app(world_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    folder = tmp_path / "data"
    shutil.copytree(world_folder, folder)
    app = create_app(settings_at(folder))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def in_school_1(app: Flask) -> Iterator[None]:
    """Operations and queries run in school 1, without a request."""
    with app.app_context(), school_scope(1):
        yield


@pytest.fixture
def client_for(app: Flask) -> ClientFor:
    def client(role: str, school: int = 1) -> FlaskClient:
        browser = app.test_client()
        with app.app_context(), every_school():
            user_id = db.session.scalar(select(User.id).where(User.username == f"{role}{school}"))
        with browser.session_transaction() as session:
            session["user_id"] = user_id
            session["csrf_token"] = "token"
        browser.environ_base["HTTP_X_CSRFTOKEN"] = URLSafeTimedSerializer("test", salt="wtf-csrf-token").dumps("token")
        return browser

    return client


def _add_school(number: int) -> None:
    db.session.add(School(id=number, name=f"第{number}测试小学", document_prefix="测试小"))
    db.session.flush()
    with school_scope(number):
        year = SchoolYear(school_id=number, start_year=2026, is_current=True)
        db.session.add(year)
        db.session.flush()
        db.session.add_all(
            [
                Term(year_id=year.id, number=1, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 22)),
                Term(year_id=year.id, number=2, starts_on=date(2027, 3, 1), ends_on=date(2027, 7, 2)),
            ]
        )
        _add_squads(number)
        for role in ROLES:
            staff = (
                db.session.scalar(select(StaffMember).where(StaffMember.number == "T3"))
                if role == "class_teacher"
                else None
            )
            db.session.add(
                User(
                    username=f"{role}{number}",
                    display_name=f"{role} {number}",
                    roles=[role],
                    password_hash="!",
                    staff_id=staff.id if staff else None,
                )
            )
        record(actor_id=None, action="make", entity="world")
        db.session.commit()


def _add_squads(school: int) -> None:
    """Squads 一(1)–六(1) and 三(2); the class teacher of the world leads 三(1)."""
    for grade, number in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (3, 2)]:
        staff = StaffMember(number=f"T{grade if number == 1 else 32}", name=f"教师{grade}{number}")
        room = Venue(name=f"{grade}{number}教室", kind="classroom", capacity=50)
        db.session.add_all([staff, room])
        db.session.flush()
        squad = Squad(entry_year=2027 - grade, number=number, counselor_id=staff.id, home_venue_id=room.id)
        squad.lessons = [SquadLesson(weekday=5, period=6), SquadLesson(weekday=5, period=7)]
        db.session.add(squad)
        db.session.flush()
        _add_children(school, squad, grade)


def _add_children(school: int, squad: Squad, grade: int) -> None:
    for index in range(3):
        birth = date(2026 - 6 - grade, 3, 1 + index)
        id_number = f"99990{school}{birth:%Y%m%d}{squad.id:02}{index}0"
        child = Child(
            squad_id=squad.id,
            name=f"孩子{grade}{squad.number}{'甲乙丙'[index]}",
            sex="male" if index % 2 else "female",
            birth_date=birth,
            id_number=id_number,
            id_index=blind_index(id_number),
            joined_on=date(2026, 9, 1),
            rural_household=True,
            school_register=("none", "one_parent", "both_parents")[index],
        )
        child.family = [
            FamilyMember(
                relation="father",
                name="父",
                away=index > 0,
                away_since=date(2025, 2, 1) if index > 0 else None,
                can_care=True,
            ),
            FamilyMember(
                relation="mother",
                name="母",
                away=index > 1,
                away_since=date(2025, 2, 1) if index > 1 else None,
                can_care=True,
            ),
        ]
        db.session.add(child)
