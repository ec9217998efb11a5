"""What would close a gap: how much is missing, by which records, and whether it can still be reached. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import ceil, floor

from careplan.foresight.ahead import is_ahead
from careplan.foresight.rungs import Rung
from careplan.indicators.facts import Snapshot
from careplan.indicators.results import MeasureResult, RecordRef

OF = re.compile(r"^(\d+)/(\d+)$")
"""A note such as 1/3: one done of three."""
NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Lack:
    """A record that could still count. gain: what it adds to the numerator; work: how many steps that takes."""

    record: RecordRef
    gain: float
    work: float


@dataclass(frozen=True, slots=True)
class Closing:
    """How a gap closes.

    needed: how much the numerator must change; chosen: the records for which that takes the least work, nearest first.
    best: the figure if all that can still change did; add: how many more sessions of the kind would do instead, where
    adding is possible; fresh: how many more records without any delay bring a mean of days down.
    """

    needed: float
    chosen: tuple[Lack, ...] = ()
    best: float | None = None
    add: int | None = None
    fresh: int | None = None

    @property
    def work(self) -> int:
        """Steps in all: visits, sessions, parts of a file …"""
        return ceil(sum(lack.work for lack in self.chosen) - NEARLY)

    @property
    def reachable(self) -> bool:
        """Whether the records that can still change are enough."""
        return self.best is not None and sum(lack.gain for lack in self.chosen) >= self.needed - NEARLY


def reached(result: MeasureResult, rung: Rung) -> bool:
    """Whether a figure is at its rung; no data is not."""
    if result.value is None:
        return False
    return result.value <= rung.value + NEARLY if rung.falling else result.value >= rung.value - NEARLY


def close(result: MeasureResult, rung: Rung, facts: Snapshot, held: int | None = None) -> Closing | None:
    """What brings `result` to the rung; None when it is there, or where there is no figure to start from.

    facts: as they stand today, for what can still change. held: sessions held by then, when their number may rise.
    """
    if result.value is None or reached(result, rung):
        return None
    if result.unit == "rate":
        return _of_rate(result, rung, can_change(facts), held)
    if result.unit == "count":
        return Closing(abs(rung.value - result.value))
    fresh = ceil(result.numerator / rung.value - result.denominator - NEARLY) if rung.falling and rung.value else None
    return Closing(abs(rung.value * result.denominator - result.numerator), fresh=fresh)


def _of_rate(result: MeasureResult, rung: Rung, open_: Callable[[RecordRef], bool], held: int | None) -> Closing:
    whole, part = result.denominator, result.numerator
    if rung.falling:
        needed = part - floor(rung.value * whole + NEARLY)
        lacks = [Lack(r, r.weight, r.weight) for r in result.counted if open_(r)]
        best = (part - sum(lack.gain for lack in lacks)) / whole
        return Closing(needed, _least_work(lacks, needed), best)
    needed = _whole(rung.value * whole - part, result.records)
    lacks = [lack for r in result.records if open_(r) for lack in [_lack(r)] if lack.gain > NEARLY]
    best = min(1.0, (part + sum(lack.gain for lack in lacks)) / whole)
    add = None
    if held is not None and held == whole and rung.value < 1 and all(r.kind == "session" for r in result.records):
        add = ceil((rung.value * whole - part) / (1 - rung.value) - NEARLY)
    return Closing(needed, _least_work(lacks, needed), best, add)


def _whole(needed: float, records: Collection[RecordRef]) -> float:
    """Records count whole ones only, unless one of them has a part."""
    return ceil(needed - NEARLY) if all(float(r.weight).is_integer() for r in records) else needed


def _lack(record: RecordRef) -> Lack:
    """What a record lacks: by its note “1/3” two steps, else what is missing of its part."""
    gain = record.out_of - (record.weight if record.counted else 0)
    noted = OF.match(record.note)
    steps = int(noted[2]) - int(noted[1]) if noted else gain
    return Lack(record, gain, steps if steps > 0 else gain)


def _least_work(lacks: Collection[Lack], needed: float) -> tuple[Lack, ...]:
    chosen, gained = [], 0.0
    for lack in sorted(lacks, key=lambda lack: lack.work / lack.gain):
        if gained >= needed - NEARLY:
            break
        chosen.append(lack)
        gained += lack.gain
    return tuple(chosen)


def can_change(facts: Snapshot) -> Callable[[RecordRef], bool]:
    """Whether a record can still become another: what is over and done cannot."""
    sessions = {s.id: s for s in facts.sessions}
    items = {a.id for a in facts.beside if a.state != "planned"}
    month = facts.as_of.strftime("%Y-%m")

    def answer(record: RecordRef) -> bool:
        if record.kind == "session":
            one = sessions.get(record.id)
            return one is not None and (is_ahead(one, facts.as_of) or one.state == "planned")
        if record.kind == "arrangement":
            return record.id not in items
        if record.kind == "month":
            return record.id.rpartition("/")[2] >= month
        return True

    return answer
