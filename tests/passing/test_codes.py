"""What fields.csv calls a code is one: no column of a child's tables holds words or bytes that the marks would miss (G4, G26)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, LargeBinary, select

from careplan.app import create_app
from careplan.casework.attachment_operations import PLACE as ATTACHMENT
from careplan.db import Base, db, school_scope
from careplan.secrecy import EncryptedText, place_in, unseal
from tests.passing.child_fields import child_tables, reviewed
from tests.web.crawl import played_copy
from tests.world import settings_at

pytestmark = pytest.mark.plan("C37")
SHIPPED = {"event_task.name"}
"""Chinese words of a file that comes with the program, not of a person."""
IN_THE_ROOM = {"counselling_note.content", "referral.content", "broken_glass.reason", "note_keeper.reason"}
"""Of the counselling room; tests/counselling/test_sealed.py swaps them."""
SEALED = {"aid_paper.sealed", "child_attachment.sealed", "partner_paper.sealed", *IN_THE_ROOM}
"""Bytes of a child's tables: each is sealed, and its place is known here."""


@pytest.fixture(scope="module")
def folder(world_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played_copy(world_folder, tmp_path_factory.mktemp("codes") / "data")


def columns() -> Iterator[tuple[str, Any, Column[Any]]]:
    """Name, model and column of every column of a child's tables."""
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
    for table in child_tables():
        for column in table.columns:
            if table.name in models:
                yield f"{table.name}.{column.name}", models[table.name], column


def looks_written(value: object) -> bool:
    """Whether a person could have written it: anything but letters, digits and signs of ASCII, and short."""
    said = str(value)
    return not said.isascii() or len(said) > 90


def test_a_code_is_a_code_in_the_played_school(folder: Path) -> None:
    app, lines, wrong, seen = create_app(settings_at(folder)), reviewed(), [], 0
    with app.app_context(), school_scope(1):
        for name, model, column in columns():
            if name not in lines or lines[name].kind != "code" or name in SHIPPED:
                continue
            key = model.__mapper__.get_property_by_column(column).key
            values = {str(one) for one in db.session.scalars(select(getattr(model, key))) if one is not None}
            seen += len(values)
            wrong += [(name, one) for one in values if looks_written(one)]
        db.session.remove()
        db.engine.dispose()
    assert wrong == []
    assert seen > 60


@pytest.mark.parametrize("written", ["镇上", "a" * 91, "ⅰ"])
def test_words_would_be_seen(written: str) -> None:
    assert looks_written(written) and not looks_written("parent-detained")


def test_every_column_of_bytes_is_known_to_be_sealed() -> None:
    found = {
        name
        for name, _model, column in columns()
        if isinstance(column.type, LargeBinary) and not isinstance(column.type, EncryptedText)
    }
    assert found == SEALED


def test_an_attachment_opens_at_its_own_row_only(folder: Path) -> None:
    app = create_app(settings_at(folder))
    model = next(one for name, one, _column in columns() if name == ATTACHMENT)
    with app.app_context(), school_scope(1):
        row = db.session.scalars(select(model)).one()
        assert unseal(place_in(ATTACHMENT, row.id), row.sealed)[:2] == b"\xff\xd8"
        with pytest.raises(ValueError, match="moved"):
            unseal(place_in(ATTACHMENT, row.id + 1), row.sealed)
        db.session.remove()
        db.engine.dispose()
