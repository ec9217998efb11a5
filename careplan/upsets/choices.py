"""Choosing people for several posts at once: what was chosen, and what each post offers then. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careplan.upsets.candidates import Candidate, Situation, candidates, for_all
from careplan.upsets.standing import OF_PEOPLE, Cause, Fallen, Picks, Post, Standing
from careplan.upsets.swaps import Swap, swaps

SWAP = "swap:"
FIRST = 4  # candidates shown at once; the others open on demand


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that somebody else has to hold, or is to hold, and why."""

    session: Standing
    post: int
    causes: tuple[Cause, ...] = ()

    @property
    def key(self) -> Post:
        return self.session.id, self.post

    @property
    def leaver(self) -> str:
        return self.session.staff[self.post]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a post offers. chosen: a person's number, `swap:ROW-POST`, or nothing yet."""

    vacancy: Vacancy
    chosen: str
    able: tuple[Candidate, ...]
    unable: tuple[Candidate, ...]
    swaps: tuple[Swap, ...]

    @property
    def first(self) -> tuple[Candidate, ...]:
        """The first few, and whoever is chosen."""
        more = self.able[FIRST:]
        return (*self.able[:FIRST], *(one for one in more if one.person == self.chosen))

    @property
    def more(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.able[FIRST:] if one.person != self.chosen)

    @property
    def clash(self) -> Candidate | None:
        """Whoever is chosen but cannot after all, because of another choice."""
        return next((one for one in self.unable if one.person == self.chosen), None)


def vacancies(fallen: Sequence[Fallen], also: Sequence[Standing] = ()) -> tuple[Vacancy, ...]:
    """The posts whose people cannot come, of sessions that can be held otherwise; and every post of `also`."""
    found = [
        Vacancy(one.session, at, causes)
        for one in fallen
        if not one.moves
        for at, person in enumerate(one.session.staff)
        if (causes := tuple(cause for cause in one.causes if cause.kind in OF_PEOPLE and cause.who == person))
    ]
    known = {one.key for one in found}
    found += [Vacancy(one, at) for one in also for at in range(len(one.staff)) if (one.id, at) not in known]
    return tuple(found)


def picks_of(sessions: Sequence[Standing], vacancies: Sequence[Vacancy], chosen: Mapping[Post, str]) -> dict[Post, str]:
    """Who holds which post by what was chosen; a swap is two picks. What is no longer there is left out."""
    by_id, found = {one.id: one for one in sessions}, {}
    for one in vacancies:
        value = chosen.get(one.key, "")
        other = _other(value) if value.startswith(SWAP) else None
        if other is not None and other[0] in by_id and other[1] in range(len(by_id[other[0]].staff)):
            found[one.key] = by_id[other[0]].staff[other[1]]
            found[other] = one.leaver
        elif value and not value.startswith(SWAP):
            found[one.key] = value
    return found


def _other(value: str) -> Post | None:
    parts = value.removeprefix(SWAP).split("-")
    if len(parts) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in parts):
        return None
    return int(parts[0]), int(parts[1])


def offers(now: Situation, vacancies: Sequence[Vacancy], chosen: Mapping[Post, str]) -> tuple[Offer, ...]:
    """What each post offers, with everything chosen for the others counted."""
    return tuple(_offer(now, one, chosen.get(one.key, "")) for one in vacancies)


def _offer(now: Situation, one: Vacancy, chosen: str) -> Offer:
    ranked = candidates(now, one.session, one.post)
    able = tuple(who for who in ranked if who.can)
    unable = tuple(who for who in ranked if not who.can)
    without: Picks = {key: who for key, who in now.picks.items() if not _belongs(key, one, chosen)}
    exchanged = swaps(Situation(now.school, now.sessions, without, now.staff), one.session, one.post)
    return Offer(one, chosen, able, unable, exchanged)


def _belongs(key: Post, one: Vacancy, chosen: str) -> bool:
    """Whether a pick is this post's own: its person, or the other half of its swap."""
    return key == one.key or (chosen.startswith(SWAP) and key == _other(chosen))


@dataclass(frozen=True, slots=True)
class WholeDay:
    """Several posts on one day, and who could take them all."""

    day: date
    posts: tuple[Post, ...]
    able: tuple[Candidate, ...]


def whole_days(now: Situation, vacancies: Sequence[Vacancy]) -> dict[date, WholeDay]:
    """The days on which more than one post is open."""
    by_day: dict[date, list[Post]] = {}
    for one in vacancies:
        by_day.setdefault(one.session.day, []).append(one.key)
    several = {day: tuple(posts) for day, posts in by_day.items() if len({row for row, _ in posts}) > 1}
    found = {}
    for day, posts in several.items():
        others: Picks = {key: who for key, who in now.picks.items() if key not in posts}
        able = for_all(Situation(now.school, now.sessions, others, now.staff), posts)
        found[day] = WholeDay(day, posts, able[:FIRST])
    return found
