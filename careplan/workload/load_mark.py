"""What of a statement was on the page: whoever decides on it decides on that, not on what came meanwhile (S52, G33)."""

from __future__ import annotations

from hmac import compare_digest

from careplan.workload.freezing import sha256, text_of
from careplan.workload.models import WorkStatement


def mark_of(row: WorkStatement) -> str:
    """A hash of what the page shows: lines, late lines, corrections, answers and totals.

    Not the row's version: a confirmation sent twice changes nothing of what was seen, and is no reason to ask again.
    """
    shown = {
        "lines": row.lines,
        "late": row.late,
        "corrections": [one.id for one in row.corrections],
        "answers": [[one.id, one.answer] for one in row.objections if one.answered_at is not None],
        "total": [row.milli, row.fen],
    }
    return sha256(text_of(shown))


def is_as_seen(row: WorkStatement, mark: str) -> bool:
    """Whether the statement still is what the page with this mark showed."""
    return compare_digest(mark_of(row).encode(), mark.encode())
