"""Where one session of a draft may go: lessons, rows of the board, and which of both together are forbidden. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from careplan.scheduling.agenda import Agenda
from careplan.scheduling.problem import Slot
from careplan.scheduling.rules import STRUCTURE, Fault
from careplan.scheduling.solution import Session
from careplan.sessions.board_rows import RowKind, opening_of, row_of, to_row, uses_row
from careplan.sessions.desk import Desk
from careplan.sessions.draft_fixed import Fixed, Fixing
from careplan.sessions.finding_words import Names, fault_words
from careplan.sessions.findings import Finding, severity_of
from careplan.sessions.ground import Ground, Places, ground_of
from careplan.sessions.place_judge import PlaceJudge
from careplan.sessions.taken import Taken


class Finder:
    """Asks the judge's rules of structure about one session in many places; each answer looks at one day only.

    What stands by them is asked of `PlaceJudge`, as far as it can be asked while a mouse is on its way: every lesson in
    the session's own row, every row in its own lesson. Another row at another time has what is true of both.
    """

    def __init__(
        self,
        desk: Desk,
        place: int,
        kind: RowKind,
        fixing: Fixing,
        language: str,
        names: Names,
        taken: Iterable[Taken] = (),
    ) -> None:
        self.desk, self.place, self.kind, self.fixing = desk, place, kind, fixing
        self.language, self.names = language, names
        self.index = desk.judge.index
        self.session = desk.sessions[place]
        self.own = row_of(self.index, self.session, kind)
        self.judge = PlaceJudge(desk, place, taken, language, names)
        self.others: dict[date, list[Session]] = {}
        for number, one in enumerate(desk.sessions):
            slot = self.index.slots.get(one.start)
            if number != place and slot is not None:
                self.others.setdefault(slot.date, []).append(one)

    def find(self, rows: Sequence[str]) -> Places:
        """Everywhere, for these rows of the board (codes of squads, numbers of staff, names of places)."""
        lessons = [slot for slot in self.desk.problem.slots if self._is_lesson(slot)]
        asked = [self._slot(slot) for slot in lessons]
        slots = tuple(ground for ground, _own in asked)
        free = [slot for slot, ground in zip(lessons, slots, strict=True) if ground.severity != "placing"]
        shown, pairs = [], [pair for _ground, pair in asked if pair is not None]
        for row in rows:
            ground, found = self._row(row, free)
            shown.append(ground)
            pairs += found
        return Places(slots, tuple(shown), tuple(pairs))

    def _is_lesson(self, slot: Slot) -> bool:
        """Whether the session's squads have an activity lesson then; with rows of squads, any squad at all."""
        if self.kind == "squad":
            return any(one.open is None or slot.id in one.open for one in self.desk.problem.squads)
        group = self.index.groups.get(self.session.group)
        squads = [self.index.squads[name] for name in (group.squads if group else ())]
        return all(one.open is None or slot.id in one.open for one in squads)

    def allowed(self) -> Iterator[Session]:
        """The session in each lesson that nothing forbids; what the judge would say of it is not asked."""
        for slot in self.desk.problem.slots:
            moved = replace(self.session, start=slot.id)
            if self._is_lesson(slot) and self._fixed(moved) is None and not self._breaches(moved, slot.date):
                yield moved

    def _fixed(self, moved: Session) -> Fixed | None:
        return None if moved.start == self.session.start else self.fixing.of(self.desk, moved)

    def _slot(self, slot: Slot) -> tuple[Ground, Ground | None]:
        """The lesson in any row, and what is more in the own row: what is said of that very squad, person or place."""
        moved = replace(self.session, start=slot.id)
        fixed = self._fixed(moved)
        faults = self._breaches(moved, slot.date)
        general = [one for one in faults if self.kind == "none" or one.who != self.own]
        if fixed is not None:
            why = (fixed.words(self.language), *(one.sentence for one in self._said(general, moved)))
            return Ground(slot.date, slot.period, slot.week, None, "placing", why), None
        if general:
            return ground_of(slot, None, self._said(general, moved)), None
        brings = [] if faults and self.kind == "squad" else self.judge.brings(moved)
        mine = [one for one in brings if self.kind == "squad" or (self.kind != "none" and one.who == self.own)]
        ground = ground_of(slot, None, [one for one in brings if one not in mine])
        of_own = self._said(faults, moved) or mine
        return ground, ground_of(slot, self.own, of_own) if of_own and self.own else None

    def _breaches(self, moved: Session, day: date) -> list[Fault]:
        """What the session breaks of the structure there; it is number 0 of the day."""
        plan = Agenda(self.index, (moved, *self.others.get(day, ())))
        found = (fault for rule in STRUCTURE for fault in rule.check(plan))
        return [fault for fault in found if 0 in fault.sessions and _forbids(fault)]

    def _said(self, faults: Sequence[Fault], moved: Session) -> list[Finding]:
        said = (fault_words(self.index, one, moved, self.language, self.names) for one in faults)
        return [
            Finding(severity_of(one.code), one.code, words, (), one.who, one.when)
            for one, words in zip(faults, said, strict=True)
        ]

    def _row(self, row: str, free: Sequence[Slot]) -> tuple[Ground, list[Ground]]:
        """A row, and those of the free lessons that are worse in it than in others.

        What forbids a row at any time is a place too small, a person without the qualification; then nothing else is
        asked. The own row was asked lesson by lesson.
        """
        if row == self.own:
            return ground_of(None, row, ()), []
        moved = to_row(self.desk, self.session, self.kind, row)
        if moved is None:
            zh, en = "这次活动不能换到这里。", "This session cannot go here."
            return Ground(None, 0, 0, row, "placing", (en if self.language == "en" else zh,)), []
        plan = Agenda(self.index, (moved,))
        faults = [one for rule in STRUCTURE for one in rule.check(plan) if not one.when and _forbids(one)]
        if faults:
            return ground_of(None, row, self._said(faults, moved)), []
        brings = self.judge.brings(moved)
        ground = ground_of(None, row, [one for one in brings if not one.when])
        dated = [one for one in brings if one.when and not one.reference.startswith("beside.")]
        return ground, [pair for slot in free if (pair := self._pair(moved, slot, row, dated))]

    def _pair(self, moved: Session, slot: Slot, row: str, dated: Sequence[Finding]) -> Ground | None:
        """A free lesson in this row: taken, or taken up by something else; None where nothing is said of it."""
        there = replace(moved, start=slot.id)
        faults = self._breaches(there, slot.date) if self._is_doubtful(there, slot, row) else []
        if faults:
            return ground_of(slot, row, self._said(faults, there))
        found = [*(one for one in dated if self._is_then(one, slot)), *self.judge.beside(there)]
        return ground_of(slot, row, found) if found else None

    def _is_then(self, found: Finding, slot: Slot) -> bool:
        """Whether what is so in the session's own lesson is so in another one too: what is about its week or term."""
        if "per_week" in found.reference:
            return found.when == str(slot.week)
        return found.when == slot.term if "per_term" in found.reference else slot.id == self.session.start

    def _is_doubtful(self, there: Session, slot: Slot, row: str) -> bool:
        """Whether the row is used or closed on that day at all; if not there is nothing to ask."""
        opened = opening_of(self.index, self.kind, row)
        needed = self.index.filled(slot, self.index.activities[there.activity].periods) or ()
        if opened is not None and not {one.id for one in needed} <= opened:
            return True
        return any(uses_row(self.index, other, self.kind, row) for other in self.others.get(slot.date, ()))


def _forbids(fault: Fault) -> bool:
    return severity_of(fault.code) == "placing"
