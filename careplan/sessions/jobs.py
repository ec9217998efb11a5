"""Making a schedule as a job: progress with the best score so far, stop keeps the best."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.operations import Cancelled, Progress, job_kind
from careplan.plans.models import YearPlan
from careplan.sessions.generate_operations import generate
from careplan.sessions.impossible_load import conflict_in_words, repairs_in_words
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.region import Region
from careplan.sessions.schedule_operations import NoSchedule, make_schedule
from careplan.sessions.session_queries import version_named

SPEAK_EVERY = 1.0
MAKE = "schedule.make"
GENERATE = "schedule.generate"


@job_kind(MAKE)
def run(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: plan (id), seconds, seed. Result: the draft's id and where its page is.

    When no schedule can meet all rules, `conflict` holds those that cannot hold together and `repairs` the ways out
    that were tried, each said in Chinese and in English as things stood then. Stopped before a first schedule was
    found, nothing is kept.
    """
    seconds = float(arguments["seconds"])
    watch = _Watch(progress, seconds)
    progress.say(0.0, "Reading the plan")
    plan = db.session.scalar(select(YearPlan).where(YearPlan.id == arguments["plan"]))
    if plan is None:
        raise Refused(_("The plan is gone."))

    def make() -> ScheduleVersion:
        return make_schedule(
            actor_id=requested_by,
            plan=plan,
            seconds=seconds,
            seed=int(arguments.get("seed", 1)),
            replace=bool(arguments.get("replace")),
            on_progress=watch.progressed,
            should_stop=watch.should_stop,
        )

    return _finished(make, progress, "/sessions/versions/{}")


@job_kind(GENERATE)
def generate_part(arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    """arguments: draft (id), squads (codes or None), weeks (numbers or None), seconds. Result: as of `run`."""
    seconds = float(arguments["seconds"])
    watch = _Watch(progress, seconds)
    progress.say(0.0, "Reading the plan")
    draft = version_named(arguments["draft"])
    if draft is None or draft.state != "draft":
        raise Refused(_("The draft is gone."))
    squads, weeks = arguments.get("squads"), arguments.get("weeks")
    region = Region(
        None if squads is None else frozenset(squads), None if weeks is None else frozenset(map(int, weeks))
    )

    def make() -> ScheduleVersion:
        return generate(
            actor_id=requested_by,
            version=draft,
            region=region,
            seconds=seconds,
            on_progress=watch.progressed,
            should_stop=watch.should_stop,
        )

    return _finished(make, progress, "/sessions/proposals/{}")


def _finished(make: Callable[[], ScheduleVersion], progress: Progress, page: str) -> dict[str, Any]:
    """Make it, and say how it ended."""
    try:
        version = make()
    except NoSchedule as refused:
        db.session.rollback()  # nothing is held while the progress is written
        if refused.conflict:
            progress.say(1.0, "No schedule can meet all rules together.")
            return {
                "conflict": conflict_in_words(refused.problem, refused.conflict),
                "repairs": repairs_in_words(refused.problem, refused.repairs),
                "exhausted": refused.exhausted,
                "url": f"/sessions/versions/impossible/{progress.job_id}",
            }
        if progress.cancelled():
            raise Cancelled from refused
        raise
    version_id, best, bound = version.id, version.objective, version.bound
    db.session.rollback()  # reading opened a transaction; the progress is written in one of its own
    progress.say(1.0, "Best so far: %(best)s, proven not below %(bound)s", best=best, bound=bound)
    return {"version": version_id, "url": page.format(version_id)}


SAID = (
    lazy_gettext("Reading the plan"),
    lazy_gettext("Looking for a first schedule"),
    lazy_gettext("Best so far: %(best)s, proven not below %(bound)s"),
    lazy_gettext("No schedule can meet all rules together."),
)


class _Watch:
    """Tells the job's row at most once a second how far the solver is; the solver asks from threads of its own."""

    def __init__(self, progress: Progress, seconds: float) -> None:
        self._progress = progress
        self._seconds = seconds
        self._spoke = self._asked = 0.0
        self._stop = False
        self._lock = Lock()

    def progressed(self, best: int | None, bound: int | None, elapsed: float) -> None:
        with self._lock:
            if time.monotonic() - self._spoke < SPEAK_EVERY:
                return
            self._spoke = time.monotonic()
        share = min(elapsed / self._seconds, 0.99)
        if best is None:
            self._progress.say(share, "Looking for a first schedule")
        else:
            self._progress.say(share, "Best so far: %(best)s, proven not below %(bound)s", best=best, bound=bound or 0)

    def should_stop(self) -> bool:
        with self._lock:
            if self._stop or time.monotonic() - self._asked < SPEAK_EVERY:
                return self._stop
            self._asked = time.monotonic()
        self._stop = self._progress.cancelled() or self._stop
        return self._stop
