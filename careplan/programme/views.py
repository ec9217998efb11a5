"""The pages of what stands beside the sessions. The blueprint and all its routes: this file names them."""

from __future__ import annotations

from careplan.programme import (
    views_event,
    views_events,
    views_item,
    views_plan,
    views_programme,
    views_served,
    views_signups,
    views_stand_in,
)
from careplan.programme.views_rights import blueprint

__all__ = [
    "blueprint",
    "views_event",
    "views_events",
    "views_item",
    "views_plan",
    "views_programme",
    "views_served",
    "views_signups",
    "views_stand_in",
]
