"""The demo school's staff: who they are, what they hold, when they teach."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest

from careplan.access.roles import ROLES
from careplan.demo.parameters import demo_school, names
from careplan.demo.people import DemoPerson, make_people
from careplan.school.calendar import LessonTime

PEOPLE: list[DemoPerson] = make_people(Random(1), demo_school(), names())


def test_people_same_seed_same_staff() -> None:
    assert make_people(Random(1), demo_school(), names()) == PEOPLE


def test_the_school_has_45_teachers_24_of_them_squad_counselors() -> None:
    kinds = Counter(person.kind for person in PEOPLE)
    assert kinds == {"teacher": 45, "expert": 1, "partner": 1}
    assert len({person.counsels for person in PEOPLE if person.counsels}) == 24
    assert len({person.name for person in PEOPLE}) == len(PEOPLE)


def test_every_role_has_an_account() -> None:
    roles = {person.account[1] for person in PEOPLE if person.account}
    roles |= {one["role"] for one in (*demo_school().community, *demo_school().guests)}
    assert roles == set(ROLES)


@pytest.mark.plan("S46", "S48")
def test_training_differs_and_some_certificates_end_in_the_year() -> None:
    counselors = [person for person in PEOPLE if person.counsels]
    trained = [p for p in counselors if any(h.qualification == "counselor-trained" for h in p.holdings)]
    assert 0 < len(trained) < len(counselors)
    ends = [h.valid_until for p in PEOPLE for h in p.holdings if h.valid_until]
    assert len(ends) >= 3
    assert all(date(2026, 9, 1) < end < date(2027, 7, 2) for end in ends)


@pytest.mark.plan("S50")
def test_teachers_teach_but_never_when_their_own_squad_meets() -> None:
    lessons = demo_school().lessons
    for person in PEOPLE:
        if person.kind != "teacher":
            continue
        assert len(person.busy) >= 13
        if person.counsels:
            own = {LessonTime(weekday, period) for weekday, period in lessons[person.counsels[0]]}
            assert not own & person.busy
    slots = {LessonTime(*time) for times in lessons.values() for time in times}
    assert any(person.busy & slots for person in PEOPLE)
