"""The pages of aid. The blueprint and all its routes: this file names them, the others hold them."""

from __future__ import annotations

from careplan.aid import (
    views_cases,
    views_children,
    views_costs,
    views_duties,
    views_duty,
    views_ledger,
    views_overview,
    views_papers,
    views_starting,
    views_words,
)
from careplan.aid.views_rights import blueprint

__all__ = [
    "blueprint",
    "views_cases",
    "views_children",
    "views_costs",
    "views_duties",
    "views_duty",
    "views_ledger",
    "views_overview",
    "views_papers",
    "views_starting",
    "views_words",
]
