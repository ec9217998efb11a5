"""Who may plan and record what beside the sessions, beyond the policy file."""

from __future__ import annotations

from flask import Blueprint, abort

from careplan.access.roles import COUNSELLING_TEACHER, EVERY_CHILD, HEAD_COUNSELOR, may_see_child
from careplan.programme.models import Item, Series
from careplan.programme.planned import HOURS, KINDS
from careplan.programme.queries import find_item, find_series
from careplan.web.filters import may
from careplan.web.guard import own_squads, roles, user

blueprint = Blueprint("programme", __name__, url_prefix="/programme")
PLANS_EVERYTHING = frozenset({HEAD_COUNSELOR, COUNSELLING_TEACHER})
"""Roles that plan for everybody; a class teacher plans what they are responsible for themselves."""


def item_or_404(item_id: int) -> Item:
    return find_item(item_id) or abort(404)


def series_or_404(series_id: int) -> Series:
    return find_series(series_id) or abort(404)


def elective_or_404(series_id: int) -> Series:
    found = series_or_404(series_id)
    if found.kind != "elective":
        abort(404)
    return found


def kinds_to_plan() -> tuple[str, ...]:
    """What this person may plan: a class teacher all but the hours of help."""
    return tuple(kind for kind in KINDS if plans_everything() or kind not in HOURS)


def plans_everything() -> bool:
    return bool(roles() & PLANS_EVERYTHING)


def may_change(series: Series) -> bool:
    """Who planned it, and those who plan for everybody."""
    return may("programme.new") and (plans_everything() or series.planned_by == user().id)


def may_keep_record(item: Item) -> bool:
    """The person responsible, and whoever may change it."""
    is_own = item.staff_id is not None and item.staff_id == user().staff_id
    return may("programme.done", "POST") and (is_own or may_change(item.series))


def may_sign_up() -> bool:
    """Whether this person signs children up at all: somebody who may see some."""
    return may("programme.sign_up", "POST") and bool(roles() & EVERY_CHILD or own_squads())


def sees(squad_id: int) -> bool:
    """Whether the children of this squad may be read by name (DOMAIN 5.2)."""
    return may_see_child(roles(), own_squads(), squad_id)
