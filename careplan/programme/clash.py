"""Who or what is wanted at two places at once. Pure: spans of time in, clashes out; the words are the page's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that people, a place or squads are taken up by.

    source: session · item · lesson (of the person's timetable). venue_id None: a place that is not watched, or one that
    several may share. squads: whose children are wanted there. words: what a sentence names it by: title, English title
    and squads of a session; kind, title and topic of an item; the number of a lesson.
    """

    source: str
    key: int
    begins: datetime
    ends: datetime
    words: tuple[str, ...] = ()
    staff: frozenset[int] = field(default=frozenset())
    venue_id: int | None = None
    squads: frozenset[int] = field(default=frozenset())

    def meets(self, other: Span) -> bool:
        """Whether both take up the same minutes; one that begins when the other ends does not."""
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Clash:
    """What is wanted twice. what: person · place · squads; ids: of the people or squads."""

    what: str
    other: Span
    ids: frozenset[int] = field(default=frozenset())


def clashes_of(one: Span, others: Iterable[Span]) -> tuple[Clash, ...]:
    """Every clash of `one` with the others, in their order: people first, then the place, then the children."""
    found: list[Clash] = []
    for other in others:
        if (other.source, other.key) == (one.source, one.key) or not one.meets(other):
            continue
        if both := one.staff & other.staff:
            found.append(Clash("person", other, both))
        if one.venue_id is not None and one.venue_id == other.venue_id:
            found.append(Clash("place", other))
        if other.source == "session" and (both := one.squads & other.squads):
            found.append(Clash("squads", other, both))
    return tuple(found)
