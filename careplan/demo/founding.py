"""Places, staff with certificates, squads with lessons, accounts and the leading group of the demo school."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from careplan.accounts.models import User
from careplan.accounts.operations import add_user
from careplan.db import current_school_id, db
from careplan.demo.moments import STAFF_DAY
from careplan.demo.parameters import DemoSchool, demo_school, texts
from careplan.demo.people import DemoPerson
from careplan.school.calendar import LessonTime
from careplan.school.models import COMMUNITY, Squad, StaffMember, Venue
from careplan.school.operations import edit_profile, edit_squad, save_group_member, save_staff, save_venue
from careplan.school.queries import this_school
from careplan.training.operations import add_record, move_record
from careplan.training.qualification import Holding
from careplan.training.words import CourseWords

HOME_CAPACITY = 48
Tick = Callable[[int, int], None]
"""Tells how far a step is: done and total."""


def found(people: list[DemoPerson], tick: Tick) -> list[dict[str, str]]:
    """Everything that a school enters before it can plan; returns the accounts with their passwords."""
    school = demo_school()
    admin_id, accounts = _guests(school)
    total = len(people) + 3
    _profile(school, admin_id)
    _venues(school, admin_id)
    tick(1, total)
    staff: dict[str, StaffMember] = {}
    for done, person in enumerate(people, 2):
        staff[person.number] = row = _staff(person, admin_id)
        if person.account:
            accounts.append(_account(*person.account, person.name, row.id, admin_id))
        tick(done, total)
    accounts += [_community_worker(one, admin_id) for one in school.community]
    furnish_squads(people, staff, admin_id)
    _leading_group(school, people, staff, admin_id)
    tick(total, total)
    return accounts


def write_accounts(accounts: list[dict[str, str]], path: Path) -> None:
    """The accounts with their passwords, for the owner's eyes only (0600)."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(accounts, file, ensure_ascii=False, indent=1)
    os.replace(partial, path)


def _guests(school: DemoSchool) -> tuple[int, list[dict[str, str]]]:
    accounts = [_account(one["username"], one["role"], one["name"], None, None) for one in school.guests]
    admin = db.session.scalars(select(User).where(User.username == "admin")).one()
    return admin.id, accounts


def _community_worker(words: dict[str, str], admin_id: int) -> dict[str, str]:
    """On the staff list after everybody else, with an account: she answers for children, and is no teacher (C9)."""
    row = save_staff(
        actor_id=admin_id,
        person=None,
        number=words["number"],
        name=words["name"],
        kind=COMMUNITY,
        title=words["title"],
    )
    return _account(words["username"], words["role"], words["name"], row.id, admin_id)


def _account(username: str, role: str, name: str, staff_id: int | None, actor_id: int | None) -> dict[str, str]:
    person, password = add_user(
        actor_id=actor_id,
        school_id=current_school_id(),
        username=username,
        display_name=name,
        roles=[role],
        staff_id=staff_id,
        must_change=False,
    )
    return {"role": role, "username": person.username, "password": password, "name": name}


def _profile(school: DemoSchool, actor_id: int) -> None:
    words = school.school
    texts_of = {key: getattr(words, key) for key in ("situation", "needs", "conditions", "helplines")}
    edit_profile(
        actor_id=actor_id,
        school=this_school(),
        name=words.name,
        county=words.county,
        document_prefix=words.prefix,
        profile=texts_of,
    )


def _venues(school: DemoSchool, actor_id: int) -> None:
    for one in school.venues:
        save_venue(
            actor_id=actor_id,
            venue=None,
            name=one.name,
            kind=one.kind,
            capacity=one.capacity,
            shared=one.shared,
            off_campus=one.off_campus,
        )


def _staff(person: DemoPerson, actor_id: int) -> StaffMember:
    row = save_staff(
        actor_id=actor_id,
        person=None,
        number=person.number,
        name=person.name,
        kind=person.kind,
        title=person.title,
        max_per_week=person.max_per_week,
        max_per_term=person.max_per_term,
        busy=person.busy,
        kept=person.kept,
    )
    for holding in person.holdings:
        _certificate(row, holding, actor_id)
    return row


def _certificate(row: StaffMember, holding: Holding, actor_id: int) -> None:
    """An earlier course whose certificate gives the qualification (S48)."""
    course, organiser, level, content, hours = texts()["training"]["certificate"][holding.qualification]
    words = CourseWords(
        course=course + texts()["mark"],
        organiser=organiser,
        level=level,
        category="face-to-face",
        content=content,
        starts_on=holding.valid_from,
        ends_on=holding.valid_from,
        hours=hours,
        certificate_number=f"演示-{row.number}-{holding.qualification}",
        qualification=holding.qualification,
        valid_from=holding.valid_from,
        valid_until=holding.valid_until,
    )
    entry = add_record(actor_id=actor_id, staff_id=row.id, words=words)
    for action in ("submit", "approve", "send", "recognise"):
        move_record(actor_id=actor_id, entry=entry, action=action)


def furnish_squads(people: list[DemoPerson], staff: dict[str, StaffMember], actor_id: int) -> None:
    """Each squad its counselor, its own classroom and its weekly lessons (S43, S44)."""
    school = demo_school()
    counselors = {person.counsels: staff[person.number] for person in people if person.counsels}
    for squad in db.session.scalars(select(Squad).order_by(Squad.entry_year.desc(), Squad.number)):
        grade = squad.grade(school.school.start_year)
        home = _home(grade, squad.number, actor_id)
        edit_squad(
            actor_id=actor_id,
            squad=squad,
            motto="",
            counselor_id=counselors[grade, squad.number].id,
            home_venue_id=home.id,
            active=True,
            lessons=[LessonTime(weekday, period) for weekday, period in school.lessons[grade]],
        )


def _home(grade: int, number: int, actor_id: int) -> Venue:
    """Room 101–104 on the first floor for grade 1, and so on; rooms do not move up with the class."""
    building, floor = ("明德楼", grade) if grade <= 3 else ("致远楼", grade - 3)
    return save_venue(
        actor_id=actor_id,
        venue=None,
        name=f"{building}{floor}{number:02d}教室",
        kind="classroom",
        capacity=HOME_CAPACITY,
    )


def _leading_group(school: DemoSchool, people: list[DemoPerson], staff: dict[str, StaffMember], actor_id: int) -> None:
    by_title = {person.title: staff[person.number] for person in people}
    member: dict[str, Any]
    for member in school.leading_group:
        save_group_member(
            actor_id=actor_id,
            member=None,
            staff_id=by_title[member["title"]].id,
            duty=member["duty"],
            is_head=member.get("head", False),
            since=STAFF_DAY,
            until=None,
        )
