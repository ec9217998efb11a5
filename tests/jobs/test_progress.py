"""What a running job may say and ask, also from the threads of a solver."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from careplan.clock import now
from careplan.db import db
from careplan.jobs.models import Job
from careplan.jobs.operations import Progress, cancel_job


@pytest.mark.usefixtures("in_school_1")
def test_progress_speaks_and_asks_from_another_thread() -> None:
    job = Job(kind="schedule.make", created_at=now(), state="running")
    db.session.add(job)
    db.session.commit()
    progress = Progress(job.id)
    cancel_job(job=job)
    db.session.commit()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(progress.say, 0.5, "Reading the plan").result()
        assert pool.submit(progress.cancelled).result()
    db.session.expire_all()
    told = db.session.scalars(select(Job)).one()
    assert (told.progress, told.message) == (0.5, "Reading the plan")
