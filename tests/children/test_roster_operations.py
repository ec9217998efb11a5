"""A roster into the register: nothing before confirming, everything or nothing, and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from careplan.audit.models import AuditEvent
from careplan.children.load import known_children, record_of
from careplan.children.models import Child, ChildChange, RosterImport
from careplan.children.roster_operations import Preview, confirm_import, discard_import, preview_again, preview_import
from careplan.db import db
from careplan.errors import Refused
from careplan.school.models import Squad
from tests.children.workbooks import messy_workbook, template_row, template_workbook, test_id

pytestmark = pytest.mark.usefixtures("in_school_1")
LI: dict[str, Any] = {
    "name": "李明", "school_class": "三(2)班", "id_number": test_id(), "address": "柳树村", "father_name": "李建国",
    "father_situation": "外出务工", "father_since": "2026-02", "carer_name": "赵桂英", "carer_relation": "祖母",
}  # fmt: skip
NEW_CLASS: dict[str, Any] = {"name": "王芳", "school_class": "二(5)班", "id_number": test_id("20190305", 4)}


def preview(*rows: dict[str, Any], name: str = "花名册.xlsx") -> Preview:
    found = preview_import(actor_id=1, file_name=name, data=template_workbook(*(template_row(**row) for row in rows)))
    db.session.commit()
    return found


def confirm(found: Preview, **options: Any) -> dict[str, int]:
    assert found.roster_import is not None
    counts = confirm_import(
        actor_id=1, roster_import=found.roster_import, sha256=found.roster_import.sha256, digest=found.digest, **options
    )
    db.session.commit()
    return counts


def enrolled() -> set[str]:
    return set(db.session.scalars(select(Child.name).where(Child.state == "enrolled")))


def child(name: str) -> Child:
    return db.session.scalars(select(Child).where(Child.name == name)).one()


def test_preview_changes_nothing_and_keeps_the_file_sealed() -> None:
    before = enrolled()
    found = preview(LI)
    assert enrolled() == before
    row = found.roster_import
    assert row and row.sealed_file and LI["name"].encode() not in row.sealed_file and row.sealed_file[:2] != b"PK"
    assert row.summary["added"] == 1 and row.summary["left"] == 3


def test_faults_keep_nothing() -> None:
    found = preview(LI | {"id_number": "340524198001010011"})
    assert [f.code for f in found.faults] == ["id-check"]
    assert db.session.scalar(select(func.count()).select_from(RosterImport)) == 0


@pytest.mark.plan("C5", "C12")
def test_confirm_writes_the_whole_record_and_its_history() -> None:
    assert confirm(preview(LI), record_left=False)["added"] == 1
    found = record_of(child("李明"))
    assert (found.address, found.father_name, found.father_situation) == ("柳树村", "李建国", "away")
    assert (found.father_since, found.carer_name, found.carer_relation) == (date(2026, 2, 1), "赵桂英", "祖母")
    assert [(c.field, c.after, c.source) for c in db.session.scalars(select(ChildChange))] == [
        ("state", "enrolled", "roster")
    ]


def test_same_file_again_changes_nothing() -> None:
    confirm(preview(LI, NEW_CLASS), record_left=False)
    before = sorted(known_children(), key=lambda known: known.child_id)
    again = preview(LI, NEW_CLASS)
    assert again.diff is not None
    assert {c.kind for c in again.diff.changes} == {"unchanged", "left"}
    counts = confirm(again, record_left=False)
    assert counts == {"added": 0, "moved": 0, "changed": 0, "returned": 0, "left": 0, "unchanged": 2, "classes": 0}
    assert sorted(known_children(), key=lambda known: known.child_id) == before
    assert db.session.scalar(select(func.count()).select_from(ChildChange)) == 2


def test_every_field_of_a_record_survives_the_tables() -> None:
    confirm(preview(LI), record_left=False)
    again = preview(LI)
    assert again.diff and again.diff.of("unchanged")


def test_new_class_is_made_on_confirming_only() -> None:
    found = preview(NEW_CLASS)
    query = select(Squad).where(Squad.entry_year == 2025, Squad.number == 5)
    assert db.session.scalar(query) is None
    assert found.diff and [c.label(2026) for c in found.diff.new_classes] == ["二(5)班"]
    confirm(found)
    assert db.session.scalar(query) is not None
    assert child("王芳").squad.label(2026) == "二(5)班"


def test_missing_children_of_the_files_classes_have_left() -> None:
    before = len(enrolled())
    assert confirm(preview(LI))["left"] == 3
    assert len(enrolled()) == before + 1 - 3
    assert child("孩子32甲").left_on is not None


def test_missing_children_stay_when_told_so() -> None:
    assert confirm(preview(LI), record_left=False)["left"] == 0
    assert "孩子32甲" in enrolled()


def test_change_and_move_are_in_the_history_and_blanks_erase_nothing() -> None:
    confirm(preview(LI), record_left=False)
    given = {"name": "李明", "school_class": "三(1)班", "id_number": LI["id_number"], "address": "石桥村"}
    assert confirm(preview(given), record_left=False)["moved"] == 1
    found = child("李明")
    assert found.squad.label(2026) == "三(1)班"
    assert record_of(found).carer_name == "赵桂英"
    changes = {
        c.field: (c.before, c.after)
        for c in db.session.scalars(select(ChildChange).where(ChildChange.source == "roster"))
    }
    assert changes["address"] == ("柳树村", "石桥村")
    assert changes["school_class"] == ("2024级2班", "2024级1班")


def test_returned_child_is_enrolled_again() -> None:
    confirm(preview(LI), record_left=False)
    confirm(preview(NEW_CLASS | {"school_class": "三(2)班"}))
    assert "李明" not in enrolled()
    assert confirm(preview(LI), record_left=False)["returned"] == 1
    assert "李明" in enrolled() and child("李明").left_on is None


def test_register_that_changed_since_the_preview_refuses() -> None:
    found = preview(LI)
    db.session.delete(child("孩子32甲"))
    db.session.add(AuditEvent(at=child("孩子32乙").joined_on, actor_id=None, action="x", entity="x", detail={}))
    db.session.commit()
    with pytest.raises(Refused):
        confirm(found)
    assert "李明" not in enrolled()


def test_other_file_than_the_one_looked_at_refuses() -> None:
    found = preview(LI)
    with pytest.raises(Refused):
        confirm_import(actor_id=1, roster_import=found.roster_import, sha256="0" * 64, digest=found.digest)  # type: ignore[arg-type]


def test_confirming_twice_refuses() -> None:
    found = preview(LI)
    confirm(found)
    with pytest.raises(Refused):
        confirm(found)


def test_failure_in_the_middle_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = preview(LI, NEW_CLASS)
    before = enrolled()
    row_id = found.roster_import.id if found.roster_import else 0
    monkeypatch.setattr("careplan.children.operations.search_keys", lambda name: 1 / (name != "王芳"))
    with pytest.raises(ZeroDivisionError):
        confirm(found)
    db.session.rollback()
    assert enrolled() == before
    assert db.session.scalar(select(RosterImport.state).where(RosterImport.id == row_id)) == "previewed"


def test_new_preview_discards_the_older_one_and_its_file() -> None:
    first = preview(LI).roster_import
    preview(NEW_CLASS)
    assert first and (first.state, first.sealed_file) == ("replaced", None)


def test_discard() -> None:
    found = preview(LI)
    assert found.roster_import
    discard_import(actor_id=1, roster_import=found.roster_import)
    db.session.commit()
    with pytest.raises(Refused):
        preview_again(found.roster_import)


@pytest.mark.parametrize("state", ["confirmed", "discarded", "replaced"])
def test_a_finished_import_cannot_be_thrown_away(state: str) -> None:
    found = preview(LI)
    assert found.roster_import
    found.roster_import.state = state
    with pytest.raises(Refused, match="这次导入已结束"):
        discard_import(actor_id=1, roster_import=found.roster_import)
    assert found.roster_import.state == state


def test_every_change_has_its_audit_entry_without_a_childs_data() -> None:
    confirm(preview(LI), record_left=False)
    entries = db.session.scalars(select(AuditEvent)).all()
    assert {"preview", "add", "import"} <= {entry.action for entry in entries}
    assert not any("李明" in str(entry.detail) or LI["id_number"] in str(entry.detail) for entry in entries)


def test_messy_school_sheet_goes_the_whole_way() -> None:
    found = preview_import(actor_id=1, file_name="学校.xlsx", data=messy_workbook())
    db.session.commit()
    assert found.faults == ()
    assert confirm(found, record_left=False)["added"] == 3
    assert {"单于𬭎", "买买提·艾力"} <= enrolled()


def test_same_name_and_family_under_another_number_is_a_question() -> None:
    confirm(preview(LI), record_left=False)
    found = preview(LI | {"id_number": test_id(sequence=8)})
    assert [f.code for f in found.faults] == ["identity-other-number"]
    assert found.diff is None and found.roster_import is None
    assert replace(record_of(child("李明"))).id_number == LI["id_number"]
