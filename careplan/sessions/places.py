"""Where one session of a draft may go: lessons, rows of the board, and which of both together are forbidden. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from careplan.scheduling.agenda import Agenda
from careplan.scheduling.problem import Slot
from careplan.scheduling.rules import STRUCTURE, Fault
from careplan.scheduling.solution import Session
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixing
from careplan.sessions.finding_words import Names, fault_words
from careplan.sessions.findings import Severity, only_in, severity_of

RowKind = Literal["none", "squad", "leader", "venue"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A lesson, a row, or both, and why the session cannot go there; severity None: it can."""

    day: date | None
    period: int
    week: int
    row: str | None
    severity: Severity | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Every lesson in which the session could begin, every row, and the forbidden pairs of both."""

    slots: tuple[Ground, ...]
    rows: tuple[Ground, ...]
    pairs: tuple[Ground, ...]


class Finder:
    """Asks the judge's rules of structure about one session in many places; each answer looks at one day only."""

    def __init__(self, desk: Desk, place: int, kind: RowKind, fixing: Fixing, language: str, names: Names) -> None:
        self.desk, self.place, self.kind, self.fixing = desk, place, kind, fixing
        self.language, self.names = language, names
        self.index = desk.judge.index
        self.session = desk.sessions[place]
        self.others: dict[date, list[Session]] = {}
        for number, one in enumerate(desk.sessions):
            slot = self.index.slots.get(one.start)
            if number != place and slot is not None:
                self.others.setdefault(slot.date, []).append(one)

    def find(self, rows: Sequence[str]) -> Places:
        """Everywhere, for these rows of the board (codes of squads, numbers of staff, names of places)."""
        lessons = [slot for slot in self.desk.problem.slots if self._is_lesson(slot)]
        slots = tuple(self._slot(slot) for slot in lessons)
        free = [slot for slot, ground in zip(lessons, slots, strict=True) if ground.severity != "placing"]
        shown = tuple(self._row(row) for row in rows)
        fit = [ground.row or "" for ground in shown if ground.severity is None]
        return Places(slots, shown, tuple(self._pairs(free, fit)))

    def _is_lesson(self, slot: Slot) -> bool:
        """Whether the session's squads have an activity lesson then; with rows of squads, any squad at all."""
        if self.kind == "squad":
            return any(one.open is None or slot.id in one.open for one in self.desk.problem.squads)
        group = self.index.groups.get(self.session.group)
        squads = [self.index.squads[name] for name in (group.squads if group else ())]
        return all(one.open is None or slot.id in one.open for one in squads)

    def _slot(self, slot: Slot) -> Ground:
        moved = replace(self.session, start=slot.id)
        own = self.row_of(self.session)
        faults = [one for one in self._breaches(moved, slot.date) if self.kind == "none" or one.who != own]
        severity: Severity | None = "placing" if faults else None
        why = self._words(faults, moved)
        fixed = None if slot.id == self.session.start else self.fixing.of(self.desk, moved)
        if fixed is not None:
            severity, why = "placing", (fixed.words(self.language), *why)
        elif not faults and self.kind != "squad":
            later = [one for one in self._year(moved) if self.kind == "none" or one.who != own]
            severity, why = ("publishing" if later else None), self._words(later, moved)
        return Ground(slot.date, slot.period, slot.week, None, severity, why)

    def _breaches(self, moved: Session, day: date) -> list[Fault]:
        """What the session breaks of the structure there; it is number 0 of the day."""
        plan = Agenda(self.index, (moved, *self.others.get(day, ())))
        found = (fault for rule in STRUCTURE for fault in rule.check(plan))
        return [fault for fault in found if 0 in fault.sessions and severity_of(fault.code) == "placing"]

    def _year(self, moved: Session) -> list[Fault]:
        """What the session breaks of the year's rules there that it does not break where it is."""
        if moved == self.session:
            return []
        weighed = self.desk.weighing.weigh({self.place}, (moved,), year_only=True)
        whole = (*self.desk.sessions, moved)
        found = only_in((whole, weighed.after, {}), (whole, weighed.before, {}))
        return [fault for fault in found if severity_of(fault.code) == "publishing"]

    def _words(self, faults: Iterable[Fault], moved: Session) -> tuple[str, ...]:
        said = (fault_words(self.index, fault, moved, self.language, self.names) for fault in faults)
        return tuple(dict.fromkeys(said))

    def row_of(self, session: Session) -> str | None:
        """The row of the board that a session stands in."""
        if self.kind == "squad":
            group = self.index.groups.get(session.group)
            return group.squads[0] if group else None
        if self.kind == "leader":
            return session.staff[0] if session.staff else None
        return session.venue if self.kind == "venue" else None

    def _row(self, row: str) -> Ground:
        """What about a row forbids the session at any time: a place too small, a person without the qualification."""
        moved = to_row(self.desk, self.session, self.kind, row)
        if moved is None:
            zh, en = "这次活动不能换到这里。", "This session cannot go here."
            return Ground(None, 0, 0, row, "placing", (en if self.language == "en" else zh,))
        plan = Agenda(self.index, (moved,))
        faults = [fault for rule in STRUCTURE for fault in rule.check(plan) if not fault.when]
        return Ground(None, 0, 0, row, "placing" if faults else None, self._words(faults, moved))

    def _pairs(self, slots: Sequence[Slot], rows: Sequence[str]) -> Iterator[Ground]:
        for row in rows:
            moved = to_row(self.desk, self.session, self.kind, row) or self.session
            for slot in slots:
                there = replace(moved, start=slot.id)
                faults = self._breaches(there, slot.date) if self._is_doubtful(there, slot, row) else []
                if faults:
                    yield Ground(slot.date, slot.period, slot.week, row, "placing", self._words(faults, there))

    def _is_doubtful(self, there: Session, slot: Slot, row: str) -> bool:
        """Whether the row is used or closed on that day at all; if not there is nothing to ask."""
        opened = {
            "squad": lambda: self.index.squads[row].open,
            "leader": lambda: self.index.staff[row].open,
            "venue": lambda: self.index.venues[row].open,
        }[self.kind]()
        needed = self.index.filled(slot, self.index.activities[there.activity].periods) or ()
        if opened is not None and not {one.id for one in needed} <= opened:
            return True
        return any(self._uses(one, row) for one in self.others.get(slot.date, ()))

    def _uses(self, other: Session, row: str) -> bool:
        if self.kind == "squad":
            return row in self.index.groups[other.group].squads if other.group in self.index.groups else False
        return row in other.staff if self.kind == "leader" else other.venue == row


def to_row(desk: Desk, session: Session, kind: RowKind, row: str) -> Session | None:
    """The session in another row of the board; None where it cannot be there."""
    index = desk.judge.index
    if kind == "venue":
        return replace(session, venue=row)
    if kind == "leader":
        return replace(session, staff=(row, *session.staff[1:])) if session.staff else None
    if kind == "squad":
        activity, group = index.activities.get(session.activity), index.groups.get(session.group)
        alone = next((one.id for one in desk.problem.groups if one.squads == (row,)), None)
        fits = activity is not None and alone in activity.groups and group is not None and len(group.squads) == 1
        return replace(session, group=alone) if fits and alone is not None else None
    return session
