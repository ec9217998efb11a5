"""What the school knows of a child through the roster (DOMAIN 4.5, 7.1).

Every field but the name and the class may be None: not given. Identity and student
numbers are text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from careplan.children.class_names import ClassRef
from careplan.children.left_behind import Facts, Parent

FAMILY_CARERS = frozenset({"父亲", "母亲", "父", "母", "爸爸", "妈妈", "父母"})


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """One child as a roster gives it.

    `household` is rural or urban; `left_behind` none, one_parent, both_parents or yes
    as declared in the enrolment register; a parent's situation is home, away, dead or other; `since`
    is the first day of the month when only the month is known.
    """

    name: str
    school_class: ClassRef
    sex: str | None = None
    ethnic_group: str | None = None
    birth_date: date | None = None
    id_number: str | None = None
    student_number: str | None = None
    boarding: bool | None = None
    household: str | None = None
    household_place: str | None = None
    address: str | None = None
    health: str | None = None
    left_behind: str | None = None
    father_name: str | None = None
    father_phone: str | None = None
    father_situation: str | None = None
    father_place: str | None = None
    father_since: date | None = None
    father_unable: bool | None = None
    mother_name: str | None = None
    mother_phone: str | None = None
    mother_situation: str | None = None
    mother_place: str | None = None
    mother_since: date | None = None
    mother_unable: bool | None = None
    carer_name: str | None = None
    carer_relation: str | None = None
    carer_phone: str | None = None
    entrusted: bool | None = None


FIELDS = tuple(item.name for item in fields(ChildRecord))


def facts_of(record: ChildRecord) -> Facts:
    """What the three definitions of a left-behind child ask, from the roster's fields."""
    return Facts(
        birth_date=record.birth_date,
        father=Parent(record.father_situation, record.father_since, record.father_unable),
        mother=Parent(record.mother_situation, record.mother_since, record.mother_unable),
        rural=None if record.household is None else record.household == "rural",
        lives_with_parents=_lives_with_parents(record.carer_relation),
        declared=record.left_behind,
    )


def _lives_with_parents(relation: str | None) -> bool | None:
    """A parent who looks after the child day by day lives with it."""
    return None if not relation else relation in FAMILY_CARERS
