"""The computer's part on a draft: make a region anew, compare, accept or discard; loosen a rule by a way out."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from careplan.db import db
from careplan.errors import Refused
from careplan.jobs.models import Job
from careplan.jobs.operations import ask_for_job
from careplan.plans.queries import current_year, plan_of
from careplan.scheduling.json_place import FileFaultError, Place
from careplan.scheduling.repairs.repair_json import read_repair
from careplan.sessions.board_load import Ids
from careplan.sessions.compare_load import load_comparison, load_points
from careplan.sessions.draft_forms import GenerateForm, chosen_number, chosen_numbers
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import reader_language
from careplan.sessions.draft_queries import open_version
from careplan.sessions.generate_operations import accept_proposal
from careplan.sessions.jobs import GENERATE, MAKE
from careplan.sessions.load import names_of
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.publish_operations import discard_schedule
from careplan.sessions.repair_operations import draft_to_loosen, loosen
from careplan.sessions.schedule_queries import published_schedule, schedule_versions
from careplan.sessions.views_rights import blueprint, draft_or_404, may_see_version, version_or_404
from careplan.web.guard import user
from careplan.web.query import query_int


@blueprint.post("/draft/<int:version_id>/generate")
def generate_again(version_id: int) -> Response:
    """Make everything, or the ticked squads and weeks, anew; what is locked stays."""
    version = draft_or_404(version_id)
    form = GenerateForm()
    if not form.validate():
        abort(400, _("Please choose how long."))
    running = select(Job).where(Job.kind.in_([MAKE, GENERATE]), Job.state.in_(["queued", "running"]))
    if db.session.scalars(running).first() is not None:
        raise Refused(_("A schedule is being made just now. Please wait until it is done."))
    desk, codes = load_desk(version), Ids.now().squads
    squads = [codes[one] for one in chosen_numbers(request.form, "squad", codes)]
    weeks = chosen_numbers(request.form, "week", sorted({slot.week for slot in desk.problem.slots}))
    arguments = {
        "draft": version.id,
        "squads": squads or None,
        "weeks": weeks or None,
        "seconds": form.seconds.data,
    }
    job = ask_for_job(kind=GENERATE, arguments=arguments, requested_by=user().id)
    return redirect(url_for("jobs.status", job_id=job.id))


@blueprint.get("/proposals/<int:version_id>")
def proposal(version_id: int) -> str:
    """What the computer proposes, beside the draft and beside the schedule in force."""
    found = version_or_404(version_id)
    draft, in_force = open_version(), published_schedule()
    if found.state != "proposal":
        abort(404)
    before = in_force if request.args.get("beside") == "force" and in_force else draft or in_force
    return _compare_page(before or found, found, draft)


@blueprint.get("/versions/compare")
def compare() -> str:
    """?before=&after=: the differences between any two versions; without them the two newest."""
    seen = [one for one in schedule_versions() if may_see_version(one)]
    newest = seen[0] if seen else abort(404)
    former = published_schedule() or newest
    before, after = query_int("before"), query_int("after")
    return _compare_page(version_or_404(before) if before else former, version_or_404(after) if after else newest, None)


def _compare_page(before: ScheduleVersion, after: ScheduleVersion, draft: ScheduleVersion | None) -> str:
    year = current_year()
    return render_template(
        "sessions/compare.html",
        compared=load_comparison(before, after),
        points=load_points(before, after),
        versions=[one for one in schedule_versions() if may_see_version(one)],
        draft=draft,
        names=names_of(year.start_year if year else 0, reader_language()),
        in_force=published_schedule(),
    )


@blueprint.post("/proposals/<int:version_id>/accept")
def accept(version_id: int) -> Response:
    draft = open_version() or abort(404)
    if request.form.get("edit") != str(draft.edits):
        raise Refused(_("The draft was changed in the meantime. Please look at it again."))
    accept_proposal(actor_id=user().id, proposal=version_or_404(version_id))
    db.session.commit()
    flash(_("The draft is now what the computer proposed. You can undo this step."), "success")
    return redirect(url_for("sessions.desk", version_id=draft.id))


@blueprint.post("/proposals/<int:version_id>/discard")
def discard_proposal(version_id: int) -> Response:
    found = version_or_404(version_id)
    if found.state != "proposal":
        abort(404)
    discard_schedule(actor_id=user().id, version=found)
    db.session.commit()
    flash(_("The proposal is put aside; the draft is as it was."), "success")
    draft = open_version()
    return redirect(url_for("sessions.desk", version_id=draft.id) if draft else url_for("sessions.versions"))


@blueprint.post("/versions/impossible/<int:job_id>/apply")
def apply_way(job_id: int) -> Response:
    """Apply one of the ways out to the draft's rules; the draft is opened where there is none."""
    job = db.session.scalars(select(Job).where(Job.id == job_id, Job.kind.in_([MAKE, GENERATE]))).one_or_none()
    ways = job.result.get("repairs", []) if job else []
    number = chosen_number(request.form.get("way", ""))
    if number is None or number >= len(ways):
        abort(404)
    way = ways[number]
    try:
        repair = read_repair(Place("", way["repair"]))
    except FileFaultError as error:
        raise Refused(_("This way out no longer fits the draft. Please let the computer search again.")) from error
    year = current_year() or abort(404)
    draft = draft_to_loosen(actor_id=user().id, plan=plan_of(year) or abort(404))
    loosen(actor_id=user().id, version=draft, repair=repair, words=way[reader_language()])
    db.session.commit()
    words = _("The rule is loosened in this draft; the year plan is unchanged. Now let the computer make it anew.")
    flash(words, "success")
    return redirect(url_for("sessions.desk", version_id=draft.id, _anchor="generate"))
