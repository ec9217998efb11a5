"""The pages of workload and pay. The blueprint and all its routes: this file names them."""

from __future__ import annotations

from careplan.workload import (
    views_entries,
    views_mine,
    views_periods,
    views_protected,
    views_rules,
    views_shares,
    views_steps,
    views_sums,
    views_words,
)
from careplan.workload.views_rights import blueprint

__all__ = [
    "blueprint",
    "views_entries",
    "views_mine",
    "views_periods",
    "views_protected",
    "views_rules",
    "views_shares",
    "views_steps",
    "views_sums",
    "views_words",
]
