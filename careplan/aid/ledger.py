"""The ledger of one aid case: what was granted, what arrived, what it is for, what it was spent on (C26, C27). Pure.

Entries are only ever added. A wrong one is taken back by a contra-entry that names it; both stay on record. The balance
is a sum over what stands, so the order of entries does not matter, and in no accepted ledger is any part below zero:
granted = spent + kept for a purpose + not yet assigned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

PAID, SPLIT, SPENT, GOODS = "paid", "split", "spent", "goods"
KINDS = (PAID, SPLIT, SPENT, GOODS)
"""Money that arrived · set aside for a purpose · spent on a purpose · goods, outside all sums of money."""

OVERPAID, OVERASSIGNED, NOT_THERE = "overpaid", "overassigned", "not-there"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. fen is above zero; None only for goods whose value nobody estimated. undoes: the line it takes back."""

    id: int
    kind: str
    day: date
    fen: int | None
    purpose: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """All in fen. basis: what can be assigned: the grant, or of a monthly benefit what has arrived."""

    basis: int
    granted: int | None
    paid: int
    split: Mapping[str, int]
    spent: Mapping[str, int]
    goods: int
    goods_without_value: int

    @property
    def spent_total(self) -> int:
        return sum(self.spent.values())

    @property
    def to_come(self) -> int:
        """Granted and not yet arrived; 0 for a monthly benefit."""
        return 0 if self.granted is None else self.granted - self.paid

    @property
    def kept(self) -> dict[str, int]:
        """Purpose → set aside and not yet spent, never below zero."""
        return {one: left for one in self.split if (left := self.split[one] - self.spent.get(one, 0)) > 0}

    @property
    def unassigned(self) -> int:
        """What no purpose has claimed, by setting aside or by spending."""
        return self.basis - self.spent_total - sum(self.kept.values())

    @property
    def unused(self) -> int:
        """What can still be spent."""
        return self.basis - self.spent_total

    @property
    def in_hand(self) -> int:
        """What has arrived and is not spent."""
        return self.paid - self.spent_total


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that neither take something back nor were taken back."""
    rows = list(entries)
    gone = {row.undoes for row in rows if row.undoes is not None}
    return [row for row in rows if row.undoes is None and row.id not in gone]


def balance_of(entries: Iterable[Entry], granted: int | None) -> Balance:
    """The sums of what stands. granted: of a one-off grant; None for a monthly benefit, whose basis is what arrived."""
    sums: dict[str, int] = defaultdict(int)
    by_purpose: dict[str, dict[str, int]] = {SPLIT: defaultdict(int), SPENT: defaultdict(int)}
    without_value = 0
    for row in standing(entries):
        sums[row.kind] += row.fen or 0
        if row.kind in by_purpose:
            by_purpose[row.kind][row.purpose] += row.fen or 0
        without_value += row.kind == GOODS and row.fen is None
    return Balance(
        basis=sums[PAID] if granted is None else granted,
        granted=granted,
        paid=sums[PAID],
        split=dict(sorted(by_purpose[SPLIT].items())),
        spent=dict(sorted(by_purpose[SPENT].items())),
        goods=sums[GOODS],
        goods_without_value=without_value,
    )


def fault_of(balance: Balance) -> str | None:
    """Why this cannot be: more arrived than granted, more assigned than there is, spent before it came; else None."""
    if balance.to_come < 0:
        return OVERPAID
    if balance.unassigned < 0:
        return OVERASSIGNED
    return NOT_THERE if balance.in_hand < 0 else None


def fault_with(entries: Iterable[Entry], added: Iterable[Entry], granted: int | None) -> str | None:
    """Why these lines, contra-entries too, cannot be added; None when they can."""
    return fault_of(balance_of([*entries, *added], granted))
