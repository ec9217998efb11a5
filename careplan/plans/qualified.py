"""Which qualifications a person is planned with, and in which lessons (S48). Pure.

The file format gives a person skills that do not change, while a certificate has a first and a last day. So each person
is given exactly those qualifications that they hold on all their open lessons, and where a certificate covers only
part of the year, whichever keeps more of the person: being open on the covered lessons only, or going without it.
What somebody leads in force without needing the certificate stays theirs: that lesson stays open, and no activity that
asks for the certificate stands in it. Either way nobody is ever assigned without being qualified on the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from careplan.plans.facts import Lead, PersonFacts, PlanFacts
from careplan.school.calendar import Slot as Lesson
from careplan.training.qualification import held_on

Held = Mapping[date, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody's skills and open lessons. shut: skill → lessons in which nothing that asks for it may stand."""

    skills: frozenset[str]
    lessons: tuple[Lesson, ...]
    shut: Mapping[str, frozenset[Lesson]]


def able(person: PersonFacts, facts: PlanFacts, free: Iterable[Lesson]) -> Able:
    """What a person who is free in these lessons can be planned with."""
    lessons, leads = tuple(free), [one for one in facts.leads if one.person == person.id]
    held: Held = {day: held_on(person.holdings, day, facts.included) for day in {one.day for one in lessons}}
    skills: set[str] = set()
    shut: dict[str, frozenset[Lesson]] = {}
    for skill in sorted(set().union(*held.values())):
        covered = tuple(one for one in lessons if skill in held[one.day])
        led = frozenset(one for one in lessons if one not in covered and _is_led(one, leads, held))
        if 2 * len(covered) >= len(lessons) and not led & _asking(skill, facts.leads, lessons):
            skills.add(skill)
            shut[skill] = led
            lessons = tuple(one for one in lessons if one in led or skill in held[one.day])
    return Able(frozenset(skills), lessons, shut)


def shut_for(people: Iterable[Able]) -> Mapping[str, frozenset[Lesson]]:
    """Skill → the lessons in which nothing that asks for it may stand, for anybody's sake."""
    found: defaultdict[str, set[Lesson]] = defaultdict(set)
    for one in people:
        for skill, lessons in one.shut.items():
            found[skill] |= lessons
    return {skill: frozenset(lessons) for skill, lessons in found.items()}


def _is_led(lesson: Lesson, leads: list[Lead], held: Held) -> bool:
    """Whether the person leads something in the lesson for which they are qualified on the day."""
    needs = {one.needs for one in leads if one.day == lesson.day and lesson.period in one.periods}
    return bool(needs) and all(not one or one in held[lesson.day] for one in needs)


def _asking(skill: str, leads: Iterable[Lead], lessons: Iterable[Lesson]) -> frozenset[Lesson]:
    """The lessons in which something that asks for the skill stands in force, whoever leads it."""
    taken = {(one.day, period) for one in leads if one.needs == skill for period in one.periods}
    return frozenset(one for one in lessons if (one.day, one.period) in taken)
