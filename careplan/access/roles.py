"""The roles of a school's people."""

from __future__ import annotations

PRINCIPAL = "principal"
HEAD_COUNSELOR = "head_counselor"
CLASS_TEACHER = "class_teacher"
COUNSELLING_TEACHER = "counselling_teacher"
OFFICE = "office"
COMMUNITY_WORKER = "community_worker"
ADMINISTRATOR = "administrator"

ROLES = (PRINCIPAL, HEAD_COUNSELOR, CLASS_TEACHER, COUNSELLING_TEACHER, OFFICE, COMMUNITY_WORKER, ADMINISTRATOR)
EVERY_CHILD = frozenset({PRINCIPAL, COUNSELLING_TEACHER, OFFICE, COMMUNITY_WORKER})
"""Roles that may open any child of their school; a class teacher opens those of the own squads only."""


def may_see_child(roles: frozenset[str], own_squads: frozenset[int], squad_id: int) -> bool:
    """Whether somebody with these roles may open a child of this squad (DOMAIN 5.2).

    A head counselor plans with counts and an administrator keeps accounts: neither role opens a child by itself.
    """
    return bool(roles & EVERY_CHILD) or (CLASS_TEACHER in roles and squad_id in own_squads)
