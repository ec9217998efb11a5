"""A school of one class with six people, for a story of one child: every row is made here, and no plan or schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from careplan.access.roles import COMMUNITY_WORKER
from careplan.accounts.operations import add_user
from careplan.aid.case_operations import note_step, open_case
from careplan.aid.ledger_operations import add_entry
from careplan.aid.words import CaseWords, EntryWords
from careplan.app import create_app
from careplan.audit.operations import record
from careplan.children.models import Child, FamilyMember
from careplan.clock import SCHOOL_ZONE, fixed
from careplan.db import db, school_scope
from careplan.school.models import COMMUNITY
from careplan.school.operations import add_squad, edit_squad, save_staff
from careplan.secrecy import blind_index
from careplan.settings import create_key_file, load_settings
from careplan.site.setup import make_database, make_school
from tests.e2e.frozen_site import set_clock

BOY = "田小满"
CLASSMATES = ("白小禾", "季小川", "陶小河", "温小石", "尤小麦", "姜小雨", "凤小云")
BOYS, OTHERS = 5, 4
ID_NUMBER, ADDRESS, PHONE = "999901201403020015", "河湾镇柳林村三组十二号", "19900000012"
BEGIN = datetime(2026, 8, 31, 9, tzinfo=SCHOOL_ZONE)
PEOPLE = {
    "class_teacher": "方老师",
    "counselling_teacher": "陆老师",
    "office": "教务处温老师",
    "principal": "高校长",
    "head_counselor": "程辅导员",
    "community_worker": "社区小宁",
}
"""Role → who has it: the six of the story."""


@dataclass(frozen=True, slots=True)
class SmallSchool:
    """Its data folder, each role's user name and password, the boy's id."""

    data: Path
    accounts: dict[str, tuple[str, str]]
    boy: int

    def turn_clock(self, month: int, day: int, hour: int = 10) -> None:
        """To this day of the autumn of 2026."""
        set_clock(self.data, datetime(2026, month, day, hour, tzinfo=SCHOOL_ZONE))


def found_small_school(data: Path) -> SmallSchool:
    """Six people with accounts, a class of the sixth grade, its children; the term begins tomorrow."""
    create_key_file(data)
    with create_app(load_settings(data)).app_context(), fixed(BEGIN):
        make_database()
        row = make_school(name="河湾镇中心小学（演示）", county="", prefix="河湾小", start_year=2026, is_demo=True)
        with school_scope(row.id):
            accounts, staff_id = _people(row.id)
            squad = add_squad(actor_id=None, entry_year=2021, number=1)
            edit_squad(
                actor_id=None,
                squad=squad,
                motto="",
                counselor_id=staff_id,
                home_venue_id=None,
                active=True,
                lessons=(),
            )
            children = [_child(squad.id, number, name) for number, name in enumerate((BOY, *CLASSMATES))]
            record(actor_id=None, action="add", entity="child")
            db.session.commit()
            boy = children[0].id
            _others_are_helped(children[1 : OTHERS + 1])
        db.session.remove()
        db.engine.dispose()
    return SmallSchool(data, accounts, boy)


def _people(school_id: int) -> tuple[dict[str, tuple[str, str]], int]:
    """Role → account; the id of the class teacher on the staff list."""
    accounts, staff = {}, {}
    for number, (role, name) in enumerate(PEOPLE.items(), 1):
        kind = COMMUNITY if role == COMMUNITY_WORKER else "teacher"
        staff[role] = save_staff(actor_id=None, person=None, number=f"T{number}", name=name, kind=kind).id
        person, password = add_user(
            actor_id=None,
            school_id=school_id,
            username=role.replace("_", "-"),
            display_name=name,
            roles=[role],
            staff_id=staff[role],
            must_change=False,
        )
        accounts[role] = (person.username, password)
    return accounts, staff["class_teacher"]


def _others_are_helped(children: list[Child]) -> None:
    """Small help for four classmates that came three days after it was asked for: the report counts five and more only."""
    day, came = BEGIN.date(), BEGIN.date() + timedelta(days=3)
    words = CaseWords("temporary", "street", "", False, None, None, True, "", "asked", day, 50_000)
    for child in children:
        with fixed(BEGIN + timedelta(days=3)):
            case = open_case(actor_id=None, child=child, words=words)
            note_step(actor_id=None, case=case, state="granted", day=came, fen=50_000, note="")
            add_entry(actor_id=None, case=case, words=EntryWords("paid", came, 50_000))
    db.session.commit()


def _child(squad_id: int, number: int, name: str) -> Child:
    """A boy of twelve with his father at home; his mother has not been heard of for years. The others likewise."""
    id_number = f"{ID_NUMBER[:-2]}{number + 1}5"
    child = Child(
        squad_id=squad_id,
        name=name,
        sex="male" if number < BOYS else "female",
        birth_date=date(2014, 3, 2),
        id_number=id_number,
        id_index=blind_index(id_number),
        joined_on=date(2021, 9, 1),
        address=ADDRESS,
        rural_household=True,
        boards=True,
        school_register="one_parent",
    )
    child.family = [
        FamilyMember(relation="father", name=f"{name[0]}大山", phone=PHONE, away=False, can_care=True),
        FamilyMember(relation="mother", name="凌云", away=True, away_since=date(2016, 5, 1)),
    ]
    db.session.add(child)
    db.session.flush()
    return child
