"""The world of these tests has a published schedule, the school's workload rules, and a month of work."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careplan.app import create_app
from careplan.db import db, school_scope
from tests.sessions.conftest import world_folder as scheduled
from tests.workload import done
from tests.world import settings_at

scheduled_folder = scheduled


@pytest.fixture(scope="session")
def world_folder(scheduled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worked") / "data"
    shutil.copytree(scheduled_folder, folder)
    app = create_app(settings_at(folder))
    with app.app_context(), school_scope(1):
        done.work_of_september()
        db.session.remove()
        db.engine.dispose()
    return folder
