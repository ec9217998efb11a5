"""Who could take a post instead: each person with the reasons for and against, and what they lead already. Pure.

This is the one place where people stand in an order: who may and can, who knows the children, who has led least this
month. How often somebody was away is not known here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from careplan.plans.facts import PersonFacts
from careplan.plans.problem import slot_id
from careplan.scheduling.problem import Staff
from careplan.school.calendar import Slot
from careplan.training.qualification import held_on
from careplan.upsets.standing import Picks, Post, School, Standing, is_away, with_picks

Against = Literal["away", "unqualified", "guest", "uncounted", "teaches", "beside", "leads", "post", "week", "term"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody cannot. n: a lesson or a limit; who: the squads led at that time, the missing qualification, or
    what else waits for the person then, in Chinese and in English.
    """

    kind: Against
    n: int = 0
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for a post. counselor: of one of the squads; led: sessions with them before that day.

    month, term: sessions without this one; picked: of those in the month, the ones chosen a minute ago.
    """

    person: str
    against: tuple[Reason, ...]
    counselor: bool
    led: int
    month: int
    picked: int
    term: int

    @property
    def can(self) -> bool:
        return not self.against

    @property
    def rank(self) -> tuple[bool, bool, bool, int, int, int, str]:
        knows = self.counselor or self.led > 0
        return not self.can, not knows, not self.counselor, self.month, self.term, -self.led, self.person


@dataclass(frozen=True)
class Situation:
    """What choosing needs: the school, the sessions in force, who was chosen already, how the plan counts people."""

    school: School
    sessions: tuple[Standing, ...]
    picks: Picks
    staff: Mapping[str, Staff]

    @cached_property
    def now(self) -> tuple[Standing, ...]:
        """The sessions with the people chosen."""
        return with_picks(self.sessions, self.picks)

    @cached_property
    def by_person(self) -> Mapping[str, list[Standing]]:
        """Who leads what, with the people chosen."""
        found: dict[str, list[Standing]] = {}
        for one in self.now:
            for person in dict.fromkeys(one.staff):
                found.setdefault(person, []).append(one)
        return found

    def of(self, person: str, without: Collection[int]) -> list[Standing]:
        """What a person leads besides the sessions named."""
        return [one for one in self.by_person.get(person, ()) if one.id not in without]


def candidates(situation: Situation, session: Standing, post: int) -> tuple[Candidate, ...]:
    """Everybody for a post of a session, those who can first; not who holds it now."""
    holder = session.staff[post]
    people = (one for one in situation.school.facts.people if one.id != holder)
    return tuple(
        sorted((_candidate(situation, one, session, post, {session.id}) for one in people), key=lambda one: one.rank)
    )


def _candidate(
    situation: Situation, person: PersonFacts, session: Standing, post: int, without: Collection[int]
) -> Candidate:
    own = situation.of(person.id, without)
    month = [one for one in own if (one.day.year, one.day.month) == (session.day.year, session.day.month)]
    squads = [situation.school.squads[squad] for squad in session.squads if squad in situation.school.squads]
    picked = [
        one for one in month if any(situation.picks.get((one.id, at)) == person.id for at in range(len(one.staff)))
    ]
    return Candidate(
        person.id,
        reasons_against(situation, person, session, post, without),
        counselor=any(squad.counselor == person.id for squad in squads),
        led=sum(one.day < session.day and bool({*one.squads} & {*session.squads}) for one in own),
        month=len(month),
        picked=len(picked),
        term=sum(one.term == session.term for one in own),
    )


def reasons_against(
    situation: Situation, person: PersonFacts, session: Standing, post: int, without: Collection[int]
) -> tuple[Reason, ...]:
    """Every reason why the person cannot hold the post; the sessions in `without` are not in the way."""
    found = _by_nature(situation, person, session, post)
    own = situation.of(person.id, without)
    found += [Reason("leads", one.period, one.squads) for one in own if session.meets(one)][:1]
    if any(person.id == name for at, name in enumerate(_now(situation, session).staff) if at != post):
        found.append(Reason("post"))
    week = sum(one.lessons for one in own if (one.term, one.week) == (session.term, session.week)) + session.lessons
    term = sum(one.lessons for one in own if one.term == session.term) + session.lessons
    if person.max_per_week is not None and week > person.max_per_week:
        found.append(Reason("week", person.max_per_week))
    if person.max_per_term is not None and term > person.max_per_term:
        found.append(Reason("term", person.max_per_term))
    return tuple(found)


def _now(situation: Situation, session: Standing) -> Standing:
    return with_picks((session,), situation.picks)[0]


def _by_nature(situation: Situation, person: PersonFacts, session: Standing, post: int) -> list[Reason]:
    """What does not depend on the other sessions: there, qualified on that day, not teaching."""
    found: list[Reason] = []
    need = session.needs[post]
    if is_away(person, session):
        found.append(Reason("away"))
    if not need and not person.is_teacher:
        found.append(Reason("guest"))
    held = held_on(person.holdings, session.day, situation.school.facts.included)
    if need and need not in held:
        found.append(Reason("unqualified", who=(need,)))
    taken = person.busy & set(situation.school.times(session))
    if taken:
        found.append(Reason("teaches", min(one.period for one in taken)))
    if other := situation.school.elsewhere(person.id, session):
        found.append(Reason("beside", who=(other.zh, other.en)))
    return found or _as_counted(situation, person, session, need)


def _as_counted(situation: Situation, person: PersonFacts, session: Standing, need: str) -> list[Reason]:
    """A certificate that covers too little of the year is not planned with, and no schedule may use it."""
    counted = situation.staff.get(person.id)
    slots = {slot_id(Slot(session.day, period, session.week, session.term)) for period in session.times}
    if counted is None or (need and need not in counted.skills) or (counted.open is not None and slots - counted.open):
        return [Reason("uncounted")]
    return []


def for_all(situation: Situation, posts: Sequence[Post]) -> tuple[Candidate, ...]:
    """Who could take all of these posts together, such as those of one day; as candidates for the first of them."""
    by_id = {one.id: one for one in situation.sessions}
    found = []
    for person in situation.school.facts.people:
        given = Situation(
            situation.school,
            situation.sessions,
            {**situation.picks, **dict.fromkeys(posts, person.id)},
            situation.staff,
        )
        if any(person.id == by_id[row].staff[post] for row, post in posts):
            continue
        if any(reasons_against(given, person, by_id[row], post, {row}) for row, post in posts):
            continue
        row, post = posts[0]
        found.append(_candidate(situation, person, by_id[row], post, {row for row, _ in posts}))
    return tuple(sorted(found, key=lambda one: one.rank))
