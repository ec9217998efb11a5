"""What every command of `careplan` shares: the data folder, the application, the school it works in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import inspect, select
from sqlalchemy.exc import DatabaseError

from careplan.db import db, every_school, school_scope
from careplan.errors import CareplanError
from careplan.i18n import DEFAULT_LANGUAGE
from careplan.school.models import School
from careplan.settings import MissingKey


class Context:
    """The data folder of this call, and the application, made when first asked for."""

    def __init__(self, data: Path, make_app: Callable[[Path], Flask]) -> None:
        self.data = data
        self._make_app = make_app
        self._app: Flask | None = None

    def app(self) -> Flask:
        """The application; a ClickException with words where the data folder was not set up."""
        if self._app is None:
            try:
                self._app = self._make_app(self.data)
            except MissingKey as missing:
                raise click.ClickException(str(missing)) from missing
        return self._app


def in_school(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator of a command: runs it inside the application and the scope of the one school, or of --school N.

    A CareplanError ends the command with exit code 2 and its words.
    """

    @click.option(
        "--school", "school_id", type=int, default=None, help="The school's number; needed where there are several."
    )
    @wraps(function)
    def run(*args: Any, school_id: int | None, **options: Any) -> Any:
        context = click.get_current_context().find_object(Context)
        assert context is not None
        with context.app().app_context(), force_locale(DEFAULT_LANGUAGE), school_scope(_the_school(school_id)):
            try:
                return function(*args, **options)
            except (CareplanError, OSError) as error:
                click.echo(str(error), err=True)
                raise SystemExit(2) from error

    return run


def _the_school(wanted: int | None) -> int:
    try:
        ready = inspect(db.engine).has_table("school")
    except DatabaseError as error:
        raise click.ClickException(f"The database cannot be read / 数据库无法读取: {error.orig}") from error
    if not ready:
        raise click.ClickException("No database yet: run `careplan init` first / 请先运行 careplan init")
    with every_school():
        schools = db.session.scalars(select(School).order_by(School.id)).all()
    chosen = [school for school in schools if wanted in (None, school.id)]
    if len(chosen) == 1:
        return chosen[0].id
    listed = ", ".join(f"{school.id} {school.name}" for school in schools) or "none / 还没有学校"
    raise click.ClickException(f"Say which school with --school N / 请用 --school 指定学校: {listed}")
