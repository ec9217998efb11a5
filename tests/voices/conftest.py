"""The world of these tests has a published schedule, and nine children more in 三(1): five have to answer to be shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from careplan.app import create_app
from careplan.audit.operations import record
from careplan.children.models import Child
from careplan.clock import fixed
from careplan.db import db, school_scope
from careplan.sessions.models import TeamSession
from tests.sessions import schedule
from tests.sessions.schedule import at_noon, session_of
from tests.world import settings_at

SQUAD = "2024-1"
MORE = 9


@pytest.fixture(scope="session")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("voiced") / "data"
    shutil.copytree(world_folder, folder)
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        schedule.set_up()
        schedule.schedule_in_force()
        squad = session_of(SQUAD).squads[0]
        for n in range(MORE):
            db.session.add(Child(squad_id=squad.id, name=f"同学{n}", sex="female", birth_date=date(2018, 1, 1 + n), joined_on=date(2026, 9, 1)))  # fmt: skip
        record(actor_id=None, action="make", entity="world")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def row(app: Flask) -> Iterator[TeamSession]:
    """A session of 三(1), the class teacher's own squad, on its day."""
    with app.app_context(), school_scope(1):
        found = session_of(SQUAD)
        _ = [squad.id for squad in found.squads]
        db.session.expunge(found)
    with fixed(at_noon(found.day)):
        yield found
