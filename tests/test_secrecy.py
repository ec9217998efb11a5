"""Encrypted values stay where they belong: altered, moved to another column or swapped with another row, they are noticed (G26)."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import MetaData, select, update
from sqlalchemy.orm import aliased, joinedload

from careplan.app import create_app
from careplan.audit.operations import record
from careplan.children.models import Child, FamilyMember
from careplan.db import Base, db, every_school
from careplan.secrecy import EncryptedText, OfRow, decrypt, encrypt, place_in, seal, unseal
from tests.test_migrations import _insert
from tests.world import KEY, settings_at

pytestmark = pytest.mark.usefixtures("in_school_1")


def _raw(sql: str, *values: object) -> list[tuple[object, ...]]:
    with every_school():
        found = db.session.connection().exec_driver_sql(sql, values)
        return [tuple(row) for row in found] if found.returns_rows else []


def _two() -> tuple[Child, Child]:
    one, other = db.session.scalars(select(Child).order_by(Child.id).limit(2)).all()
    one.address, other.address = "东村一号", "西村二号"
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()
    return one, other


def test_two_ciphertexts_swapped_between_rows_can_no_longer_be_read() -> None:
    one, other = _two()
    first, second = (
        row[0] for row in _raw("SELECT address FROM child WHERE id IN (?, ?) ORDER BY id", one.id, other.id)
    )
    for row, data in ((one, second), (other, first)):
        _raw("UPDATE child SET address = ? WHERE id = ?", data, row.id)
    ids = one.id, other.id
    db.session.expire_all()
    for child_id in ids:
        with pytest.raises(ValueError, match=r"child\.address"):
            db.session.scalars(select(Child.address).where(Child.id == child_id)).one()
        with pytest.raises(ValueError, match=r"child\.address"):
            db.session.scalars(select(Child).where(Child.id == child_id)).one()


def test_a_ciphertext_moved_to_another_column_can_no_longer_be_read() -> None:
    one, _other = _two()
    _raw("UPDATE child SET household_place = address WHERE id = ?", one.id)
    with pytest.raises(ValueError, match=r"child\.household_place"):
        db.session.scalars(select(Child.household_place).where(Child.id == one.id)).one()


def test_a_value_is_read_alone_through_an_alias_a_join_and_a_subquery() -> None:
    one, _other = _two()
    db.session.add(FamilyMember(child_id=one.id, relation="other", name="林奶奶"))
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()
    db.session.expire_all()
    other_name = aliased(Child)
    assert db.session.scalar(select(Child.address).where(Child.id == one.id)) == "东村一号"
    assert db.session.scalar(select(other_name.address).where(other_name.id == one.id)) == "东村一号"
    query = select(Child).where(Child.id == one.id).options(joinedload(Child.family)).limit(1)
    found = db.session.scalars(query).unique().one()
    assert (found.address, [member.name for member in found.family][-1]) == ("东村一号", "林奶奶")
    below = select(Child).where(Child.id == one.id).subquery()
    assert db.session.scalar(select(aliased(Child, below).address)) == "东村一号"


def test_a_bare_update_that_does_not_know_the_row_is_refused() -> None:
    with pytest.raises(Exception, match="through its model"):
        db.session.execute(update(Child).values(address="东村一号"))


def test_an_untouched_default_and_a_second_save_are_readable() -> None:
    one, _other = _two()
    one.address = "东村三号"
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()
    one.name = "林小满"
    record(actor_id=None, action="edit", entity="child")
    db.session.commit()
    db.session.expire_all()
    assert (one.address, one.household_place) == ("东村三号", None)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_text_on_its_way_to_a_row_can_be_copied_and_still_knows_the_row(copied) -> None:  # type: ignore[no-untyped-def]
    made = copied(OfRow("奶奶", 7))

    assert (made, made.row_id, type(made)) == ("奶奶", 7, OfRow)


def test_every_table_with_an_encrypted_column_has_one_id() -> None:
    tables = [table for table in Base.metadata.sorted_tables if any(isinstance(c.type, EncryptedText) for c in table.c)]
    assert len(tables) > 20
    assert [table.name for table in tables if [c.name for c in table.primary_key] != ["id"]] == []
    columns = {f"{t.name}.{c.name}": c.type.place for t in tables for c in t.c if isinstance(c.type, EncryptedText)}
    assert columns == {name: name for name in columns}


def test_sealed_bytes_are_read_at_their_own_place_only() -> None:
    sealed = seal(place_in("aid_paper.sealed", 1), b"picture")
    assert unseal(place_in("aid_paper.sealed", 1), sealed) == b"picture"
    with pytest.raises(ValueError, match="cannot be read"):
        unseal(place_in("aid_paper.sealed", 2), sealed)


def test_the_migration_binds_what_was_written_before(tmp_path: Path) -> None:
    app: Flask = create_app(settings_at(tmp_path))
    with app.app_context():
        upgrade(revision="0013")
        with every_school(), db.engine.begin() as connection:
            tables = MetaData()
            tables.reflect(connection)
            _insert(connection, tables, "talk_wish")
            for name, text in {"squad": "", "who": "", "words": "想说说话", "passed_by": ""}.items():
                sealed = encrypt(KEY, f"talk_wish.{name}", text)
                connection.exec_driver_sql(f"UPDATE talk_wish SET {name} = ?", (sealed,))
        upgrade()
        with every_school(), db.engine.begin() as connection:
            after = connection.exec_driver_sql("SELECT words FROM talk_wish").scalar()
        assert decrypt(KEY, "talk_wish.words#1", after) == "想说说话"
        db.engine.dispose()
