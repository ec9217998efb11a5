"""Alembic's entry point: the application's own engine and tables; one transaction, so old or new, never between."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app

from careplan.db import db, every_school
from careplan.secrecy import EncryptedText


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Encrypted columns are plain bytes to the database."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, EncryptedText) else False


def run() -> None:
    options = current_app.extensions["migrate"].configure_args
    with db.engine.begin() as connection:
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


run()
