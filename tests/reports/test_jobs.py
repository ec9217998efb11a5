"""The job that issues a report: it can be stopped, and then nothing is kept."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from careplan.clock import now
from careplan.db import db, school_scope
from careplan.jobs.models import Job
from careplan.jobs.operations import run_job
from careplan.reports import jobs
from careplan.reports.models import Report


def _job(app: Flask, **more: object) -> int:
    with app.app_context(), school_scope(1):
        job = Job(kind=jobs.ISSUE, arguments={"cut_off": "2026-11-20"}, created_at=now(), **more)
        db.session.add(job)
        db.session.commit()
        return job.id


def _outcome(app: Flask, job_id: int) -> tuple[str, str, int]:
    with app.app_context(), school_scope(1):
        job = db.session.scalars(select(Job).where(Job.id == job_id)).one()
        return job.state, job.message, db.session.scalar(select(func.count(Report.id))) or 0


def test_stopped_job_keeps_nothing(app: Flask) -> None:
    job_id = _job(app, cancel_asked=True)
    with app.app_context():
        run_job(job_id)
    state, _, reports = _outcome(app, job_id)
    assert (state, reports) == ("cancelled", 0)
    assert not app.config["SETTINGS"].reports_folder.exists()


def test_year_that_is_not_there_fails_with_words(app: Flask) -> None:
    job_id = _job(app)
    with app.app_context():
        with school_scope(1):
            job = db.session.scalars(select(Job).where(Job.id == job_id)).one()
            job.arguments = {"cut_off": "2026-11-20", "start_year": 1999}
            db.session.commit()
        run_job(job_id)
    state, message, reports = _outcome(app, job_id)
    assert (state, reports) == ("failed", 0)
    assert "1999" in message
