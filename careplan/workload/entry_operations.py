"""Work entered by hand, counter-signed by another person; and how leaders of one session share it (S51)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from flask_babel import gettext as _
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.audit.operations import record
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import NotAllowed, Refused
from careplan.sessions.models import TeamSession
from careplan.workload.models import WorkEntry, WorkShare
from careplan.workload.queries import settled_on
from careplan.workload.steps import DECIDES_ENTRIES, SIGNED
from careplan.workload.work import LEADER

ENTERED, COUNTERSIGNED, REFUSED = "entered", "countersigned", "refused"
MOST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class EntryWords:
    """Unplanned work as entered."""

    day: date
    begins: time
    ends: time
    title: str


def enter_work(*, actor: User, staff_id: int, words: EntryWords) -> WorkEntry:
    """Enter what somebody did: one's own, or the office for somebody else. Refused for days to come."""
    if staff_id != actor.staff_id and not DECIDES_ENTRIES & frozenset(actor.roles):
        raise NotAllowed(_("You can enter your own work only."))
    if words.day > today():
        raise Refused(_("Work is entered when it is done."))
    if not words.begins < words.ends:
        raise Refused(_("The end must lie after the beginning."))
    row = WorkEntry(
        staff_id=staff_id,
        day=words.day,
        begins=words.begins,
        ends=words.ends,
        title=words.title.strip(),
        state=ENTERED,
        entered_at=now(),
        entered_by=actor.id,
    )
    db.session.add(row)
    _noted(actor, row, "enter")
    return row


def may_decide(actor: User, row: WorkEntry) -> bool:
    """Whether this person may counter-sign: whose role it is, never what is their own or what they entered."""
    is_own = actor.staff_id is not None and actor.staff_id == row.staff_id
    return bool(DECIDES_ENTRIES & frozenset(actor.roles)) and not is_own and row.entered_by != actor.id


def decide_entry(*, actor: User, row: WorkEntry, accept: bool, reason: str = "") -> None:
    """Counter-sign it, or refuse it with a reason."""
    if not may_decide(actor, row):
        raise NotAllowed(_("Nobody counter-signs their own work, nor what they entered themselves."))
    if row.state != ENTERED:
        raise Refused(_("Somebody decided this already."))
    if not accept and not reason.strip():
        raise Refused(_("Please say why."))
    row.state, row.reason = (COUNTERSIGNED if accept else REFUSED), reason.strip()
    row.decided_at, row.decided_by, row.decided_name = now(), actor.id, actor.display_name
    _noted(actor, row, "countersign" if accept else "decline")


def take_out_entry(*, actor: User, row: WorkEntry) -> None:
    """Take out what was entered by mistake, before somebody decides on it; only who entered it."""
    if row.entered_by != actor.id:
        raise NotAllowed(_("This is not yours to do."))
    if row.state != ENTERED:
        raise Refused(_("Somebody decided this already."))
    _noted(actor, row, "remove")
    db.session.delete(row)
    db.session.flush()


def share_session(*, actor: User, team_session: TeamSession, weights: Mapping[int, int]) -> None:
    """How those who led a session together share it, in whole weights. Refused for others, and when it is signed.

    After the signature the change counts late, like any other record; while it is signed but not locked it waits.
    """
    leaders = {post.staff_id for post in team_session.posts if post.role == LEADER}
    if set(weights) != leaders or len(leaders) < 2:
        raise Refused(_("Shares are for those who led the session together."))
    if any(not 0 <= weight <= MOST_WEIGHT for weight in weights.values()) or not any(weights.values()):
        raise Refused(
            _("Each share is a whole number from 0 to %(most)s, and one at least is not 0.", most=MOST_WEIGHT)
        )
    settled = settled_on(team_session.day)
    if settled is not None and settled.state == SIGNED:
        raise Refused(
            _(
                "The period %(name)s is signed. Change the shares when it is locked: then they count late.",
                name=settled.name,
            )
        )
    known = {
        row.staff_id: row
        for row in db.session.scalars(select(WorkShare).where(WorkShare.team_session_id == team_session.id))
    }
    for staff_id, weight in weights.items():
        row = known.pop(staff_id, None) or WorkShare(team_session_id=team_session.id, staff_id=staff_id)
        row.weight = weight
        db.session.add(row)
    for row in known.values():
        db.session.delete(row)
    db.session.flush()
    record(actor_id=actor.id, action="share", entity="team_session", entity_id=team_session.id)


def _noted(actor: User, row: WorkEntry, action: str) -> None:
    db.session.flush()
    record(actor_id=actor.id, action=action, entity="work_entry", entity_id=row.id)
