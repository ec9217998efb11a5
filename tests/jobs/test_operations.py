"""Jobs whose worker died: taken up again, given up after three times, stopped at once when somebody asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from careplan.clock import now
from careplan.db import db, every_school, school_scope
from careplan.jobs.models import Job
from careplan.jobs.operations import MAX_ATTEMPTS, STALE, cancel_job, claim_next


def add_job(app: Flask, *, state: str, silent_for: timedelta = timedelta(0), attempts: int = 1) -> int:
    with app.app_context(), school_scope(1):
        job = Job(kind="x", state=state, attempts=attempts, created_at=now(), heartbeat_at=now() - silent_for)
        db.session.add(job)
        db.session.commit()
        return job.id


def state_of(app: Flask, job_id: int) -> str:
    with app.app_context(), every_school():
        return db.session.get_one(Job, job_id).state


def claimed(app: Flask) -> int | None:
    with app.app_context():
        return claim_next()


def test_the_oldest_waiting_job_is_taken_once(app: Flask) -> None:
    first, second = add_job(app, state="queued"), add_job(app, state="queued")

    assert [claimed(app), claimed(app), claimed(app)] == [first, second, None]


def test_a_job_whose_worker_is_alive_is_left_alone(app: Flask) -> None:
    add_job(app, state="running", silent_for=STALE / 2)

    assert claimed(app) is None


def test_a_job_whose_worker_died_is_taken_up_again(app: Flask) -> None:
    job_id = add_job(app, state="running", silent_for=STALE * 2)

    assert claimed(app) == job_id


def test_a_job_that_died_too_often_has_failed(app: Flask) -> None:
    job_id = add_job(app, state="running", silent_for=STALE * 2, attempts=MAX_ATTEMPTS)

    assert (claimed(app), state_of(app, job_id)) == (None, "failed")


@pytest.mark.parametrize(
    ("state", "silent_for", "after"),
    [("queued", timedelta(0), "cancelled"), ("running", timedelta(0), "running"), ("running", STALE * 2, "cancelled")],
)
def test_stopping_ends_at_once_what_no_worker_holds(app: Flask, state: str, silent_for: timedelta, after: str) -> None:
    job_id = add_job(app, state=state, silent_for=silent_for)
    with app.app_context(), school_scope(1):
        job = db.session.get_one(Job, job_id)
        cancel_job(job=job)
        db.session.commit()
        assert (job.state, job.cancel_asked) == (after, True)
