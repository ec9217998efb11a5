"""Alembic's entry point: the application's own engine and tables; one transaction, so old or new, never between.

SQLite changes a table by making it anew; while that goes on nothing may point to the old one, so foreign keys are
looked at once, when everything is done (the way that SQLite's documentation gives for ALTER TABLE).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from careplan.db import db, every_school
from careplan.secrecy import EncryptedText


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Encrypted columns are plain bytes to the database."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, EncryptedText) else False


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.connect() as connection, _foreign_keys_later(connection), connection.begin():
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=options.get("render_as_batch", True),
            render_item=render_item,
            compare_type=True,
            transactional_ddl=True,
        )
        with every_school(), context.begin_transaction():
            context.run_migrations()
        _check_foreign_keys(connection)


@contextmanager
def _foreign_keys_later(connection: Connection) -> Iterator[None]:
    """Outside of any transaction, where alone it can be said."""
    own = connection.connection.dbapi_connection
    assert own is not None
    own.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        own.execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(
            f"rows of {sorted({row[0] for row in broken})} point to what is not there; nothing is changed"
        )


run()
