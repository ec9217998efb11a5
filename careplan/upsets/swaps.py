"""Two leaders change places: the one who is away takes another session instead, and its leader takes this one. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.upsets.candidates import Situation, reasons_against
from careplan.upsets.standing import Post, Standing, fallen

MOST = 5


@dataclass(frozen=True, slots=True)
class Swap:
    """The other session and its post; person: who leads it now and would take this one."""

    session: Standing
    post: int
    person: str

    @property
    def key(self) -> Post:
        return self.session.id, self.post


def swaps(situation: Situation, session: Standing, post: int) -> tuple[Swap, ...]:
    """With which posts this one could change places, the nearest in time first; both must fit in their new place."""
    leaver = session.staff[post]
    falling = {one.session.id for one in fallen(situation.school, situation.now)}
    touched = {row for row, _ in situation.picks}
    found = [
        Swap(other, at, person)
        for other in situation.now
        if other.open and other.id not in falling | touched | {session.id}
        for at, person in enumerate(other.staff)
        if leaver not in other.staff and person not in session.staff and _fits(situation, session, post, other, at)
    ]
    found.sort(key=lambda one: (abs((one.session.day - session.day).days), one.session.day, one.session.id, one.post))
    return tuple(found[:MOST])


def _fits(situation: Situation, session: Standing, post: int, other: Standing, at: int) -> bool:
    """Whether each can take the other's place, free of both sessions."""
    people = situation.school.people
    leaver, taker = people.get(session.staff[post]), people.get(other.staff[at])
    if leaver is None or taker is None:
        return False
    both = {session.id, other.id}
    asked = ((taker, session, post), (leaver, other, at))
    return not any(reasons_against(situation, person, one, place, both) for person, one, place in asked)
