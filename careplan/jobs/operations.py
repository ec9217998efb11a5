"""Ask for a job, run it, cancel it. The table is the queue; a job is claimed in one statement, never twice at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import or_, select, update

from careplan.clock import now
from careplan.db import db, every_school, school_scope
from careplan.errors import CareplanError
from careplan.jobs.models import Job

log = logging.getLogger("careplan.jobs")
STALE = timedelta(seconds=30)
"""A running job says that it is alive about every second; after this its worker is taken for dead."""
MAX_ATTEMPTS = 3
UNFINISHED = "The job could not be finished. Nothing was changed."


class Cancelled(Exception):
    """The job was asked to stop and has nothing to keep."""


class Progress:
    """What a running job may say and ask, from any thread; each call is a short transaction of its own."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        self._engine = db.engine  # the solver asks from threads that know no application

    def say(self, progress: float, message: str, **values: Any) -> None:
        """Store progress 0–1 and a message (an English msgid) with its values."""
        self._write(progress=progress, message=message, message_values=values, heartbeat_at=now())

    def cancelled(self) -> bool:
        """Whether somebody asked to stop; also says that the worker is alive."""
        self._write(heartbeat_at=now())
        with every_school(), self._engine.begin() as connection:
            return bool(connection.scalar(select(Job.cancel_asked).where(Job.id == self.job_id)))

    def _write(self, **values: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(Job).where(Job.id == self.job_id).values(**values))


Runner = Callable[[dict[str, Any], Progress, int | None], dict[str, Any]]
_runners: dict[str, Runner] = {}


def job_kind(kind: str) -> Callable[[Runner], Runner]:
    """Decorator: this function runs jobs of that kind: (arguments, progress, requested_by) → result.

    It runs in the school's scope and commits its own work; it must do no harm when run twice.
    """

    def register(runner: Runner) -> Runner:
        _runners[kind] = runner
        return runner

    return register


_cleaners: list[Callable[[], None]] = []


def cleaner(clean: Callable[[], None]) -> Callable[[], None]:
    """Decorator: the worker calls this function now and then, outside any school's scope, to erase what is too old."""
    _cleaners.append(clean)
    return clean


def clean_up() -> None:
    """Erase what every feature keeps for a while only, and commit."""
    for clean in _cleaners:
        clean()
    db.session.commit()


def ask_for_job(*, kind: str, arguments: dict[str, Any], requested_by: int | None) -> Job:
    """Queue a job and commit, so that the worker sees it; run it here and now where there is no worker (tests, CLI)."""
    assert kind in _runners, kind
    job = Job(kind=kind, arguments=arguments, requested_by=requested_by, created_at=now())
    db.session.add(job)
    db.session.commit()
    if current_app.config["SETTINGS"].jobs_inline:
        run_job(job.id)
        db.session.refresh(job)
    return job


def cancel_job(*, job: Job) -> None:
    """Ask a job to stop; one not yet begun, or whose worker died, ends at once."""
    job.cancel_asked = True
    if job.state == "queued" or (job.state == "running" and (job.heartbeat_at or now()) < now() - STALE):
        job.state, job.finished_at = "cancelled", now()


def claim_next() -> int | None:
    """Take the oldest waiting job, or one whose worker died; its id, or None. One that died too often has failed."""
    stale = (Job.state == "running") & (Job.heartbeat_at < now() - STALE) & (Job.attempts < MAX_ATTEMPTS)
    waiting = select(Job.id).where(or_(Job.state == "queued", stale)).order_by(Job.id).limit(1).scalar_subquery()
    statement = (
        update(Job)
        .where(Job.id == waiting)
        .values(state="running", heartbeat_at=now())
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    given_up = update(Job).where(Job.state == "running", Job.heartbeat_at < now() - STALE, Job.attempts >= MAX_ATTEMPTS)
    with every_school(), db.engine.begin() as connection:
        connection.execute(given_up.values(state="failed", message=UNFINISHED, message_values={}, finished_at=now()))
        return connection.scalar(statement)


def run_job(job_id: int) -> None:
    """Run a claimed job to its end; whatever happens is written to its row."""
    with every_school():
        job = db.session.get_one(Job, job_id, populate_existing=True)
        job.state, job.started_at, job.heartbeat_at, job.attempts = "running", now(), now(), job.attempts + 1
        kind, arguments, school_id, requested_by = job.kind, job.arguments, job.school_id, job.requested_by
        db.session.commit()
    with school_scope(school_id):
        outcome = _outcome(kind, arguments, Progress(job_id), requested_by)
    with db.engine.begin() as connection:
        connection.execute(update(Job).where(Job.id == job_id).values(finished_at=now(), **outcome))


def _outcome(kind: str, arguments: dict[str, Any], progress: Progress, requested_by: int | None) -> dict[str, Any]:
    try:
        result = _runners[kind](arguments, progress, requested_by)
        return {"state": "done", "progress": 1.0, "result": result}
    except Cancelled:
        return {"state": "cancelled"}
    except CareplanError as error:
        return {"state": "failed", "message": str(error), "message_values": {}}
    except Exception as error:
        log.exception("job %s failed: %s", kind, type(error).__name__)
        return {
            "state": "failed",
            "message": UNFINISHED,
            "message_values": {},
        }
    finally:
        db.session.rollback()
