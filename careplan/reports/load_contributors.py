"""Gifts and work of a school year up to a day, from aid, partners, programme, sessions, contacts and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from careplan.access.roles import CLASS_TEACHER, COMMUNITY_WORKER, COUNSELLING_TEACHER
from careplan.accounts.models import User
from careplan.aid import ledger
from careplan.aid.load import ledger_of
from careplan.aid.models import Duty, DutyRecord
from careplan.aid.queries import cases_of
from careplan.casework.models import Contact
from careplan.clock import local
from careplan.db import db
from careplan.events.models import CareEvent, EventTask
from careplan.indicators.facts import Snapshot
from careplan.partners.models import Offer, Partner, Pledge, PledgeDelivery
from careplan.programme.models import Item, Series
from careplan.reports.contributors import (
    DELIVERIES,
    GOODS,
    HOURS,
    LESSONS,
    MONEY,
    PEOPLE,
    SIDE_OF_GIVER,
    TIMES,
    Given,
    Source,
)
from careplan.school.models import COMMUNITY, Squad, StaffMember
from careplan.school.school_year import FIRST_MONTH
from careplan.seeds.load import shipped_aid

TAUGHT = frozenset({"room", "hotline", "parents-lesson", "elective"})
"""What is planned beside the sessions and takes somebody's hours."""
UNITS_OF_HOURS = frozenset({"小时", "时", "h", "hour", "hours"})
LEADS = frozenset({"leader", "expert"})


@dataclass(frozen=True, slots=True)
class Year:
    """The days that count, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def load_given(snapshot: Snapshot) -> tuple[tuple[Given, ...], tuple[Source, ...]]:
    """Every line of the snapshot's year, and who stands behind the keys."""
    start = int(snapshot.year[:4])
    year = Year(date(start, FIRST_MONTH, 1), min(snapshot.as_of, date(start + 1, FIRST_MONTH - 1, 31)))
    sources: dict[str, Source] = {}
    groups = _groups()
    given = [*_ledger(year, sources), *_deliveries(year, sources), *_of_people(year, snapshot, groups)]
    for code, (zh, en, side) in PEOPLE.items():
        sources[code] = Source(code, side, zh, en)
    return tuple(given), tuple(sources.values())


def _source(sources: dict[str, Source], giver: str, name: str) -> str:
    """The key of a giver: an office or organisation by its name; a person or firm is never named."""
    word = shipped_aid().givers.get(giver)
    zh, en = (word.zh, word.en) if word else (giver, giver)
    told = "" if giver == "person" else name
    key = f"{giver}|{told}"
    sources[key] = Source(key, SIDE_OF_GIVER.get(giver, "society"), told or zh, told or en)
    return key


def _ledger(year: Year, sources: dict[str, Source]) -> Iterator[Given]:
    """Money and goods that stand in the ledgers, with whoever gave them.

    By name only who stands among the partners: what is written beside a case may be anything.
    """
    partners = set(db.session.scalars(select(Partner.name)))
    for found in cases_of().values():
        for case in found:
            lines = [one for one in ledger.standing(ledger_of(case)) if one.kind in (ledger.PAID, ledger.GOODS)]
            for line in lines:
                if year.holds(line.day):
                    what = MONEY if line.kind == ledger.PAID else GOODS
                    key = _source(sources, case.giver, case.agency if case.agency in partners else "")
                    yield Given(key, what, line.day, ("aid", case.id), line.fen, child_id=case.child_id)


def _deliveries(year: Year, sources: dict[str, Source]) -> Iterator[Given]:
    """Each delivery of a partner, and the hours of a service."""
    query = (
        select(PledgeDelivery, Pledge.child_id, Offer.form, Offer.unit, Partner.kind, Partner.name)
        .join(Pledge, Pledge.id == PledgeDelivery.pledge_id)
        .join(Offer, Offer.id == Pledge.offer_id)
        .join(Partner, Partner.id == Offer.partner_id)
        .where(PledgeDelivery.taken_back_at.is_(None), PledgeDelivery.day.between(year.first, year.last))
        .order_by(PledgeDelivery.id)
    )
    for row, child_id, form, unit, kind, name in db.session.execute(query):
        key, link = _source(sources, kind, name), ("pledge", row.pledge_id)
        yield Given(key, DELIVERIES, row.day, link, child_id=child_id)
        if form == "service" and unit.strip().lower() in UNITS_OF_HOURS:
            yield Given(key, HOURS, row.day, link, amount=row.amount, child_id=child_id)


@dataclass(frozen=True, slots=True)
class Groups:
    """Codes of PEOPLE by staff id and by account."""

    of_staff: dict[int, str]
    of_user: dict[int, str]


def _groups() -> Groups:
    leading = set(db.session.scalars(select(Squad.counselor_id).where(Squad.counselor_id.is_not(None))))
    roles: dict[int, set[str]] = {}
    of_user = {}
    for user_id, codes, staff_id in db.session.execute(select(User.id, User.roles, User.staff_id)):
        of_user[user_id] = _group("teacher", set(codes), leads=staff_id in leading)
        if staff_id:
            roles.setdefault(staff_id, set()).update(codes)
    people = db.session.execute(select(StaffMember.id, StaffMember.kind))
    of_staff = {one.id: _group(one.kind, roles.get(one.id, set()), leads=one.id in leading) for one in people}
    return Groups(of_staff, of_user)


def _group(kind: str, roles: set[str], *, leads: bool) -> str:
    """Whom a person counts with; with several roles the one closest to the children's care."""
    if kind in ("expert", "partner"):
        return "experts" if kind == "expert" else "bases"
    if kind == COMMUNITY:
        return "community-workers"
    if COUNSELLING_TEACHER in roles:
        return "counselling"
    if COMMUNITY_WORKER in roles:
        return "community-workers"
    if CLASS_TEACHER in roles or leads:
        return "class-teachers"
    return "leaders" if roles else "teachers"


def _of_people(year: Year, snapshot: Snapshot, groups: Groups) -> Iterator[Given]:
    yield from _contacts(year, groups)
    yield from _tasks(year, groups)
    yield from _duties(year, groups)
    yield from _hours(year, groups)
    for session in snapshot.held_sessions:
        if year.holds(session.on):
            leaders = {groups.of_staff.get(int(p.staff_id)) for p in session.posts if p.role in LEADS and p.staff_id}
            for code in sorted(one for one in leaders if one):
                yield Given(code, LESSONS, session.on, ("session", int(session.id)), amount=session.lessons)


def _contacts(year: Year, groups: Groups) -> Iterator[Given]:
    query = select(Contact.id, Contact.child_id, Contact.day, Contact.by_staff_id, Contact.recorded_by)
    for row in db.session.execute(query.where(Contact.day.between(year.first, year.last)).order_by(Contact.id)):
        code = groups.of_staff.get(row.by_staff_id or 0) or groups.of_user.get(row.recorded_by or 0)
        if code:
            yield Given(code, TIMES, row.day, ("child", row.child_id), child_id=row.child_id)


def _tasks(year: Year, groups: Groups) -> Iterator[Given]:
    query = (
        select(EventTask.done_at, EventTask.done_by, CareEvent.id, CareEvent.child_id)
        .join(CareEvent, CareEvent.id == EventTask.care_event_id)
        .where(EventTask.done_at.is_not(None))
        .order_by(EventTask.id)
    )
    for done_at, done_by, event_id, child_id in db.session.execute(query):
        code, day = groups.of_user.get(done_by or 0), local(done_at).date() if done_at else None
        if code and day and year.holds(day):
            yield Given(code, TIMES, day, ("event", event_id), child_id=child_id)


def _duties(year: Year, groups: Groups) -> Iterator[Given]:
    query = (
        select(DutyRecord.done_on, DutyRecord.staff_id, Duty.id, Duty.child_id)
        .join(Duty, Duty.id == DutyRecord.duty_id)
        .where(DutyRecord.done_on.between(year.first, year.last), DutyRecord.taken_back_at.is_(None))
        .order_by(DutyRecord.id)
    )
    for done_on, staff_id, duty_id, child_id in db.session.execute(query):
        code = groups.of_staff.get(staff_id or 0)
        if code and done_on:
            yield Given(code, DELIVERIES, done_on, ("duty", duty_id), child_id=child_id)


def _hours(year: Year, groups: Groups) -> Iterator[Given]:
    query = (
        select(Item.id, Item.day, Item.begins, Item.ends, Item.staff_id)
        .join(Series, Series.id == Item.series_id)
        .where(Item.state == "done", Series.kind.in_(TAUGHT), Item.day.between(year.first, year.last))
        .order_by(Item.id)
    )
    for row in db.session.execute(query):
        code = groups.of_staff.get(row.staff_id or 0)
        if code:
            hours = hours_between(row.begins, row.ends)
            yield Given(code, HOURS, row.day, ("arrangement", row.id), amount=hours)


def hours_between(begins: time, ends: time) -> float:
    """Hours of the clock from one time of a day to a later one."""
    return (datetime.combine(date.min, ends) - datetime.combine(date.min, begins)).total_seconds() / 3600
