"""Put a draft of the schedule into force, or put it aside. What was held or is over moves along untouched."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.load import load_problem
from careplan.plans.models import YearPlan
from careplan.scheduling.judge import judge
from careplan.sessions.beside import published
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.schedule_files import Key, dated
from careplan.sessions.schedule_queries import (
    is_recorded,
    key_of,
    plan_in_force,
    published_schedule,
    sessions_of,
    stays,
    stored_problem,
)


def publish_schedule(*, actor_id: int | None, version: ScheduleVersion) -> None:
    """Put a draft into force.

    Refused when it is no draft, when the plan is not approved, when sessions were recorded since the draft was made, or
    when the draft breaks a rule as things stand today.
    """
    plan = db.session.get_one(YearPlan, version.plan_id)
    if version.state != "draft":
        raise Refused(_("Only a draft can be published."))
    if plan.state != "approved":
        raise Refused(_("The year plan must be approved by the principal before its schedule is published."))
    former = published_schedule()
    before = sessions_of(former) if former else []
    _check_records(before, version)
    _check_again(plan, version, before)
    if former is not None:
        _move_along(before, version)
        former.state = "superseded"
        db.session.flush()
    version.state, version.published_at, version.published_by = "published", now(), actor_id
    db.session.flush()
    record(actor_id=actor_id, action="publish", entity="schedule_version", entity_id=version.id)
    published(version, former, actor_id)


def _check_records(before: list[TeamSession], version: ScheduleVersion) -> None:
    """What was held since the draft was made must stand in it, what was cancelled must not."""
    drafted = {key_of(row) for row in sessions_of(version)}
    for row in before:
        stands = key_of(row) in drafted
        late = row.state == "held" and row.recorded_at is not None and row.recorded_at >= version.made_at
        if (late and not stands) or (row.state == "cancelled" and stands):
            raise Refused(_("Sessions were held or cancelled since this draft was made. Please make it anew."))


def _check_again(plan: YearPlan, version: ScheduleVersion, before: list[TeamSession]) -> None:
    """Judge the draft as things stand today; what was already held is beyond judging."""
    sessions = plan_in_force(version)
    done: set[Key] = {key_of(one) for one in before if stays(one, today())}
    over = {place for place, day in enumerate(dated(stored_problem(version), sessions)) if day.key in done}
    faults = [
        fault
        for fault in judge(load_problem(plan), sessions).faults
        if not fault.sessions or not set(fault.sessions) <= over
    ]
    if faults:
        raise Refused(
            _(
                "Since this draft was made, things changed and it now breaks %(n)s rules. Please make it anew.",
                n=len(faults),
            )
        )


def _move_along(before: Iterable[TeamSession], version: ScheduleVersion) -> None:
    """Rows with a record come over as they are and take the place of their twin; plain notes are copied."""
    drafted = {key_of(one): one for one in sessions_of(version)}
    by_content = {(key[2], key[3]): row for key, row in drafted.items()}
    for row in before:
        twin = drafted.get(key_of(row))
        if row.state == "cancelled":
            row.schedule_id = version.id
        elif is_recorded(row) or (twin is not None and row.day < today()):
            if twin is not None:
                db.session.delete(twin)
            row.schedule_id = version.id
        elif row.notes:
            heir = by_content.get(key_of(row)[2:])
            if heir is not None:
                heir.notes = row.notes


def discard_schedule(*, actor_id: int | None, version: ScheduleVersion) -> None:
    """Put a draft aside; it stays in the list of versions."""
    if version.state != "draft":
        raise Refused(_("Only a draft can be discarded."))
    version.state = "discarded"
    record(actor_id=actor_id, action="discard", entity="schedule_version", entity_id=version.id)
