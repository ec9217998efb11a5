"""What packages further down the way add to a child's card, to its time line and to the order of lists of children.

They register here once, when the application is made; casework knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Flag:
    """A short word on a child's card that leads somewhere. tone: good · warn · bad · quiet; already translated."""

    text: str
    tone: str
    url: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a child's time line: what kind of thing, in words of the reader's language, and what was written.

    known_on: when the school knew, where that was later. gone: who took it back, when and why; it is struck through.
    order: of two on one day, the higher stands first.
    """

    day: date
    icon: str
    title: str
    text: str = ""
    by: str = ""
    url: str = ""
    known_on: date | None = None
    order: int = 0
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """Something of a child's that an attachment may belong to. code: `care_event:12`, the column and the row's id."""

    code: str
    words: str
    day: date
    url: str


Flags = Callable[[Collection[int], date], Mapping[int, list[Flag]]]
"""Child ids and a day → the flags of each."""
Moments = Callable[[int], list[Moment]]
"""A child's id → its moments."""
RelatedOf = Callable[[int], list[Related]]
"""A child's id → what the reader may open of it."""
_flags: list[Flags] = []
_moments: list[Moments] = []
Quiet = Callable[[Collection[int], date], Mapping[int, int]]
"""Child ids and a day → of those who come first in every list the days since anything reached them."""
_related: list[RelatedOf] = []
_quiet: list[Quiet] = []


def show_on_card(flags: Flags) -> None:
    """Register who has something to say on a child's card."""
    if flags not in _flags:
        _flags.append(flags)


def show_on_time_line(moments: Moments) -> None:
    """Register who knows moments of a child's time line."""
    if moments not in _moments:
        _moments.append(moments)


def offer_to_attachments(related: RelatedOf) -> None:
    """Register who has something to which an attachment may belong."""
    if related not in _related:
        _related.append(related)


def put_first(quiet: Quiet) -> None:
    """Register who knows which children come first in every list."""
    if quiet not in _quiet:
        _quiet.append(quiet)


def quiet_days(child_ids: Collection[int], day: date) -> dict[int, int]:
    """Of these children those in a trough, with the days since anything reached them (C29)."""
    return {child_id: days for quiet in _quiet for child_id, days in quiet(child_ids, day).items()}


def related_beside(child_id: int) -> list[Related]:
    """What everybody who registered offers."""
    return [one for related in _related for one in related(child_id)]


def flags_of(child_ids: Collection[int], day: date) -> dict[int, list[Flag]]:
    """All flags by child id."""
    found: dict[int, list[Flag]] = {child_id: [] for child_id in child_ids}
    for flags in _flags:
        for child_id, given in flags(child_ids, day).items():
            found[child_id].extend(given)
    return found


def moments_beside(child_id: int) -> list[Moment]:
    """What everybody who registered knows of a child."""
    return [moment for moments in _moments for moment in moments(child_id)]
