"""The one way of a form that saves: show, mend faults at their fields, save once, go on; 409 when the row moved on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a form. gone: where to after it was saved; None: show it again, with `status`."""

    gone: Response | None
    status: int = 200

    @property
    def stale(self) -> bool:
        """Whether somebody else changed the row meanwhile; what was typed is kept, and may be sent again."""
        return self.status == 409


def answer(
    form: Any, save: Callable[[], str], *, said: str, place: Callable[[Refused], str], row: Any = None
) -> Answered:
    """Settle a form that came in; save gives where to go. row: the record that it edits, for its version.

    said: the words once it is saved. place: the field at which a refusal stands.
    """
    if row is not None and not form.is_submitted():
        form.open_for(row)
    if row is not None and form.is_submitted() and form.is_stale(row):
        form.version.data = str(row.version)
        return Answered(None, 409)
    if form.validate_on_submit():
        try:
            target = save()
        except Refused as refused:
            db.session.rollback()
            form[place(refused)].errors = [str(refused)]
        else:
            db.session.commit()
            flash(said, "success")
            return Answered(redirect(target))
    return Answered(None, 422 if form.is_submitted() else 200)
