"""What importing a roster would change, before anything is changed.

Children are matched by identity number or student number, never by name. A blank cell
never erases. A file touches only the classes that it holds: a child is taken to have
left when its class is in the file and the child is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from careplan.children.class_names import ClassRef
from careplan.children.faults import NOTE, Fault
from careplan.children.record import FIELDS, ChildRecord
from careplan.children.roster import RosterRow

ADDED, CHANGED, MOVED, RETURNED, LEFT, UNCHANGED = (
    "added", "changed", "moved", "returned", "left", "unchanged",
)  # fmt: skip
KINDS = (ADDED, MOVED, CHANGED, RETURNED, LEFT, UNCHANGED)


@dataclass(frozen=True, slots=True)
class KnownChild:
    """A child in the register; `present` is False after leaving."""

    child_id: int
    record: ChildRecord
    present: bool = True


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one child. `record` is how it will be; `child_id` None when new."""

    kind: str
    record: ChildRecord
    child_id: int | None = None
    fields: tuple[FieldChange, ...] = ()
    row: RosterRow | None = None


@dataclass(frozen=True, slots=True)
class RosterDiff:
    """All changes, the classes that are new, and what stands in the way."""

    changes: tuple[Change, ...]
    new_classes: tuple[ClassRef, ...]
    problems: tuple[Fault, ...]
    untouched: int = 0

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def changes_of_known(self) -> tuple[Change, ...]:
        """Of children who were in the register and are in the file."""
        return tuple(change for change in self.changes if change.kind not in (ADDED, LEFT))

    @property
    def changes_nothing(self) -> bool:
        return not self.new_classes and all(c.kind == UNCHANGED for c in self.changes)


def compare(
    known: Sequence[KnownChild],
    rows: Sequence[RosterRow],
    known_classes: Iterable[ClassRef],
    school_year: int,
) -> RosterDiff:
    """Compare the register with the sound rows of a file."""
    matcher = _Matcher(known, school_year)
    changes = [change for row in rows if (change := matcher.change(row)) is not None]
    in_file = {row.record.school_class for row in rows}
    absent = [c for c in known if c.present and c.child_id not in matcher.matched]
    changes += [Change(LEFT, child.record, child.child_id) for child in absent if child.record.school_class in in_file]
    untouched = sum(child.record.school_class not in in_file for child in absent)
    new = tuple(sorted(in_file - set(known_classes)))
    return RosterDiff(tuple(changes), new, tuple(matcher.problems), untouched)


class _Matcher:
    def __init__(self, known: Sequence[KnownChild], school_year: int) -> None:
        self.school_year = school_year
        self.matched: set[int] = set()
        self.problems: list[Fault] = []
        self._by_id = {c.record.id_number: c for c in known if c.record.id_number}
        self._by_student = {c.record.student_number: c for c in known if c.record.student_number}
        self._by_person = {key: c for c in known if (key := _person(c.record))}

    def change(self, row: RosterRow) -> Change | None:
        by_id = self._by_id.get(row.record.id_number or "")
        by_student = self._by_student.get(row.record.student_number or "")
        if by_id and by_student and by_id is not by_student:
            self.problems.append(row.place.fault("identity-conflict", "id_number"))
            return None
        child = by_id or by_student
        if child is None:
            return self._new(row)
        self.matched.add(child.child_id)
        return self._existing(child, row)

    def _new(self, row: RosterRow) -> Change | None:
        """A number nobody has; the same name, birth date and carer is only a question."""
        person = _person(row.record)
        twin = self._by_person.get(person) if person else None
        if twin is None:
            return Change(ADDED, row.record, row=row)
        self.matched.add(twin.child_id)
        where = twin.record.school_class.label(self.school_year)
        self.problems.append(row.place.fault("identity-other-number", "id_number", text=where))
        return None

    def _existing(self, child: KnownChild, row: RosterRow) -> Change:
        after, changed = merge(child.record, row.record)
        names = {change.field: change for change in changed}
        if "name" in names:
            text = child.record.name
            self.problems.append(row.place.fault("identity-name-changed", "name", NOTE, text=text))
        if "id_number" in names and child.record.id_number:
            self.problems.append(row.place.fault("identity-changed", "id_number", NOTE))
        kind = _kind(child, names)
        return Change(kind, after, child.child_id, changed, row)


def merge(before: ChildRecord, given: ChildRecord) -> tuple[ChildRecord, tuple[FieldChange, ...]]:
    """The record with what is given put over it; what is not given stays."""
    values, changes = {}, []
    for name in FIELDS:
        old, new = getattr(before, name), getattr(given, name)
        values[name] = old if new is None else new
        if new is not None and new != old:
            changes.append(FieldChange(name, old, new))
    return ChildRecord(**values), tuple(changes)


def _kind(child: KnownChild, changed: dict[str, FieldChange]) -> str:
    if not child.present:
        return RETURNED
    if "school_class" in changed:
        return MOVED
    return CHANGED if changed else UNCHANGED


def _person(record: ChildRecord) -> tuple[Any, ...] | None:
    """Name, birth date and carer or parents; None when the carer and parents are unknown."""
    family = (record.carer_name, record.father_name, record.mother_name)
    if record.birth_date is None or not any(family):
        return None
    return (record.name, record.birth_date, *family)
