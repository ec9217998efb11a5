"""The demo school's pupils: sizes, numbers, names, families."""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random

import pytest

from careplan.children.id_number import IdNumber, parse_id_number
from careplan.children.left_behind import DEFINITIONS
from careplan.children.names import clean_name, name_fault
from careplan.children.record import ChildRecord, facts_of
from careplan.children.student_number import StudentNumber, parse_student_number
from careplan.demo.moments import ROSTER_DAY
from careplan.demo.parameters import demo_school, names
from careplan.demo.pupils import make_pupils, newcomers, number_of

RARE = "𬭎翀堃喆𫖯㛃䶮𠅤"


@cache
def pupils(seed: int = 1) -> list[ChildRecord]:
    return make_pupils(Random(seed), demo_school(), names(), ROSTER_DAY)


def test_pupils_same_seed_same_school() -> None:
    again = make_pupils(Random(1), demo_school(), names(), ROSTER_DAY)
    assert again == pupils()
    assert pupils(2) != pupils()


@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_sizes_are_those_of_a_town_school(seed: int) -> None:
    sizes = [size for _ref, size in number_of(pupils(seed))]
    assert sum(sizes) == 960
    assert len(sizes) == 24
    assert all(36 <= size <= 44 for size in sizes)


@pytest.mark.parametrize("seed", [1, 2, 2026])
def test_three_definitions_give_three_counts(seed: int) -> None:
    facts = [facts_of(pupil) for pupil in pupils(seed)]
    answers = {
        code: Counter(definition(one, ROSTER_DAY).answer for one in facts) for code, definition in DEFINITIONS.items()
    }
    assert answers["civil_affairs"][True] == 310
    assert len({answers[code][True] for code in DEFINITIONS}) == 3
    assert answers["enrolment"][True] > answers["civil_affairs"][True] > answers["census_2016"][True]
    assert answers["civil_affairs"][None] > 0  # what nobody wrote down stays unknown


def test_numbers_are_valid_and_belong_to_nobody() -> None:
    everyone = [*pupils(), *newcomers(Random(5), demo_school(), names(), 4)]
    for pupil in everyone:
        number = parse_id_number(pupil.id_number or "")
        assert isinstance(number, IdNumber)
        assert number.is_test
        assert (number.birth_date, number.sex) == (pupil.birth_date, pupil.sex)
        student = parse_student_number(pupil.student_number or "")
        assert isinstance(student, StudentNumber)
        assert student.kind == "G"
    assert len({pupil.id_number for pupil in everyone}) == len(everyone)


def test_telephones_are_no_real_ones() -> None:
    phones = {p for pupil in pupils() for p in (pupil.father_phone, pupil.mother_phone, pupil.carer_phone) if p}
    assert all(len(phone) == 11 and phone.startswith("100") for phone in phones)


def test_names_are_as_hard_as_real_ones() -> None:
    everyone = [pupil.name for pupil in pupils()]
    assert not [name for name in everyone if name_fault(name) or clean_name(name) != name]
    assert all(any(char in name for name in everyone) for char in RARE)
    assert sum("·" in name for name in everyone) >= 8
    in_class = Counter((pupil.school_class, pupil.name) for pupil in pupils())
    assert sum(count == 2 for count in in_class.values()) == 5


def test_children_have_the_age_of_their_grade() -> None:
    for pupil in pupils():
        grade = pupil.school_class.grade(2026)
        assert pupil.birth_date is not None
        age = 2026 - pupil.birth_date.year - ((pupil.birth_date.month, pupil.birth_date.day) >= (9, 1))
        assert age == grade + 5
