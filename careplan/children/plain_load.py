"""Many children as plain rows: what lists and counts ask of a whole school, no row of the ORM, nothing encrypted.

A register of 3,000 children is read in two statements; the definitions of left-behind are then asked of the rows
(`left_behind.DEFINITIONS`), so that nothing derived is stored and a cut-off date can be any day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from careplan.children.load import findings_of
from careplan.children.models import Child, FamilyMember
from careplan.children.plain import PlainChild, Relative
from careplan.db import db
from careplan.school.models import Squad

Answers = dict[str, bool | None]


def plain_children(
    *wanted: ColumnElement[bool], squad_ids: Iterable[int] | None, with_family: bool
) -> list[PlainChild]:
    """Children that meet the conditions, in these squads (None: all), in no order of meaning.

    with_family: False where only names, classes and days of birth are asked.
    """
    if squad_ids is not None:
        wanted = (*wanted, Child.squad_id.in_(list(squad_ids)))
    query = select(
        Child.id,
        Child.squad_id,
        Child.name,
        Child.sex,
        Child.birth_date,
        Child.boards,
        Child.rural_household,
        Child.school_register,
        Squad.entry_year,
        Squad.number,
    )
    rows = db.session.execute(query.join(Squad, Squad.id == Child.squad_id).where(*wanted).order_by(Child.id))
    found = {row[0]: PlainChild(*row) for row in rows}
    if with_family and found:
        for child_id, *facts in _relatives(wanted):
            found[child_id].family.append(Relative(*facts))
    return list(found.values())


def _relatives(wanted: tuple[ColumnElement[bool], ...]) -> Iterable[Any]:
    """Rows of the child's id and what `Relative` holds, in its order."""
    query = select(
        FamilyMember.child_id,
        FamilyMember.relation,
        FamilyMember.relation_word,
        FamilyMember.is_carer,
        FamilyMember.away,
        FamilyMember.absence,
        FamilyMember.away_since,
        FamilyMember.can_care,
    )
    joined = query.join(Child, Child.id == FamilyMember.child_id).join(Squad, Squad.id == Child.squad_id)
    return db.session.execute(joined.where(*wanted).order_by(FamilyMember.id))


def answers_of(child: PlainChild, day: date) -> Answers:
    """Definition → yes, no or not known (None) on a day."""
    return {code: finding.answer for code, finding in findings_of(child, day).items()}
