"""Which offers may meet a need, and why; a person decides. Pure.

An offer is named when its kind fits, when it is open at the time it is needed, and when something of it is left. What
speaks for it and what should be looked at first is said beside it. The order is by what needs to be looked at, then by
the end of the offer: what ends first is used first. Nobody is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

FILE, SHORTAGE = "file", "money"
COSTS = frozenset({"boarding", "prepayment", "living", "debt", "other"})
"""Purposes of money that can pay a child's known costs."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need: of the child's file (`FILE`, by its id), or money that the known costs lack (`SHORTAGE`, by the child's).

    fen: how much money, None where the file does not say. due: by when.
    """

    source: str
    id: int
    child_id: int
    area: str
    since: date
    due: date | None = None
    fen: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as it stands: `left` in fen or in its unit. allowed_until: last day on which an agreement allows it."""

    id: int
    form: str
    purpose: str
    areas: frozenset[str]
    left: int
    place: str
    since: date
    until: date
    allowed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: code, whether it has to be looked at before one decides, and what the words need."""

    code: str
    caution: bool = False
    amount: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that may meet the need."""

    offer: Offered
    reasons: tuple[Reason, ...]

    @property
    def cautions(self) -> int:
        return sum(one.caution for one in self.reasons)


def matches(wanted: Wanted, offers: Iterable[Offered], day: date, where: str = "") -> list[Match]:
    """Offers for a need on a day. where: what is known of where the child lives, as one text."""
    found = [Match(one, _reasons(wanted, one, day, where)) for one in offers if fits(wanted, one, day)]
    return sorted(found, key=lambda one: (one.cautions, one.offer.until, one.offer.id))


def fits(wanted: Wanted, offer: Offered, day: date) -> bool:
    """Whether the offer is of the right kind, open in time and not used up."""
    if offer.left <= 0 or offer.until < day or (wanted.due is not None and offer.since > max(wanted.due, day)):
        return False
    if wanted.source == SHORTAGE:
        return offer.form == "money" and offer.purpose in COSTS
    return wanted.area in offer.areas


def _reasons(wanted: Wanted, offer: Offered, day: date, where: str) -> tuple[Reason, ...]:
    found = [Reason("costs") if wanted.source == SHORTAGE else Reason("area")]
    enough = wanted.fen is None or offer.form != "money" or offer.left >= wanted.fen
    found.append(Reason("left" if enough else "part", not enough, offer.left))
    found.append(Reason("begins", True, day=offer.since) if offer.since > day else Reason("open", day=offer.until))
    if offer.place:
        near = offer.place in where
        found.append(Reason("near" if near else "place", not near))
    if offer.allowed_until is None or offer.allowed_until < day:
        found.append(Reason("no-agreement", caution=True))
    else:
        found.append(Reason("agreement", day=offer.allowed_until))
    return tuple(found)


def by_area(wanted: Iterable[Wanted], band_of: Mapping[int, str]) -> dict[str, dict[str, set[int]]]:
    """Band → area → the children with such a need."""
    found: dict[str, dict[str, set[int]]] = {}
    for one in wanted:
        found.setdefault(band_of.get(one.child_id, ""), {}).setdefault(one.area, set()).add(one.child_id)
    return found
