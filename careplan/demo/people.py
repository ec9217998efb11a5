"""The staff of the demo school: who teaches when, and who holds which certificate until when (S48, S50)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from careplan.demo.naming import Namer
from careplan.demo.parameters import CounselorWords, DemoSchool, Names, PersonWords, day
from careplan.school.calendar import LessonTime
from careplan.training.qualification import Holding

WEEKDAYS = range(1, 6)
MORNING = range(1, 6)
TEACHES_IN_A_SLOT = 0.55
FRIDAY = 5
HELD_SINCE = (date(2023, 9, 1), date(2024, 3, 1), date(2024, 9, 1), date(2025, 3, 1), date(2025, 9, 1))

Place = tuple[int, int]
"""Grade and number of a class."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody on the staff list. counsels: the class whose squad they lead; account: user name and role."""

    number: str
    name: str
    title: str
    kind: str
    holdings: tuple[Holding, ...]
    busy: frozenset[LessonTime] = field(default_factory=frozenset)
    kept: frozenset[LessonTime] = field(default_factory=frozenset)
    counsels: Place | None = None
    account: tuple[str, str] | None = None
    max_per_week: int | None = None
    max_per_term: int | None = None


def make_people(rng: Random, school: DemoSchool, words: Names) -> list[DemoPerson]:
    """The 24 squad counselors, then the other teachers, then the guests from outside."""
    maker = _People(rng, school, Namer(rng, words))
    places = [(grade, n) for grade in sorted(school.lessons) for n in range(1, school.pupils.classes_per_grade + 1)]
    counselors = [maker.counselor(place, number) for number, place in enumerate(places, 1)]
    teachers = [one for one in school.people if one.kind == "teacher"]
    others = [maker.other(one, f"T{number:02d}") for number, one in enumerate(teachers, len(places) + 1)]
    outside = [one for one in school.people if one.kind != "teacher"]
    guests = [maker.other(one, f"G{number:02d}") for number, one in enumerate(outside, 1)]
    return [*counselors, *others, *guests]


def kept_free(number: str, busy: frozenset[LessonTime]) -> frozenset[LessonTime]:
    """Two free lessons in the morning for preparing, the same for the same person whoever else there is (S50)."""
    free = [LessonTime(weekday, period) for weekday in WEEKDAYS for period in MORNING]
    return frozenset(Random(f"kept-{number}").sample([one for one in free if one not in busy], 2))


class _People:
    def __init__(self, rng: Random, school: DemoSchool, namer: Namer) -> None:
        self._rng, self._school, self._namer = rng, school, namer
        self._taken: set[str] = set()

    def counselor(self, place: Place, number: int) -> DemoPerson:
        words = self._school.counselors
        grade, squad = place
        name = self._name("female" if self._rng.random() < 0.7 else "male")
        certificates, busy = self._certificates(words, place), self._busy(own=self._school.lessons[grade])
        return DemoPerson(
            f"T{number:02d}",
            name,
            words.title_counselor,
            "teacher",
            certificates,
            busy,
            kept=kept_free(f"T{number:02d}", busy),
            counsels=place,
            account=(f"teacher{grade}{squad}", "class_teacher"),
            max_per_week=words.max_per_week,
            max_per_term=words.max_per_term,
        )

    def _certificates(self, words: CounselorWords, place: Place) -> tuple[Holding, ...]:
        codes = [] if place in words.without_training else ["counselor-trained"]
        codes += ["mental-health-b"] if place in words.mental_health_b else []
        codes += ["mental-health-c"] if place in words.mental_health_c else []
        codes += ["first-aid"] if place in words.first_aid else []
        ends = {(grade, number): day(until) for grade, number, until in words.ending}
        return tuple(
            Holding(code, self._rng.choice(HELD_SINCE), ends.get(place) if code == "counselor-trained" else None)
            for code in codes
        )

    def other(self, words: PersonWords, number: str) -> DemoPerson:
        teaches = words.kind == "teacher"
        name = self._name(words.sex)
        holdings = tuple(Holding(code, self._rng.choice(HELD_SINCE)) for code in words.skills)
        busy = self._busy(own=()) if teaches else frozenset()
        return DemoPerson(
            number,
            name,
            words.title,
            words.kind,
            holdings,
            busy,
            kept=kept_free(number, busy) if teaches else frozenset(),
            account=words.account,
            max_per_week=words.max_per_week or (self._school.counselors.max_per_week if teaches else None),
            max_per_term=words.max_per_term or (self._school.counselors.max_per_term if teaches else None),
        )

    def _name(self, sex: str) -> str:
        """No two colleagues of one name."""
        while (name := self._namer.adult(sex)) in self._taken:
            pass
        self._taken.add(name)
        return name

    def _busy(self, own: tuple[tuple[int, int], ...]) -> frozenset[LessonTime]:
        """About thirteen lessons a week in the morning, and some of the lessons in which other squads meet."""
        mornings = [LessonTime(weekday, period) for weekday in WEEKDAYS for period in MORNING]
        slots = {slot for grade in self._school.lessons.values() for slot in grade} - set(own)
        afternoon = [
            LessonTime(weekday, period)
            for weekday, period in sorted(slots)
            if weekday != FRIDAY and self._rng.random() < TEACHES_IN_A_SLOT
        ]
        return frozenset(self._rng.sample(mornings, 13)) | frozenset(afternoon)
