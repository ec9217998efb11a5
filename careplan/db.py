"""The database: base class, the school's scope around every query, SQLite set up so that nothing is lost.

Measured hazards and their cures: lost updates (version columns, BEGIN IMMEDIATE), lost commits on a power cut
(synchronous=FULL), deleted text left in the file (secure_delete), queries that forget the school (the scope below).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, ForeignKey, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)

from careplan.errors import UnscopedQuery

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=30000",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)
EVERY_SCHOOL = -1
_READ = re.compile(r"(?:FROM|JOIN|,)\s+(?P<table>\"?\w+\"?)(?:\s+AS\s+(?P<alias>\w+))?(?=[\s,)]|$)")
_scope: ContextVar[int | None] = ContextVar("school_scope", default=None)
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)


class Base(DeclarativeBase):
    """Base of every table; integer primary key `id` unless a model says otherwise."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(model_class=Base)


class SchoolOwned:
    """Mixin: the row belongs to one school; every ORM query of it is narrowed to the current scope."""

    @declared_attr
    def school_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("school.id"), index=True)


class Versioned:
    """Mixin: a version number that rises with each update; a second editor's save is refused (G33)."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - called on the class
        return {"version_id_col": cls.version}


class Withdrawable:
    """Mixin: a row entered by mistake stays, and no ORM query finds it unless it asks to (`SHOW_WITHDRAWN`)."""

    @declared_attr
    def withdrawn_at(cls) -> Mapped[datetime | None]:
        return mapped_column()


SHOW_WITHDRAWN = {"show_withdrawn": True}
"""Execution options of the few queries that read what was taken back too: a child's own list, counts of rows kept."""


@contextmanager
def school_scope(school_id: int) -> Iterator[None]:
    """Everything inside sees the rows of this school only."""
    token = _scope.set(school_id)
    try:
        yield
    finally:
        _scope.reset(token)


def every_school() -> Any:
    """Scope for the few operations that cross schools by nature: sign-in, the first start, the worker."""
    return school_scope(EVERY_SCHOOL)


def enter_school(school_id: int | None) -> None:
    """Set the scope for the rest of the current request or task."""
    _scope.set(school_id)


def current_school_id() -> int:
    """The school in whose scope the code runs; UnscopedQuery outside one."""
    scope = _scope.get()
    if scope is None or scope == EVERY_SCHOOL:
        raise UnscopedQuery("no school is in scope")
    return scope


def begin_read_only(read_only: bool) -> None:
    """Whether the next transactions only read (plain BEGIN) or may write (BEGIN IMMEDIATE, the default)."""
    _read_only.set(read_only)


@event.listens_for(Session, "do_orm_execute")
def _narrow_to_school(state: ORMExecuteState) -> None:
    """Every ORM query of school-owned rows gets the school's id as a condition."""
    scope = _scope.get()
    if state.is_column_load:  # more columns of a row that is already loaded
        state.update_execution_options(scope_checked=True)
    elif scope not in (None, EVERY_SCHOOL):
        state.statement = state.statement.options(
            with_loader_criteria(SchoolOwned, lambda cls: cls.school_id == scope, include_aliases=True)
        )


@event.listens_for(Session, "do_orm_execute")
def _leave_out_withdrawn(state: ORMExecuteState) -> None:
    """What was taken back counts nowhere: one condition here, none in twenty readers."""
    if state.is_select and not state.is_column_load and not state.execution_options.get("show_withdrawn"):
        state.statement = state.statement.options(
            with_loader_criteria(Withdrawable, lambda cls: cls.withdrawn_at.is_(None), include_aliases=True)
        )


@event.listens_for(Engine, "before_cursor_execute")
def _refuse_unscoped(_connection: Connection, _cursor: Any, sql: str, *rest: Any) -> None:
    """What the narrowing above cannot reach (a table behind a bare count, a core select) is refused, never answered."""
    scope, context = _scope.get(), rest[1]
    if scope == EVERY_SCHOOL or (context is not None and context.execution_options.get("scope_checked")):
        return
    for table in unscoped_tables(sql):
        raise UnscopedQuery(f"{table} is read outside a school's scope: select one of its mapped columns instead")


@cache
def unscoped_tables(sql: str) -> tuple[str, ...]:
    """School-owned tables that a SELECT reads more often than it compares their school's id."""
    if not sql.lstrip("( \n").startswith(("SELECT", "WITH")):
        return ()
    owned = {str(m.local_table) for m in Base.registry.mappers if issubclass(m.class_, SchoolOwned)}
    reads: Counter[str] = Counter()
    for found in _READ.finditer(sql):
        if found["table"].strip('"') in owned:
            reads[found["alias"] or found["table"]] += 1
    return tuple(name for name, times in reads.items() if sql.count(f"{name}.school_id = ") < times)


@event.listens_for(Session, "before_flush")
def _give_school(session: Session, _context: object, _instances: object) -> None:
    scope = _scope.get()
    for row in session.new:
        if not isinstance(row, SchoolOwned):
            continue
        if row.school_id is None and scope not in (None, EVERY_SCHOOL):
            row.school_id = scope
        elif scope != EVERY_SCHOOL and row.school_id != scope:
            raise UnscopedQuery(f"a new {type(row).__name__} belongs to another school")


@event.listens_for(Engine, "connect")
def _set_up_sqlite(connection: Any, _record: object) -> None:
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _read_only.get() else "BEGIN IMMEDIATE")
