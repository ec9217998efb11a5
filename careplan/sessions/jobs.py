"""Making a schedule as a job: progress with the best score so far, stop keeps the best."""

from __future__ import annotations

import time
from typing import Any

from flask import url_for
from sqlalchemy import select

from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.operations import Progress, job_kind
from careplan.plans.models import YearPlan
from careplan.sessions.schedule_operations import make_schedule

SPEAK_EVERY = 1.0
MAKE = "schedule.make"


@job_kind(MAKE)
def run(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: plan (id), seconds, seed. Result: the draft's id and where its page is."""
    seconds = float(arguments["seconds"])
    watch = _Watch(progress, seconds)
    progress.say(0.0, "Reading the plan")
    plan = db.session.scalar(select(YearPlan).where(YearPlan.id == arguments["plan"]))
    if plan is None:
        raise Refused("The plan is gone.")
    version = make_schedule(
        actor_id=requested_by,
        plan=plan,
        seconds=seconds,
        seed=int(arguments.get("seed", 1)),
        on_progress=watch.progressed,
        should_stop=watch.should_stop,
    )
    return {"version": version.id, "url": url_for("sessions.version", version_id=version.id)}


class _Watch:
    """Tells the job's row at most once a second how far the solver is."""

    def __init__(self, progress: Progress, seconds: float) -> None:
        self._progress = progress
        self._seconds = seconds
        self._spoke = self._asked = 0.0
        self._stop = False

    def progressed(self, best: int | None, bound: int | None, elapsed: float) -> None:
        if time.monotonic() - self._spoke < SPEAK_EVERY:
            return
        self._spoke = time.monotonic()
        share = min(elapsed / self._seconds, 0.99)
        if best is None:
            self._progress.say(share, "Looking for a first schedule")
        else:
            self._progress.say(share, "Best so far: %(best)s, proven not below %(bound)s", best=best, bound=bound or 0)

    def should_stop(self) -> bool:
        if time.monotonic() - self._asked >= SPEAK_EVERY:
            self._asked = time.monotonic()
            self._stop = self._progress.cancelled()
        return self._stop
