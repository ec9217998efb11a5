"""The worker process: takes jobs one after the other until its parent is gone."""

from __future__ import annotations

import os
import time

from flask import Flask

from careplan.accounts.browser_sessions import forget_old_sessions
from careplan.db import db
from careplan.jobs.operations import claim_next, clean_up, run_job

POLL_SECONDS = 0.5
CLEAN_EVERY = 600.0


def work(app: Flask, *, parent: int | None = None) -> None:
    """Run jobs for ever; with `parent` (a process id), until that process no longer is our parent."""
    cleaned = 0.0
    with app.app_context():
        while parent is None or os.getppid() == parent:
            job_id = claim_next()
            if job_id is not None:
                run_job(job_id)
            elif time.monotonic() - cleaned > CLEAN_EVERY:
                forget_old_sessions()
                clean_up()
                cleaned = time.monotonic()
            else:
                time.sleep(POLL_SECONDS)
            db.session.remove()
