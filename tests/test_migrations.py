"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import inspect

from careplan.app import create_app
from careplan.db import db
from careplan.settings import PACKAGE_ROOT
from tests.world import settings_at


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    app = create_app(settings_at(tmp_path))
    with app.app_context():
        upgrade()
        with db.engine.begin() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
            assert compare_metadata(context, db.metadata) == []
            assert set(inspect(connection).get_table_names()) == {*db.metadata.tables, "alembic_version"}
        db.engine.dispose()


def test_there_is_one_newest_version() -> None:
    assert len(ScriptDirectory(str(PACKAGE_ROOT / "migrations")).get_heads()) == 1
