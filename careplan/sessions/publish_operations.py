"""Put a draft of the schedule into force, or put it aside. What was held or is over moves along untouched."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.models import YearPlan
from careplan.sessions.beside import published
from careplan.sessions.draft_models import ScheduleException
from careplan.sessions.draft_operations import reader_language
from careplan.sessions.findings import Finding
from careplan.sessions.models import ScheduleVersion, TeamSession
from careplan.sessions.publish_load import load_standing
from careplan.sessions.schedule_queries import is_recorded, key_of, next_edition, published_schedule, sessions_of


class NotYet(Refused):
    """Something keeps the draft from being published; `findings` say what."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        words = ngettext(
            "One thing keeps this draft from being published: %(first)s",
            "%(num)d things keep this draft from being published. The first: %(first)s",
            len(findings),
            first=findings[0].sentence,
        )
        super().__init__(words)
        self.findings = findings


def publish_schedule(
    *, actor_id: int | None, version: ScheduleVersion, name: str | None = None, known: tuple[Finding, ...] = ()
) -> None:
    """Put a draft into force, under a name if one is given. From then on the version never changes.

    Refused when it is no draft, when the plan is not approved, when sessions were recorded since the draft was made,
    or, as `NotYet`, when something blocks it as things stand today that the principal has not excepted. `known`: what
    was wrong just as much before the change does not keep a repair from going out, such as somebody's substitute
    while a place is flooded too.
    """
    plan = db.session.get_one(YearPlan, version.plan_id)
    if version.state != "draft":
        raise Refused(_("Only a draft can be published."))
    if plan.state != "approved":
        raise Refused(_("The year plan must be approved by the principal before its schedule is published."))
    former = published_schedule()
    before = sessions_of(former) if former else []
    _check_records(before, version)
    _check_findings(version, known)
    if former is not None:
        _move_along(before, version)
        former.state = "superseded"
        db.session.flush()
    version.state, version.published_at, version.published_by = "published", now(), actor_id
    version.edition = next_edition()
    if name is not None:
        version.name = name.strip()
    db.session.flush()
    record(actor_id=actor_id, action="publish", entity="schedule_version", entity_id=version.id)
    published(version, former, actor_id)


def _check_records(before: list[TeamSession], version: ScheduleVersion) -> None:
    """What was held since the draft was made must stand in it, what was cancelled must not."""
    drafted = {key_of(row) for row in sessions_of(version)}
    for row in before:
        stands = key_of(row) in drafted
        late = (
            row.planned and row.state == "held" and row.recorded_at is not None and row.recorded_at >= version.made_at
        )
        if (late and not stands) or (row.state == "cancelled" and stands):
            raise Refused(_("Sessions were held or cancelled since this draft was opened. Take them over on its desk."))


def _check_findings(version: ScheduleVersion, known: tuple[Finding, ...]) -> None:
    """Judge the draft as things stand today; what was excepted, and what is known, does not count."""
    same = {(one.key, one.sentence) for one in known}
    blocking = load_standing(version, reader_language()).blocking
    new = tuple(one for one in blocking if (one.key, one.sentence) not in same)
    if new:
        raise NotYet(new)


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
    """Put a draft, or what the computer proposed, aside; it stays in the list of versions."""
    if version.state not in ("draft", "proposal"):
        raise Refused(_("Only a draft can be discarded."))
    version.state = "discarded"
    record(actor_id=actor_id, action="discard", entity="schedule_version", entity_id=version.id)


def name_version(*, actor_id: int | None, version: ScheduleVersion, name: str) -> None:
    """Give a draft a name; a published version keeps the one it was published under."""
    if version.state != "draft":
        raise Refused(_("Only a draft can be changed. Published schedules stay as they are."))
    version.name = name.strip()
    record(actor_id=actor_id, action="name", entity="schedule_version", entity_id=version.id)


def sign_exception(*, actor_id: int, version: ScheduleVersion, reason: str) -> ScheduleException:
    """The principal's word that a draft may be published with what blocks it today, and why.

    It covers what is known at this moment and nothing that comes after. Refused without a reason, where nothing is to
    be excepted, and where something blocks that nobody can except.
    """
    if version.state != "draft":
        raise Refused(_("Only a draft can be published."))
    if not reason.strip():
        raise Refused(_("Please say why the draft may be published all the same."))
    standing = load_standing(version, reader_language())
    if standing.impossible:
        raise Refused(
            _("This cannot be excepted, it has to be put right: %(first)s", first=standing.impossible[0].sentence)
        )
    if not standing.to_sign:
        raise Refused(_("Nothing keeps this draft from being published."))
    signed = ScheduleException(
        version_id=version.id,
        reason=reason.strip(),
        findings=list(standing.to_sign),
        signed_at=now(),
        signed_by=actor_id,
    )
    db.session.add(signed)
    db.session.flush()
    record(
        actor_id=actor_id,
        action="sign-exception",
        entity="schedule_version",
        entity_id=version.id,
        detail={"exception": signed.id, "rules": sorted({one["reference"] for one in signed.findings})},
    )
    return signed
