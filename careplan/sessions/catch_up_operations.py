"""Bring a draft up to what happened since it was opened."""

from __future__ import annotations

from flask_babel import gettext as _

from careplan.errors import Refused
from careplan.sessions.catch_up_load import load_late
from careplan.sessions.draft_operations import check_draft, force_step
from careplan.sessions.models import ScheduleVersion


def catch_up(*, actor_id: int | None, version: ScheduleVersion) -> None:
    """What was cancelled leaves the draft, what was held stands in it as it was held: one step of the journal.

    Refused where there is nothing to take over.
    """
    late = load_late(check_draft(version))
    if late.none:
        raise Refused(_("The draft knows everything that was held or cancelled."))
    words = _("What was held or cancelled in the meantime is taken over")
    force_step(actor_id=actor_id, version=version, out=late.out, into=late.into, words=words)
