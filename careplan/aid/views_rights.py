"""Whose aid somebody may see: the child's responsible person, who does a duty for it, and three roles (DOMAIN 5.2)."""

from __future__ import annotations

from flask import Blueprint, abort, g

from careplan.access.roles import COUNSELLING_TEACHER, OFFICE, PRINCIPAL, may_see_child
from careplan.aid.models import AidCase, Duty
from careplan.aid.queries import find_case, find_duty, held_children, holder_of
from careplan.children.models import Child
from careplan.children.queries import find_child
from careplan.web.filters import may
from careplan.web.guard import own_squads, roles, user

blueprint = Blueprint("aid", __name__, url_prefix="/aid")
EVERY_AID = frozenset({PRINCIPAL, COUNSELLING_TEACHER, OFFICE})
"""Roles that see the aid of every child; others see it where they are responsible or do a duty."""


def sees_every_aid() -> bool:
    return bool(roles() & EVERY_AID)


def own_children() -> frozenset[int]:
    """Children for whom the signed-in person is responsible or does a duty."""
    if "aid_children" not in g:
        g.aid_children = held_children(user().staff_id)
    found: frozenset[int] = g.aid_children
    return found


def sees(child: Child) -> bool:
    """As the existing rights to children, and of those only the own ones."""
    return may_see_child(roles(), own_squads(), child.squad_id) and (sees_every_aid() or child.id in own_children())


@blueprint.app_template_global()
def aid_visible(child: Child) -> bool:
    """Whether a page may lead to this child's aid."""
    return may("aid.child") and sees(child)


def child_or_404(child_id: int) -> Child:
    """The child when this person may see its aid; as if there were none otherwise."""
    found = find_child(child_id)
    if found is None or not sees(found):
        abort(404)
    return found


def case_or_404(case_id: int) -> AidCase:
    found = find_case(case_id)
    if found is None or not sees(found.child):
        abort(404)
    return found


def does(duty: Duty) -> bool:
    """Whether the signed-in person does this duty now."""
    holder = holder_of(duty)
    return holder is not None and user().staff_id is not None and holder.staff_id == user().staff_id


def duty_or_404(duty_id: int) -> Duty:
    """A duty for a child whose aid one may see; one for the school by who does it and by the three roles."""
    found = find_duty(duty_id)
    if found is None:
        abort(404)
    visible = sees(found.child) if found.child else sees_every_aid() or does(found)
    if not visible:
        abort(404)
    return found


def may_record(duty: Duty) -> bool:
    """Who does it, and the counselling teacher and the office for somebody who is away."""
    return may("aid.record", "POST") and (does(duty) or sees_every_aid())
