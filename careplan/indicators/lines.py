"""A record behind a figure as a line of a list, and how lines are counted by squad."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplan.indicators.results import RecordRef


@dataclass(frozen=True, slots=True)
class Line:
    """A record with its words: `title` (a name, an activity, a goal), `detail` (its day …), the squad's label.

    `link`: (kind, id) of the page that shows it: a visit leads to its child.
    """

    title: str
    detail: date | str
    squad: str
    note: str
    counted: bool
    link: tuple[str, str]


@dataclass(frozen=True, slots=True)
class SquadCount:
    """Records of one squad: how many counted, of how many."""

    squad_id: str
    label: str
    counted: int
    total: int

    @property
    def missing(self) -> int:
        return self.total - self.counted


def count_by_squad(records: Iterable[RecordRef], labels: dict[str, str]) -> tuple[SquadCount, ...]:
    """The squads in the order of `labels`; records without a squad are left out."""
    rows = [r for r in records if r.squad_id is not None]
    total = Counter(r.squad_id for r in rows)
    counted = Counter(r.squad_id for r in rows if r.counted)
    return tuple(SquadCount(i, label, counted[i], total[i]) for i, label in labels.items() if total[i])
