"""What waits for a person when a year begins, kind by kind, each line with the page where it is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from careplan.aid.load import benefit_of, happened
from careplan.aid.models import AidCase, Duty, KnownCost
from careplan.aid.queries import all_duties, cases_of, holder_of, is_running, ownerless
from careplan.aid.rates import rate_on
from careplan.aid.words import last_state
from careplan.casework.models import CareAssignment, Promise
from careplan.casework.queries import Sight, plain_in_care
from careplan.children.models import Child
from careplan.children.names import sort_key
from careplan.children.plain import PlainChild
from careplan.children.plain_load import plain_children
from careplan.db import db
from careplan.events.models import CareEvent
from careplan.partners.models import Agreement, Partner
from careplan.rollover.load_days import has_ended, missing_holidays
from careplan.rollover.words import Line, last_day_of
from careplan.school.models import Squad, StaffMember
from careplan.school.school_year import GRADES


def waiting(start_year: int, day: date) -> dict[str, list[Line]]:
    """Kind of `words.WAITING` → its lines, for the school year that begins then; of children who move up."""
    children = {one.id: one for one in _children() if start_year - one.entry_year + 1 in GRADES}
    ends = last_day_of(start_year)
    return {
        "owner": _owners(children, day),
        "counselor": _counselors(start_year),
        "duty": _duties(children, day, ends),
        "benefit": _benefits(children, day, ends),
        "cost": _costs(children, day, ends),
        "agreement": _agreements(ends),
        "promise": _promises(children),
        "event": _events(children),
        "calendar": _calendar(start_year, day),
    }


def past_the_last_grade(start_year: int) -> list[Line]:
    """Children still on the roll whose class has left: between two years until somebody decides."""
    gone = [one for one in _children() if one.entry_year <= start_year - GRADES[-1]]
    return [_line(one, ("child", one.id)) for one in sorted(gone, key=_by_class)]


def _children() -> list[PlainChild]:
    return plain_children(Child.state == "enrolled", squad_ids=None, with_family=False)


def _by_class(child: PlainChild) -> tuple[Any, ...]:
    return -child.entry_year, child.squad_number, sort_key(child.name), child.id


def _line(child: PlainChild, link: tuple[str, int], day: date | None = None, who: str = "") -> Line:
    return Line(child.name, link, (child.entry_year, child.squad_number), day, who)


def _owners(children: dict[int, PlainChild], day: date) -> list[Line]:
    """Children in care for whom nobody is responsible who is at work; `who`: who was."""
    query = (
        select(CareAssignment.child_id, StaffMember.name, StaffMember.active)
        .join(StaffMember, StaffMember.id == CareAssignment.staff_id)
        .where(CareAssignment.until.is_(None))
    )
    held = {row.child_id: row for row in db.session.execute(query)}
    found = [
        _line(child, ("child", child.id), who=held[child.id].name if child.id in held else "")
        for child in sorted(plain_in_care(Sight(None), day), key=_by_class)
        if child.id in children and not (child.id in held and held[child.id].active)
    ]
    return found


def _counselors(start_year: int) -> list[Line]:
    """Classes of the year whose counselor is not named, or has left; the new first grade is added when it opens."""
    query = (
        select(Squad, StaffMember)
        .outerjoin(StaffMember, StaffMember.id == Squad.counselor_id)
        .where(Squad.active, Squad.entry_year.between(start_year - GRADES[-1] + 1, start_year))
        .order_by(Squad.entry_year.desc(), Squad.number)
    )
    return [
        Line("", ("squad", squad.id), (squad.entry_year, squad.number), who=person.name if person else "")
        for squad, person in db.session.execute(query)
        if person is None or not person.active
    ]


def _duties(children: dict[int, PlainChild], day: date, ends: date) -> list[Line]:
    """Running duties that end before the year does, and those that nobody can do."""
    goes_on = (one for one in all_duties() if one.child_id is None or one.child_id in children)
    duties = [one for one in goes_on if is_running(one, day)]
    alone = {one.id for one in ownerless(duties, day)}
    asked = [one for one in duties if one.id in alone or (one.until is not None and one.until < ends)]
    return [_duty_line(one, children) for one in asked]


def _duty_line(duty: Duty, children: dict[int, PlainChild]) -> Line:
    holder = holder_of(duty)
    child = children.get(duty.child_id or 0)
    squad = (child.entry_year, child.squad_number) if child else None
    return Line(child.name if child else "", ("duty", duty.id), squad, duty.until, holder.staff.name if holder else "")


def benefit_runs(case: AidCase, day: date) -> bool:
    """Whether a monthly case pays on or after the day."""
    if not case.monthly or last_state(happened(case)) in ("refused", "ended", "asked", None):
        return False
    benefit = benefit_of(case)
    return rate_on(benefit.rates, day) is not None and (benefit.ends_on is None or benefit.ends_on >= day)


def _benefits(children: dict[int, PlainChild], day: date, ends: date) -> list[Line]:
    cases = [case for found in cases_of().values() for case in found if case.child_id in children]
    running = [(case, benefit_of(case).ends_on) for case in cases if benefit_runs(case, day)]
    return [
        _line(children[case.child_id], ("case", case.id), until)
        for case, until in sorted(running, key=lambda one: (one[1] or ends, one[0].id))
        if until is not None and until < ends
    ]


def _costs(children: dict[int, PlainChild], day: date, ends: date) -> list[Line]:
    """Known costs that end before the year does; those of a term or a month may cost something else from autumn."""
    query = select(KnownCost).where(KnownCost.rhythm != "once", KnownCost.until.is_(None) | (KnownCost.until >= day))
    rows = [row for row in db.session.scalars(query.order_by(KnownCost.id)) if row.child_id in children]
    asked = [row for row in rows if row.school_time or row.rhythm == "term" or (row.until and row.until < ends)]
    return [_line(children[row.child_id], ("aid", row.child_id), row.until) for row in asked]


def _agreements(ends: date) -> list[Line]:
    """Of each partner who is still asked the agreement that lasts longest, where it runs out before the year ends."""
    query = (
        select(Agreement.partner_id, Partner.name, Agreement.until)
        .join(Partner, Partner.id == Agreement.partner_id)
        .where(Partner.retired_on.is_(None))
        .order_by(Agreement.until)
    )
    last = {row.partner_id: row for row in db.session.execute(query)}
    return [Line(row.name, ("partner", row.partner_id), day=row.until) for row in last.values() if row.until < ends]


def _promises(children: dict[int, PlainChild]) -> list[Line]:
    query = (
        select(Promise.child_id, Promise.due_on, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Promise.staff_id)
        .where(Promise.closed_on.is_(None))
        .order_by(Promise.due_on, Promise.id)
    )
    rows = [row for row in db.session.execute(query) if row.child_id in children]
    return [_line(children[row.child_id], ("child", row.child_id), row.due_on, row.name or "") for row in rows]


def _events(children: dict[int, PlainChild]) -> list[Line]:
    query = select(CareEvent.id, CareEvent.child_id, CareEvent.happened_on).where(CareEvent.state == "open")
    rows = [row for row in db.session.execute(query.order_by(CareEvent.happened_on)) if row.child_id in children]
    return [_line(children[row.child_id], ("event", row.id), row.happened_on) for row in rows]


def _calendar(start_year: int, day: date) -> list[Line]:
    """One line while a holiday of the year has yet to be entered, or confirmed by the notice; `count` of them."""
    missing = [one for one in missing_holidays(start_year) if not has_ended(one, start_year, day)]
    return [Line("", ("calendar", start_year), count=len(missing))] if missing else []
