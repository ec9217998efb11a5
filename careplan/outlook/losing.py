"""Sessions ahead whose post is held by somebody who will not be qualified on the day, and who could learn it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from careplan.plans.facts import PersonFacts
from careplan.training.qualification import Holding, held_on
from careplan.upsets.candidates import Situation, reasons_against
from careplan.upsets.standing import Standing

LEAD = timedelta(days=7)
"""A training sooner than this cannot be arranged any more."""
Option = tuple[str, str]
"""A training place: the person's number, the qualification."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A post for which somebody is missing. person: who holds it, or (own) the squad's counselor who cannot.

    ended: the last day of what they held; None: they never held it. options: training places that would close it.
    ready: colleagues who could take it at once.
    """

    session: Standing
    post: int
    need: str
    person: str
    ended: date | None
    own: bool
    options: frozenset[Option]
    ready: int = 0


@dataclass(frozen=True, slots=True)
class Want:
    """A session that is wanted back: it is, when each of its gaps is closed. own: for the squad's own counselor."""

    session: Standing
    gaps: tuple[Gap, ...]
    own: bool


def losing(situation: Situation, today: date) -> tuple[Gap, ...]:
    """Posts ahead whose holder is not qualified on the day, in order of time."""
    people, included = situation.school.people, situation.school.facts.included
    found = []
    for one in _ahead(situation, today):
        for post, (need, number) in enumerate(zip(one.needs, one.staff, strict=True)):
            person = people.get(number)
            if need and person and need not in held_on(person.holdings, one.day, included):
                ended = _ended(person.holdings, need, one.day, included)
                found.append(_gap(situation, one, post, number, ended, today))
    return tuple(found)


def away_from_own(situation: Situation, today: date) -> tuple[Gap, ...]:
    """Sessions of one squad that a colleague leads because its own counselor lacks the qualification, nothing else."""
    school = situation.school
    found = []
    for one in _ahead(situation, today):
        squad = school.squads.get(one.squads[0]) if len(one.squads) == 1 else None
        own = school.people.get(squad.counselor or "") if squad else None
        if own is None or own.id in one.staff or not one.needs or not one.needs[0]:
            continue
        if _only_unqualified(situation, own, one, 0):
            ended = _ended(own.holdings, one.needs[0], one.day, school.facts.included)
            options = _trainings(situation, own.id, one.needs[0]) if one.day - today > LEAD else frozenset()
            found.append(Gap(one, 0, one.needs[0], own.id, ended, True, options))
    return tuple(found)


def _ahead(situation: Situation, today: date) -> list[Standing]:
    rows = [one for one in situation.sessions if one.open and one.day >= today]
    return sorted(rows, key=lambda one: (one.day, one.period, one.id))


def _gap(situation: Situation, one: Standing, post: int, number: str, ended: date | None, today: date) -> Gap:
    need, ready = one.needs[post], 0
    options = set(_trainings(situation, number, need))
    for person in situation.school.facts.people:
        if person.id == number or not person.is_teacher:
            continue
        if not reasons_against(situation, person, one, post, {one.id}):
            ready += 1
        elif _only_unqualified(situation, person, one, post):
            options |= _trainings(situation, person.id, need)
    in_time = one.day - today > LEAD
    return Gap(one, post, need, number, ended, False, frozenset(options) if in_time else frozenset(), ready)


def _only_unqualified(situation: Situation, person: PersonFacts, one: Standing, post: int) -> bool:
    reasons = reasons_against(situation, person, one, post, {one.id})
    return bool(reasons) and all(reason.kind == "unqualified" for reason in reasons)


def _trainings(situation: Situation, person: str, need: str) -> frozenset[Option]:
    """The trainings that give the qualification: for itself, or for one that includes it."""
    included = situation.school.facts.included
    wider = [code for code, codes in included.items() if need in codes] or [need]
    return frozenset((person, code) for code in wider)


def _ended(holdings: Collection[Holding], need: str, day: date, included: Mapping[str, frozenset[str]]) -> date | None:
    """The last day before `day` on which the person held it."""
    ends = [
        one.valid_until
        for one in holdings
        if one.valid_until and one.valid_until < day and need in included.get(one.qualification, {one.qualification})
    ]
    return max(ends, default=None)


def wants(gaps: Collection[Gap]) -> tuple[Want, ...]:
    """The gaps by session; those that no training in time can close are left out."""
    by_session: dict[tuple[int, bool], list[Gap]] = {}
    for gap in gaps:
        by_session.setdefault((gap.session.id, gap.own), []).append(gap)
    found = [Want(group[0].session, tuple(group), own) for (_, own), group in by_session.items()]
    return tuple(one for one in found if all(gap.options for gap in one.gaps))
