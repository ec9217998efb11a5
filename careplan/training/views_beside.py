"""Qualifications that hold today, shown beside each person on the staff list (S48)."""

from __future__ import annotations

from datetime import date

from careplan.school.beside import StaffNote, show_staff_notes
from careplan.training.queries import holdings_by_staff
from careplan.web.filters import word


def qualification_notes(day: date) -> dict[int, tuple[StaffNote, ...]]:
    """Staff id → the qualifications that are valid on the day, each once."""
    return {
        staff_id: tuple(
            StaffNote(word(code, "qualification"), "good")
            for code in dict.fromkeys(held.qualification for held in holdings if held.is_valid_on(day))
        )
        for staff_id, holdings in holdings_by_staff().items()
    }


show_staff_notes(qualification_notes)
