"""Whose children the signed-in person meets on the pages of care, and how a child is found there."""

from __future__ import annotations

from collections.abc import Collection

from flask import abort
from sqlalchemy import select

from careplan.access.roles import EVERY_CHILD, PRINCIPAL, may_see_child
from careplan.casework.queries import Sight, children_of_staff, find_child
from careplan.children.models import Child
from careplan.db import db
from careplan.school.models import StaffMember
from careplan.school.queries import may_answer_for_children
from careplan.web.guard import own_squads, roles, user


def sight() -> Sight:
    """Every child, or those of the own squads and those one is responsible for."""
    return Sight(None) if roles() & EVERY_CHILD else Sight(own_squads(), user().staff_id)


def may_open(child: Child) -> bool:
    """Whether this person may open the child here: by squad (DOMAIN 5.2), or because they are responsible for it."""
    return may_see_child(roles(), own_squads(), child.squad_id) or child.id in children_of_staff(user().staff_id)


def child_or_404(child_id: int) -> Child:
    """The child; 404 unless this person may open it: as if it did not exist (G3)."""
    found = find_child(child_id)
    return found if found and may_open(found) else abort(404)


def undoable(rows: Collection[tuple[int, int, int | None]]) -> frozenset[int]:
    """Of rows (id, child, account that entered it) the ids that this person may take back.

    One's own, those of the children one is responsible for, or all for the principal.
    """
    if PRINCIPAL in roles():
        return frozenset(row_id for row_id, _child, _by in rows)
    own = children_of_staff(user().staff_id)
    return frozenset(row_id for row_id, child_id, by in rows if by == user().id or child_id in own)


def staff_choices() -> list[tuple[int, str]]:
    """Who can be responsible: teachers, and workers of the community, on the staff list (C9)."""
    query = select(StaffMember.id, StaffMember.number, StaffMember.name)
    people = db.session.execute(query.where(may_answer_for_children()).order_by(StaffMember.number))
    return [(row.id, f"{row.number} {row.name}") for row in people]
