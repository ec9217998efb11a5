"""Change what the register holds of a child: add, edit, leave, return."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from careplan.audit.operations import record
from careplan.children.class_names import ClassRef
from careplan.children.load import carer_of, parent_of, record_of
from careplan.children.models import Child, ChildChange, FamilyMember
from careplan.children.names import search_keys
from careplan.children.record import FIELDS, ChildRecord
from careplan.clock import today
from careplan.db import db
from careplan.errors import Reason, Refused
from careplan.school.models import Squad
from careplan.school.queries import require_year
from careplan.secrecy import blind_index

ENROLLED, LEFT = "enrolled", "left"
RELATION_CODES = {
    "father": ("父亲", "父", "爸爸"),
    "mother": ("母亲", "母", "妈妈"),
    "grandfather": ("祖父", "外祖父", "爷爷", "外公", "姥爷", "公公"),
    "grandmother": ("祖母", "外祖母", "奶奶", "外婆", "姥姥", "婆婆"),
}


def add_child(*, actor_id: int | None, given: ChildRecord, source: str = "edit") -> Child:
    """A new child in an existing squad."""
    _refuse_taken_numbers(given, None)
    squad = squad_of(given.school_class)
    child = Child(squad_id=squad.id, squad=squad, joined_on=today(), state=ENROLLED, family=[])
    write_record(child, given)
    db.session.add(child)
    db.session.flush()
    note_change(child, "state", None, ENROLLED, source)
    record(actor_id=actor_id, action="add", entity="child", entity_id=child.id, detail={"source": source})
    return child


def edit_child(*, actor_id: int | None, child: Child, given: ChildRecord, source: str = "edit") -> tuple[str, ...]:
    """Make the record exactly as given; what was there before goes into the history. Returns the changed fields."""
    before = record_of(child)
    changed = tuple(name for name in FIELDS if getattr(before, name) != getattr(given, name))
    if not changed:
        return ()
    _refuse_taken_numbers(given, child.id)
    child.squad = squad_of(given.school_class)
    write_record(child, given)
    for name in changed:
        note_change(child, name, as_words(getattr(before, name)), as_words(getattr(given, name)), source)
    flag_modified(child, "name")  # a change of the family alone is a change of the child (G33)
    record(
        actor_id=actor_id,
        action="edit",
        entity="child",
        entity_id=child.id,
        detail={"fields": list(changed), "source": source},
    )
    db.session.flush()
    return changed


def mark_left(*, actor_id: int | None, child: Child, left_on: date, source: str = "edit") -> None:
    """The child left the school; the record and its history stay."""
    if child.state == LEFT:
        raise Refused(_("This child has left already."))
    if left_on < child.joined_on:
        raise Refused(_("The day of leaving is before the day of joining (%(day)s).", day=child.joined_on.isoformat()))
    if left_on > today():
        raise Refused(_("The day of leaving is in the future."))
    child.state, child.left_on = LEFT, left_on
    note_change(child, "state", ENROLLED, LEFT, source, left_on)
    record(actor_id=actor_id, action="leave", entity="child", entity_id=child.id, detail={"source": source})
    db.session.flush()


def mark_returned(*, actor_id: int | None, child: Child, source: str = "edit") -> None:
    """The child is back at the school."""
    if child.state == ENROLLED:
        raise Refused(_("This child is at the school already."))
    child.state, child.left_on = ENROLLED, None
    note_change(child, "state", LEFT, ENROLLED, source)
    record(actor_id=actor_id, action="return", entity="child", entity_id=child.id, detail={"source": source})
    db.session.flush()


def squad_of(ref: ClassRef) -> Squad:
    """The squad of a class; Refused when the school has none."""
    query = select(Squad).where(Squad.entry_year == ref.entry_year, Squad.number == ref.number)
    squad = db.session.scalar(query)
    if squad is None:
        raise Refused(_("The school has no class %(name)s.", name=ref.label(require_year().start_year)))
    return squad


def write_record(child: Child, given: ChildRecord) -> None:
    """Every field of the record into the tables."""
    if given.sex is None or given.birth_date is None:
        raise Refused(_("Sex and birth date are needed."))
    child.name, child.name_keys = given.name, search_keys(given.name)
    child.sex, child.birth_date = given.sex, given.birth_date
    child.ethnicity, child.health = given.ethnic_group or "", given.health or ""
    child.id_number = given.id_number
    child.id_index = blind_index(given.id_number) if given.id_number else None
    child.student_number, child.boards = given.student_number, given.boarding
    child.student_index = blind_index(given.student_number) if given.student_number else None
    child.rural_household = None if given.household is None else given.household == "rural"
    child.household_place, child.address = given.household_place, given.address
    child.school_register = given.left_behind or ""
    for relation in ("father", "mother"):
        _write_parent(child, relation, given)
    _write_carer(child, given)


def _write_parent(child: Child, relation: str, given: ChildRecord) -> None:
    fields = ("name", "phone", "situation", "place", "since", "unable")
    values: dict[str, Any] = {field: getattr(given, f"{relation}_{field}") for field in fields}
    row = parent_of(child, relation)
    if row is None:
        if all(value is None for value in values.values()):
            return
        row = FamilyMember(relation=relation, is_carer=False, school_id=child.school_id)
        child.family.append(row)
    situation = values["situation"]
    row.name, row.phone, row.works_at = values["name"], values["phone"], values["place"] or ""
    row.away = None if situation is None else situation == "away"
    row.absence = situation if situation in ("dead", "other") else ""
    row.away_since = values["since"]
    row.can_care = None if values["unable"] is None else not values["unable"]


def _write_carer(child: Child, given: ChildRecord) -> None:
    row = carer_of(child)
    values = (given.carer_name, given.carer_relation, given.carer_phone, given.entrusted)
    if row is None:
        if all(value is None for value in values):
            return
        row = FamilyMember(is_carer=True, school_id=child.school_id, works_at="", absence="")
        child.family.append(row)
    row.name, row.phone, row.entrusted = given.carer_name, given.carer_phone, given.entrusted
    row.relation_word = given.carer_relation or ""
    row.relation = relation_code(row.relation_word)


def relation_code(word: str) -> str:
    """grandmother for 外祖母; other for what no list knows."""
    return next((code for code, words in RELATION_CODES.items() if word in words), "other")


def note_change(
    child: Child, field: str, before: str | None, after: str | None, source: str, happened_on: date | None = None
) -> None:
    """One line of the child's history (C5)."""
    db.session.add(
        ChildChange(
            school_id=child.school_id,
            child_id=child.id,
            field=field,
            before=before,
            after=after,
            happened_on=happened_on,
            recorded_on=today(),
            source=source,
        )
    )


def as_words(value: Any) -> str | None:
    """A value as text in the history; codes stay codes and are put into words when shown."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, ClassRef):
        return f"{value.entry_year}级{value.number}班"
    return value.isoformat() if isinstance(value, date) else str(value)


class NumberTaken(Refused):
    """Another child of the school has this number. field: the number that was typed; reasons: a way to that child."""

    def __init__(self, words: str, field: str, other_id: int) -> None:
        super().__init__(words)
        self.field = field
        self.reasons = (Reason(words, _("Open that child's record"), "children.child", {"child_id": other_id}),)


def _refuse_taken_numbers(given: ChildRecord, own_id: int | None) -> None:
    """NumberTaken when another child of the school has the identity or student number."""
    checks = (
        ("id_number", given.id_number, Child.id_index, _("This identity number belongs to %(name)s.")),
        ("student_number", given.student_number, Child.student_index, _("This student number belongs to %(name)s.")),
    )
    for field, number, column, words in checks:
        query = select(Child).where(column == blind_index(number or ""), Child.id != (own_id or 0))
        other = db.session.scalar(query) if number else None
        if other is not None:
            raise NumberTaken(words % {"name": other.name}, field, other.id)
