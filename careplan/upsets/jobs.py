"""Planning the fallen sessions anew as a job; the result is a proposal that a page shows before anybody accepts it."""

from __future__ import annotations

import time
from typing import Any

from flask_babel import lazy_gettext

from careplan.db import db
from careplan.jobs.operations import Cancelled, Progress, job_kind
from careplan.scheduling.json_place import Place
from careplan.scheduling.problem_file import read_session
from careplan.scheduling.solution import Session
from careplan.scheduling.solution_file import session_json
from careplan.upsets.replan_operations import NoProposal, Proposal, replan
from careplan.upsets.replanning import ATTEMPTS, Move

REPLAN = "upsets.replan"
SPEAK_EVERY = 1.0
SAID = (
    lazy_gettext("Looking for the smallest change"),
    lazy_gettext("What is near is taken; looking further (%(n)s of %(all)s)"),
    lazy_gettext("A proposal is ready."),
    lazy_gettext("Nothing fits in while the rest stays as it is. The page says why."),
)


@job_kind(REPLAN)
def run(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: seconds for each attempt. Result: the proposal, or `why` there is none, and where its page is.

    Stopped before there was one, nothing is kept.
    """

    def tell(number: int) -> None:
        share = number / len(ATTEMPTS)
        if not number:
            progress.say(share, "Looking for the smallest change")
        else:
            words = "What is near is taken; looking further (%(n)s of %(all)s)"
            progress.say(share, words, n=number + 1, all=len(ATTEMPTS))

    page = f"/upsets/replan/{progress.job_id}"
    try:
        found = replan(seconds=float(arguments["seconds"]), tell=tell, stop=_Stop(progress))
    except NoProposal as none:
        db.session.rollback()  # nothing is held while the progress is written
        if progress.cancelled():
            raise Cancelled from none
        progress.say(1.0, "Nothing fits in while the rest stays as it is. The page says why.")
        return {"why": none.why, "url": page}
    progress.say(1.0, "A proposal is ready.")
    return {**_stored(found), "url": page}


class _Stop:
    """Whether somebody asked to stop; the solver asks without pause, the table is read once a second."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._asked, self._stop = progress, 0.0, False

    def __call__(self) -> bool:
        if not self._stop and time.monotonic() - self._asked > SPEAK_EVERY:
            self._asked = time.monotonic()
            self._stop = self._progress.cancelled()
        return self._stop


def _stored(found: Proposal) -> dict[str, Any]:
    return {
        "version": found.version,
        "moves": [[_json(move.before), _json(move.after)] for move in found.moves],
        "people": list(found.people),
        "squads": list(found.squads),
        "unchanged": found.unchanged,
    }


def _json(session: Session | None) -> dict[str, Any] | None:
    return None if session is None else session_json(session)


def stored_moves(result: dict[str, Any]) -> tuple[Move, ...]:
    """The moves of a job's result."""
    return tuple(Move(_session(before), _session(after)) for before, after in result["moves"])


def _session(stored: dict[str, Any] | None) -> Session | None:
    return None if stored is None else read_session(Place("", stored))
