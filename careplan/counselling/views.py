"""All pages of the counselling room, registered on its blueprint."""

from __future__ import annotations

from careplan.counselling import (
    views_appointments,
    views_child,
    views_hand_over,
    views_notes,
    views_referrals,
    views_room,
)
from careplan.counselling.views_rights import blueprint

__all__ = [
    "blueprint",
    "views_appointments",
    "views_child",
    "views_hand_over",
    "views_notes",
    "views_referrals",
    "views_room",
]
