"""The school's pages. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.school import (
    views_bands,
    views_calendar,
    views_conditions,
    views_group,
    views_overview,
    views_people,
    views_venues,
    views_words,
)
from careplan.school.views_edit import blueprint

__all__ = [
    "blueprint",
    "views_bands",
    "views_calendar",
    "views_conditions",
    "views_group",
    "views_overview",
    "views_people",
    "views_venues",
    "views_words",
]
