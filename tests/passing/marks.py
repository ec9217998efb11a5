"""A mark of its own in every field of words of every table that hangs on a child; where a table is empty, a row is made."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, select

from careplan.audit.operations import record
from careplan.casework.forms import form_of
from careplan.db import Base, db
from careplan.secrecy import EncryptedText
from tests.passing.child_fields import child_tables, reviewed

DAY = date(2026, 9, 7)
CHANGED = {"child_change.before", "child_change.after"}
WRITTEN = {"name", "address", "household_place", "health"}
"""Fields of a child whose change holds words that somebody wrote; the others hold codes."""


def mark_of(field: str) -> str:
    """Signs that stand in no sentence, and a number of its own."""
    return f"鿁{sorted(reviewed()).index(field):03d}鿁"


def mark_everything() -> dict[str, str]:
    """Field of words → its mark, written into every row of the school in scope."""
    lines, tables = reviewed(), {table.name for table in child_tables()}
    mappers = sorted(
        (m for m in Base.registry.mappers if m.local_table.name in tables),
        key=lambda m: [t.name for t in Base.metadata.sorted_tables].index(m.local_table.name),
    )
    marks: dict[str, str] = {}
    for mapper in mappers:
        wordy = any(
            line.kind == "words" and name.split(".")[0] == mapper.local_table.name for name, line in lines.items()
        )
        if not wordy:
            continue  # nothing to mark; an empty row of sealed words would be one that the product never makes
        rows = list(db.session.scalars(select(mapper.class_))) or [_new(mapper.class_)]
        for column in mapper.local_table.columns:
            name = f"{mapper.local_table.name}.{column.name}"
            if name in lines and lines[name].kind == "words":
                marks[name] = mark_of(name)
                key = mapper.get_property_by_column(column).key
                for row in rows:
                    if name in CHANGED and row.field not in WRITTEN:
                        continue
                    if isinstance(column.type, JSON):
                        _mark_json(column, row.id, getattr(row, key), marks[name])
                    else:
                        setattr(row, key, _answers(row, marks[name]) if name == "contact.details" else marks[name])
        db.session.flush()
    record(actor_id=None, action="mark", entity="world")
    db.session.commit()
    db.session.expire_all()
    return marks


def _answers(contact: Any, mark: str) -> str:
    """The mark as each answer of a contact's form, in the shape in which the form keeps them."""
    return json.dumps(dict.fromkeys(form_of(contact.kind).DETAILS, mark), ensure_ascii=False)


def _mark_json(column: Column[Any], row_id: int, value: dict[str, Any] | None, mark: str) -> None:
    """The free text in a JSON object, its reason, becomes the mark; codes and numbers stay, so that pages can read it.

    Past the model, which lets nobody change a trail.
    """
    if value is not None:
        table = column.table
        db.session.execute(table.update().where(table.c.id == row_id).values({column: {**value, "reason": mark}}))


def _new(model: type[Any]) -> Any:
    """A row with whatever it cannot do without; it hangs on the first row of each table it points to."""
    values: dict[str, Any] = {}
    for column in model.__table__.columns:
        own_key = column.primary_key and not column.foreign_keys
        needed = not column.nullable and column.default is None and not own_key
        if column.name == "school_id" or not (needed or column.name == "child_id"):
            continue
        keys = list(column.foreign_keys)
        values[column.name] = _first(keys[0].column.table.name) if keys else _some(column)
    row = model(**values)
    db.session.add(row)
    db.session.flush()
    return row


def _first(table: str) -> Any:
    model = next(m.class_ for m in Base.registry.mappers if m.local_table.name == table)
    found = db.session.scalars(select(model.id).limit(1)).first()
    return found if found is not None else _new(model).id


def _some(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, DateTime):
        return datetime(2026, 9, 7, 8)
    if isinstance(column.type, Date):
        return DAY
    if isinstance(column.type, EncryptedText):
        return "x"
    kinds: dict[type, Any] = {int: 1, float: 1.0, bool: False, str: "x"}
    return kinds.get(column.type.python_type, b"x")
