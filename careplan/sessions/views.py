"""The sessions' pages. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.sessions import (
    views_add,
    views_board,
    views_calendar,
    views_departures,
    views_desk,
    views_edit,
    views_feed,
    views_generate,
    views_phone,
    views_photo,
    views_record,
    views_roll,
    views_session,
    views_stand,
    views_version_words,
    views_versions,
    views_week_words,
)
from careplan.sessions.views_rights import blueprint

__all__ = [
    "blueprint",
    "views_add",
    "views_board",
    "views_calendar",
    "views_departures",
    "views_desk",
    "views_edit",
    "views_feed",
    "views_generate",
    "views_phone",
    "views_photo",
    "views_record",
    "views_roll",
    "views_session",
    "views_stand",
    "views_version_words",
    "views_versions",
    "views_week_words",
]
