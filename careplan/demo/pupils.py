"""The pupils of the demo school: classes, names, numbers, families. Same seed, same school."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from careplan.children.class_names import ClassRef
from careplan.children.id_number import check_character
from careplan.children.record import ChildRecord
from careplan.demo.families import ORDINARY, Maker
from careplan.demo.naming import Namer
from careplan.demo.parameters import DemoSchool, Names

GRADES = range(1, 7)
BOARDING_FROM = 3
NEWCOMERS_AREA = "999909"
SIX = 6  # years old when school begins


@dataclass(frozen=True, slots=True)
class Person:
    """Name, sex and people of a child, before the rest."""

    name: str
    sex: str
    ethnic_group: str
    surname: str


def make_pupils(rng: Random, school: DemoSchool, words: Names, roster_day: date) -> list[ChildRecord]:
    """Every pupil, class by class; as many as `school.pupils.total`."""
    maker = _Pupils(rng, school, words, roster_day)
    kinds = iter(_kinds(rng, school))
    sizes = iter(_sizes(rng, school))
    pupils = []
    for grade in GRADES:
        for number in range(1, school.pupils.classes_per_grade + 1):
            ref = ClassRef(school.school.start_year - grade + 1, number)
            people = maker.people(grade, number, next(sizes))
            pupils += [maker.record(person, ref, grade, next(kinds)) for person in people]
    return pupils


def newcomers(rng: Random, school: DemoSchool, words: Names, count: int) -> list[ChildRecord]:
    """Children who come in the middle of the year, with numbers of an area that nobody else has."""
    alone = replace(school, pupils=replace(school.pupils, area_codes=(NEWCOMERS_AREA,)))
    maker = _Pupils(rng, alone, words, date(school.school.start_year, 8, 1))
    found = []
    for grade in rng.sample(GRADES, count):
        ref = ClassRef(school.school.start_year - grade + 1, rng.randint(1, school.pupils.classes_per_grade))
        found.append(maker.record(maker.ordinary(), ref, grade, rng.choice(["both_away", "one_away_able", ORDINARY])))
    return found


def _sizes(rng: Random, school: DemoSchool) -> list[int]:
    """Class sizes in their bounds that add up to the total."""
    pupils = school.pupils
    classes = pupils.classes_per_grade * len(GRADES)
    sizes = [rng.randint(pupils.smallest, pupils.largest) for _ in range(classes)]
    while (rest := pupils.total - sum(sizes)) != 0:
        step = 1 if rest > 0 else -1
        place = rng.randrange(classes)
        if pupils.smallest <= sizes[place] + step <= pupils.largest:
            sizes[place] += step
    return sizes


def _kinds(rng: Random, school: DemoSchool) -> list[str]:
    """The kind of family of each child: exactly as many as asked for, in any order."""
    kinds = [kind for kind, count in school.families.items() for _ in range(count)]
    kinds += [ORDINARY] * (school.pupils.total - len(kinds))
    rng.shuffle(kinds)
    return kinds


class _Pupils:
    def __init__(self, rng: Random, school: DemoSchool, words: Names, roster_day: date) -> None:
        self._rng, self._school, self._words = rng, school, words
        self._namer = Namer(rng, words)
        self._families = Maker(rng, self._namer, school.places.works, roster_day)
        self._special = self._special_people()
        self._used: Counter[tuple[str, str, str]] = Counter()

    def people(self, grade: int, number: int, size: int) -> list[Person]:
        """The children of one class: the repeated name twice, some special names, ordinary ones."""
        found = [
            Person(name, sex, self._namer.ethnic_group(), name[0])
            for at_grade, at_number, name, sex in self._words.same
            if (at_grade, at_number) == (grade, number)
            for _ in range(2)
        ]
        found += self._special.pop((grade, number), [])
        taken = {person.name for person in found}
        while len(found) < size:
            person = self.ordinary()
            if person.name not in taken:
                taken.add(person.name)
                found.append(person)
        self._rng.shuffle(found)
        return found

    def ordinary(self) -> Person:
        sex = "male" if self._rng.random() < 0.53 else "female"
        surname = self._namer.surname()
        return Person(self._namer.child(sex, surname), sex, self._namer.ethnic_group(), surname)

    def _special_people(self) -> dict[tuple[int, int], list[Person]]:
        """Rare characters and minority names, one class each in turn."""
        people = [Person(name, sex, group, name.split("·")[0]) for name, sex, group in self._words.minority]
        for given, sex in self._words.rare_given:
            surname = self._namer.surname()
            people.append(Person(surname + given, sex, self._namer.ethnic_group(), surname))
        classes = [(g, n) for g in GRADES for n in range(1, self._school.pupils.classes_per_grade + 1)]
        self._rng.shuffle(classes)
        return {place: [person] for place, person in zip(classes, people, strict=False)}

    def record(self, person: Person, ref: ClassRef, grade: int, kind: str) -> ChildRecord:
        """The whole record of a child."""
        rng, places = self._rng, self._school.places
        birth = self._birth(grade)
        number = self._id_number(birth, person.sex)
        village = rng.choice(places.villages)
        family = self._families.family(kind, person.surname)
        if "·" in person.name:
            family["father_name"] = f"{person.surname}·{rng.choice(self._words.adults_men)}"
        known = kind != "not_recorded"
        return ChildRecord(
            name=person.name,
            school_class=ref,
            sex=person.sex,
            ethnic_group=person.ethnic_group,
            birth_date=birth,
            id_number=number,
            student_number=f"G{number}",
            boarding=grade >= BOARDING_FROM and rng.random() < self._school.pupils.boarding,
            household=("rural" if rng.random() < self._school.pupils.rural else "urban") if known else None,
            household_place=f"{places.county}{village}",
            address=f"{places.county}{village}{rng.randint(1, 12)}组",
            health=rng.choices(*zip(*places.health, strict=True))[0],
            **family,
        )

    def _birth(self, grade: int) -> date:
        """Six years old by the first of September of the first year."""
        first = date(self._school.school.start_year - grade - SIX, 9, 1)
        return first + timedelta(self._rng.randrange(365))

    def _id_number(self, birth: date, sex: str) -> str:
        """A number that nobody can have: area 99 is unassigned; odd for boys, even for girls."""
        area = self._rng.choice(self._school.pupils.area_codes)
        key = (area, birth.isoformat(), sex)
        self._used[key] += 1
        sequence = self._used[key] * 2 - (1 if sex == "male" else 0)
        first = f"{area}{birth:%Y%m%d}{sequence:03d}"
        return first + check_character(first)


def number_of(pupils: list[ChildRecord]) -> Iterator[tuple[ClassRef, int]]:
    """Classes and their sizes, grade 1 first."""
    counts = Counter(pupil.school_class for pupil in pupils)
    for ref in sorted(counts, key=lambda one: (-one.entry_year, one.number)):
        yield ref, counts[ref]
