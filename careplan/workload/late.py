"""Records that changed after their period was locked: the difference goes into the next period, as such (S52). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplan.workload.counting import Line
from careplan.workload.work import POST

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True, slots=True)
class LateLine:
    """What a record of a locked period counts more (or less) than was signed. period_id: the one it belongs to."""

    period_id: int
    period: str
    period_en: str
    source: str
    source_id: int
    kind: str
    role: str
    day: date
    title: str
    title_en: str
    why: str
    milli: int
    fen: int | None

    @property
    def key(self) -> str:
        """As a line's key, with the period it belongs to."""
        return f"{self.source}-{self.source_id}-{self.kind}-{self.role}"


@dataclass(frozen=True, slots=True)
class Past:
    """A locked period: its id and names."""

    id: int
    name: str
    name_en: str


def late_lines(
    past: Past, signed: Iterable[Line], paid_late: Iterable[LateLine], now: Iterable[Line]
) -> tuple[LateLine, ...]:
    """The differences between what was signed for a person (and paid late since) and what the records say now.

    Post constants follow from who holds a post today, not from a dated record: they are not compared.
    """
    before = {line.key: line for line in signed if line.kind != POST}
    after = {line.key: line for line in now if line.kind != POST}
    settled: dict[str, tuple[int, int]] = {key: (line.counted, line.fen or 0) for key, line in before.items()}
    told: dict[str, LateLine] = {}
    for one in paid_late:
        if one.period_id == past.id:
            milli, fen = settled.get(one.key, (0, 0))
            settled[one.key] = (milli + one.milli, fen + (one.fen or 0))
            told[one.key] = one
    found = []
    for key in sorted({*settled, *after}):
        old, line = settled.get(key, (0, 0)), after.get(key)
        new = (line.counted, line.fen or 0) if line else (0, 0)
        shown = line or before.get(key) or told[key]
        if new != old:
            has_money = shown.fen is not None
            why = GONE if line is None else NEW if key not in settled else CHANGED
            found.append(_late(past, shown, why, new[0] - old[0], new[1] - old[1] if has_money else None))
    return tuple(sorted(found, key=lambda one: (one.day, one.key)))


def _late(past: Past, shown: Line | LateLine, why: str, milli: int, fen: int | None) -> LateLine:
    return LateLine(
        past.id,
        past.name,
        past.name_en,
        shown.source,
        shown.source_id,
        shown.kind,
        shown.role,
        shown.day,
        shown.title,
        shown.title_en,
        why,
        milli,
        fen,
    )
