"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import JSON, Column, Connection, Date, DateTime, MetaData, inspect, select

from careplan.app import create_app
from careplan.db import db, every_school
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


def test_a_table_that_others_point_to_is_changed_with_its_rows(tmp_path: Path) -> None:
    """SQLite makes a changed table anew: what points to its rows must still do so, in a school's data as in an empty one."""
    app = create_app(settings_at(tmp_path))
    with app.app_context():
        upgrade(revision="0007")
        with db.engine.begin() as connection:
            tables = MetaData()
            tables.reflect(connection)
            with every_school():
                _insert(connection, tables, "outbox_message")
        upgrade()
        with db.engine.begin() as connection:
            joined = "select count(*) from outbox_message m join announcement a on a.id = m.announcement_id"
            with every_school():
                assert connection.exec_driver_sql(joined).scalar() == 1
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        db.engine.dispose()


def test_rows_that_point_nowhere_stop_the_change(tmp_path: Path) -> None:
    app = create_app(settings_at(tmp_path))
    with app.app_context():
        upgrade(revision="0007")
        with closing(sqlite3.connect(tmp_path / "careplan.sqlite3")) as file:  # which looks at no foreign key
            file.execute("insert into mail_address (id, user_id, address, school_id) values (1, 99, 'x', 99)")
            file.commit()
        with pytest.raises(SystemExit):  # the words are in the log
            upgrade()
        with db.engine.begin() as connection:
            assert connection.exec_driver_sql("select version_num from alembic_version").scalar() == "0007"
        db.engine.dispose()


def _insert(connection: Connection, tables: MetaData, name: str) -> None:
    """A row with whatever it needs, and before it the rows that it points to; every id is 1."""
    table = tables.tables[name]
    values: dict[str, object] = {}
    for column in table.columns:
        if column.nullable:
            continue
        for key in column.foreign_keys:
            if key.column.table.name != name and not connection.scalar(select(key.column.table).limit(1)):
                _insert(connection, tables, key.column.table.name)
        values[column.name] = _some(column)
    connection.execute(table.insert().values(values))


def _some(column: Column[Any]) -> object:
    kinds: dict[type, object] = {int: 1, float: 1.0, bool: True, str: "x"}
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, DateTime):
        return datetime(2026, 9, 1)
    return date(2026, 9, 1) if isinstance(column.type, Date) else kinds.get(column.type.python_type, b"x")
