"""The demo school in a copy of its own, for tests that change what others look at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from careplan.app import create_app
from careplan.db import db, school_scope
from careplan.sessions.models import Attendance, AttendanceChange
from careplan.settings import load_settings
from tests.e2e.conftest import Demo
from tools.served import served


@dataclass
class School:
    """The demo school's data in a copy of its own, and its site."""

    data: Path
    address: str
    accounts: dict[str, tuple[str, str]]

    def stored(self, session: int) -> dict[int, tuple[str, str, int | None]]:
        """Child → state, role, minutes as the database has them."""
        with create_app(load_settings(self.data)).app_context(), school_scope(1):
            rows = db.session.scalars(select(Attendance).where(Attendance.team_session_id == session)).all()
            return {row.child_id: (row.state, row.role, row.minutes) for row in rows}

    def trail(self, session: int) -> list[tuple[str, bool]]:
        """State, and whether it came from a phone."""
        with create_app(load_settings(self.data)).app_context(), school_scope(1):
            query = select(AttendanceChange).where(AttendanceChange.team_session_id == session)
            rows = db.session.scalars(query.order_by(AttendanceChange.id)).all()
            return [(row.after["state"], row.client_key is not None) for row in rows]


@contextmanager
def own_copy(demo: Demo, folder: Path) -> Iterator[School]:
    """Copied and served."""
    data = folder / "data"
    shutil.copytree(demo.data, data)
    with served(data) as address:
        yield School(data, address, demo.accounts)
