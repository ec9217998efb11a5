"""Where a job stands, and stopping it."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.access.roles import PRINCIPAL
from careplan.audit.operations import record
from careplan.db import db
from careplan.jobs.models import Job
from careplan.jobs.operations import cancel_job
from careplan.web.guard import roles, user

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


@blueprint.get("/<int:job_id>")
def status(job_id: int) -> str:
    """The job's progress; htmx asks again every second while it runs."""
    job = _own_job(job_id)
    template = "jobs/_status.html" if request.headers.get("HX-Request") else "jobs/status.html"
    return render_template(template, job=job)


@blueprint.post("/<int:job_id>/cancel")
def cancel(job_id: int) -> Response:
    job = _own_job(job_id)
    cancel_job(job=job)
    record(actor_id=user().id, action="cancel", entity="job", entity_id=job.id)
    db.session.commit()
    return redirect(url_for("jobs.status", job_id=job.id))


def _own_job(job_id: int) -> Job:
    job = db.session.scalar(select(Job).where(Job.id == job_id))
    if job is None or (job.requested_by != user().id and PRINCIPAL not in roles()):
        abort(404)
    return job
