"""The world of these tests has an approved plan, a schedule in force, and accounts for its teachers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careplan.app import create_app
from careplan.db import db, school_scope
from tests.sessions import schedule
from tests.telling.outbox import add_teachers
from tests.world import settings_at


@pytest.fixture(scope="session")
def world_folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told") / "data"
    shutil.copytree(world_folder, folder)
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        schedule.set_up()
        add_teachers()
        schedule.schedule_in_force()
        db.session.remove()
        db.engine.dispose()
    return folder
