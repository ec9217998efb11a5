"""What packages further down the way know about squads and people, shown on the school's pages.

They register here once, when the application is made; the school knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from careplan.errors import Reason, Refused


@dataclass(frozen=True, slots=True)
class StaffNote:
    """A word beside a person, e.g. a qualification that holds. tone: good · warn · bad · quiet; already translated."""

    text: str
    tone: str = "quiet"


SquadSizes = Callable[[date], Mapping[int, int]]
StaffNotes = Callable[[date], Mapping[int, tuple[StaffNote, ...]]]
_squad_sizes: list[SquadSizes] = []
_staff_notes: list[StaffNotes] = []


def show_squad_sizes(sizes: SquadSizes) -> None:
    """Register who can say how many children are on the roll of each squad (by its id) on a day."""
    if sizes not in _squad_sizes:
        _squad_sizes.append(sizes)


def show_staff_notes(notes: StaffNotes) -> None:
    """Register who has notes about people (by staff id) on a day."""
    if notes not in _staff_notes:
        _staff_notes.append(notes)


def squad_sizes(day: date) -> dict[int, int] | None:
    """Children on the roll by squad id; None when nobody can say."""
    if not _squad_sizes:
        return None
    return {squad_id: size for sizes in _squad_sizes for squad_id, size in sizes(day).items()}


def staff_notes(day: date) -> dict[int, tuple[StaffNote, ...]]:
    """All notes by staff id."""
    found: dict[int, tuple[StaffNote, ...]] = {}
    for notes in _staff_notes:
        for staff_id, given in notes(day).items():
            found[staff_id] = (*found.get(staff_id, ()), *given)
    return found


class HeldBack(Refused):
    """The person cannot leave or change yet: something hangs on them that has to be handed over first."""

    def __init__(self, reasons: Collection[Reason], where: str = "active") -> None:
        super().__init__(" ".join(one.words for one in reasons))
        self.reasons, self.field = tuple(reasons), where


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who would leave: a person of the staff list; an account, with the roles that it keeps (none when closed)."""

    staff_id: int | None
    user_id: int | None = None
    roles: frozenset[str] = frozenset()


StaffHold = Callable[[int], Reason | None]
"""From a staff id to why the person cannot leave yet; None when nothing holds them."""
LeavingHold = Callable[[Leaving], Reason | None]
"""The same for what hangs on an account rather than on a person of the list."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A hold; kinds: who can have what it looks for (none: anybody); of_account: an account's end counts too."""

    hold: StaffHold
    kinds: frozenset[str]
    of_account: bool


_holds: list[_Kept] = []
_leaving_holds: list[LeavingHold] = []


def hold_staff(hold: StaffHold, *, kinds: Collection[str] = (), of_account: bool = True) -> None:
    """Register who may have something that must be handed over before a person leaves the list or loses the account.

    kinds: kinds of staff that can have it; who becomes another one must hand it over too. of_account False: it hangs
    on the place in the staff list alone.
    """
    if all(one.hold is not hold for one in _holds):
        _holds.append(_Kept(hold, frozenset(kinds), of_account))


def hold_leaving(hold: LeavingHold) -> None:
    """Register who may have something that hangs on an account, whether or not it is joined to the staff list."""
    if hold not in _leaving_holds:
        _leaving_holds.append(hold)


def check_leaving(leaving: Leaving) -> None:
    """HeldBack, with every reason, while something hangs on a person of the staff list or on an account.

    Who leaves the list (no account named) must hand over what hangs on the place in it too.
    """
    asked = [one.hold for one in _holds if one.of_account or leaving.user_id is None]
    found = [hold(leaving.staff_id) for hold in asked] if leaving.staff_id is not None else []
    _refuse([*found, *(hold(leaving) for hold in _leaving_holds)], "active")


def check_kind(staff_id: int, kind: str) -> None:
    """HeldBack, with every reason, while the person has what nobody of that kind can have."""
    _refuse([one.hold(staff_id) for one in _holds if one.kinds and kind not in one.kinds], "kind")


def _refuse(found: Iterable[Reason | None], where: str) -> None:
    reasons = [one for one in found if one is not None]
    if reasons:
        raise HeldBack(reasons, where)
