"""A made school with any number of children, every one with a family: the same dice, so the same school each time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import select

from careplan.accounts.models import User
from careplan.app import create_app
from careplan.audit.operations import record
from careplan.casework.models import CareAssignment, Contact
from careplan.children.models import Child, FamilyMember
from careplan.children.names import search_keys
from careplan.clock import now
from careplan.db import Base, db, school_scope
from careplan.school.models import School, SchoolYear, Squad, StaffMember, Term
from careplan.secrecy import blind_index
from tests.world import settings_at

CLASS_SIZE = 45
GRADES = 6
START_YEAR = 2026
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林曾仇单解任"
GIVEN = "子涵欣怡梓轩雨桐浩然思远小明佳琪志强晓芳文博静美乐天"
SITUATIONS = ((True, ""), (False, ""), (None, "dead"), (None, "other"), (None, ""))


def make_register(folder: Path, children: int, seed: int = 1, *, schools: int = 1) -> Flask:
    """The application on schools with so many children each; the first one's principal is user 1."""
    folder.mkdir(parents=True)
    app = create_app(settings_at(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        for school in range(1, schools + 1):
            with school_scope(school):
                _register(school, children, Random(f"register {children} {seed}"))
    return app


def _register(school: int, children: int, dice: Random) -> None:
    squads, staff = _school(school, -(-children // CLASS_SIZE))
    for number in range(children):
        child = make_child(dice, squads[number // CLASS_SIZE], number)
        db.session.add(child)
        db.session.flush()
        _care(dice, child, staff[number // CLASS_SIZE])
    record(actor_id=None, action="make", entity="register")
    db.session.commit()


def _school(number: int, squads: int) -> tuple[list[int], list[int]]:
    """The ids of the classes, spread over the grades, and of their teachers."""
    db.session.add(School(id=number, name=f"测试小学{number}", document_prefix="测试小"))
    db.session.flush()
    year = SchoolYear(school_id=number, start_year=START_YEAR, is_current=True)
    principal = User(username=f"principal{number}", display_name="p", roles=["principal"], password_hash="!")
    db.session.add_all([year, principal])
    db.session.flush()
    db.session.add(Term(year_id=year.id, number=1, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 22)))
    db.session.add(Term(year_id=year.id, number=2, starts_on=date(2027, 2, 22), ends_on=date(2027, 7, 2)))
    classes, teachers = [], []
    for one in range(squads):
        teacher = StaffMember(number=f"T{one}", name=f"教师{one}")
        db.session.add(teacher)
        db.session.flush()
        squad = Squad(entry_year=START_YEAR - one % GRADES, number=one // GRADES + 1, counselor_id=teacher.id)
        db.session.add(squad)
        db.session.flush()
        classes.append(squad.id)
        teachers.append(teacher.id)
    return classes, teachers


def make_child(dice: Random, squad_id: int, number: int) -> Child:
    """A child with parents and, mostly, a carer; whatever a register may leave open is open now and then."""
    name = dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, dice.choice((1, 2, 2))))
    id_number = f"999901{date(2016, 1, 1) + timedelta(number % 2500):%Y%m%d}{number:04}"
    child = Child(
        squad_id=squad_id,
        name=name,
        name_keys=search_keys(name),
        sex=dice.choice(("male", "female")),
        birth_date=date(2010, 6, 1) + timedelta(dice.randrange(3650)),
        id_number=id_number,
        id_index=blind_index(id_number),
        joined_on=date(2026, 9, 1),
        rural_household=dice.choice((True, True, False, None)),
        boards=dice.choice((True, False, None)),
        school_register=dice.choice(("", "none", "one_parent", "both_parents", "yes")),
        address=f"村{number}",
        state="left" if dice.random() < 0.06 else "enrolled",
    )
    child.family = [_parent(dice, one) for one in ("father", "mother") if dice.random() < 0.97]
    if dice.random() < 0.8:
        word = dice.choice(("奶奶", "外婆", "母亲", ""))
        carer = FamilyMember(relation="other", relation_word=word, name="照料人", phone="13900000000", is_carer=True)
        child.family.append(carer)
    return child


def _parent(dice: Random, relation: str) -> FamilyMember:
    away, absence = dice.choice(SITUATIONS[:2] * 4 + SITUATIONS[2:])
    since = date(2026, 11, 20) - timedelta(dice.randrange(400)) if away and dice.random() < 0.9 else None
    can_care = dice.choice((True, True, False, None))
    return FamilyMember(
        relation=relation,
        name="家长",
        phone="13900000001",
        away=away,
        absence=absence,
        away_since=since,
        can_care=can_care,
    )


def _care(dice: Random, child: Child, staff_id: int) -> None:
    """Somebody is responsible for every third child, and has visited."""
    if dice.random() < 0.33:
        db.session.add(CareAssignment(child_id=child.id, staff_id=staff_id, since=date(2026, 9, 2)))
        values = {
            "persons_met": "奶奶",
            "summary": "都好",
            "next_on": date(2026, 12, 20),
            "kind": "visit",
            "recorded_at": now(),
        }
        db.session.add(Contact(child_id=child.id, day=date(2026, 11, 1), by_staff_id=staff_id, **values))


def everybody() -> list[Child]:
    return list(db.session.scalars(select(Child).order_by(Child.id)))
