from dataclasses import replace
from datetime import date

import pytest

from careplan.children.class_names import ClassRef
from careplan.children.record import ChildRecord
from careplan.children.roster import RosterRow
from careplan.children.roster_diff import FieldChange, KnownChild, RosterDiff, compare
from careplan.children.roster_rows import Place
from tests.children.workbooks import test_id

THREE, FOUR = ClassRef(2024, 1), ClassRef(2023, 1)
LI = ChildRecord("李明", THREE, id_number=test_id(), birth_date=date(2018, 1, 1), address="柳树村", carer_name="李德福")
WANG = ChildRecord("王芳", THREE, id_number=test_id(sequence=4), birth_date=date(2018, 1, 1), carer_name="王强")


def diff(known: list[KnownChild], *records: ChildRecord, classes: tuple[ClassRef, ...] = (THREE, FOUR)) -> RosterDiff:
    rows = [RosterRow(record, Place("表", number)) for number, record in enumerate(records, 2)]
    return compare(known, rows, classes, 2026)


def kinds(result: RosterDiff) -> list[tuple[str, str]]:
    return [(change.kind, change.record.name) for change in result.changes]


def test_same_file_again_changes_nothing() -> None:
    result = diff([KnownChild(1, LI), KnownChild(2, WANG)], LI, WANG)
    assert result.changes_nothing and kinds(result) == [("unchanged", "李明"), ("unchanged", "王芳")]


def test_blanks_never_erase() -> None:
    result = diff([KnownChild(1, LI)], replace(LI, address=None, carer_name=None))
    assert result.changes_nothing


def test_changed_field_shows_before_and_after() -> None:
    (change,) = diff([KnownChild(1, LI)], replace(LI, address="石桥村")).changes
    assert (change.kind, change.fields) == ("changed", (FieldChange("address", "柳树村", "石桥村"),))
    assert change.record.carer_name == "李德福"


def test_other_class_is_moved() -> None:
    result = diff([KnownChild(1, LI)], replace(LI, school_class=FOUR))
    assert kinds(result) == [("moved", "李明")]


def test_left_only_in_classes_that_the_file_holds() -> None:
    other = replace(WANG, school_class=FOUR)
    result = diff(
        [KnownChild(1, LI), KnownChild(2, WANG), KnownChild(3, replace(other, id_number=test_id(sequence=6)))], LI
    )
    assert kinds(result) == [("unchanged", "李明"), ("left", "王芳")]
    assert result.untouched == 1


def test_returned_after_leaving() -> None:
    assert kinds(diff([KnownChild(1, LI, present=False)], LI)) == [("returned", "李明")]


def test_new_class_is_proposed() -> None:
    result = diff([], LI, classes=())
    assert (kinds(result), result.new_classes) == ([("added", "李明")], (THREE,))


def test_student_number_matches_where_the_identity_number_changed() -> None:
    known = replace(LI, student_number="G" + test_id())
    result = diff([KnownChild(1, known)], replace(known, id_number=test_id(sequence=8)))
    assert kinds(result) == [("changed", "李明")]
    assert [p.code for p in result.problems] == ["identity-changed"]


@pytest.mark.parametrize("carer", ["李德福", None])
def test_never_matched_by_name(carer: str | None) -> None:
    """Same name and birth date under another number: added, or with the same carer a question; never merged."""
    result = diff([KnownChild(1, LI)], replace(LI, id_number=test_id(sequence=8), carer_name=carer))
    if carer:
        assert [(p.code, p.severity) for p in result.problems] == [("identity-other-number", "fault")]
        assert result.changes == ()
    else:
        assert kinds(result) == [("added", "李明"), ("left", "李明")]


def test_two_numbers_of_two_children_conflict() -> None:
    known = [KnownChild(1, LI), KnownChild(2, replace(WANG, student_number="G" + test_id(sequence=4)))]
    result = diff(known, replace(LI, student_number="G" + test_id(sequence=4)))
    assert [p.code for p in result.problems] == ["identity-conflict"]


def test_number_known_under_another_name_is_a_note() -> None:
    result = diff([KnownChild(1, LI)], replace(LI, name="李亮"))
    assert [(p.code, p.severity) for p in result.problems] == [("identity-name-changed", "note")]
