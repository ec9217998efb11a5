"""Records that changed after their period was locked: the difference goes into the next period, as such (S52). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from careplan.workload.counting import Line, money_beside
from careplan.workload.rules import ONCE, Rules
from careplan.workload.units import UNIT, round_together
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
    past: Past,
    signed: Iterable[Line],
    paid_late: Iterable[LateLine],
    now: Iterable[Line],
    rules: Rules | None = None,
    corrected: int = 0,
) -> tuple[LateLine, ...]:
    """The differences between what was signed for a person (and paid late since) and what the records say now.

    Post constants follow from who holds a post today, not from a dated record: they are not compared. rules: those of
    the past period; where they round its money once, so do the late lines, with what was signed and corrected (in
    thousandths): a fen that only moved from one line to another is no difference.
    """
    signed, paid_late = tuple(signed), tuple(paid_late)
    found = _differences(past, signed, paid_late, now)
    if rules is None or rules.fen_per_unit is None or rules.rounding != ONCE:
        return found
    settled = sum(line.counted for line in signed) + corrected
    settled += sum(one.milli for one in paid_late if one.period_id == past.id)
    return _paid_together([one for one in found if one.milli], rules, settled)


def _paid_together(found: list[LateLine], rules: Rules, settled: int) -> tuple[LateLine, ...]:
    """Late lines whose money together is what they add to the money of what is settled, rounded once."""
    whole = money_beside(settled, sum(one.milli for one in found), rules)
    money = round_together([one.milli * (rules.fen_per_unit or 0) for one in found], UNIT, whole)
    return tuple(replace(one, fen=fen) for one, fen in zip(found, money, strict=True))


def _differences(
    past: Past, signed: Iterable[Line], paid_late: Iterable[LateLine], now: Iterable[Line]
) -> tuple[LateLine, ...]:
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
