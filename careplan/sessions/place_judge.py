"""What the judge will say of a session that is put down somewhere: the same answer as on dropping it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from careplan.scheduling.solution import Session
from careplan.scheduling.weighing import CHANGE
from careplan.sessions.desk import Desk
from careplan.sessions.finding_words import Names
from careplan.sessions.findings import Finding, changed_wishes, of_fault, only_in
from careplan.sessions.taken import Taken, beside_findings, by_day


class PlaceJudge:
    """Asks about one session of a draft, which may stand there by the rules of structure.

    What blocks publishing is told first and alone; only where nothing does, what makes the schedule less good, and whom
    something else waits for. That the schedule in force is changed says nothing about a place: every move does it.
    """

    def __init__(self, desk: Desk, place: int, taken: Iterable[Taken], language: str, names: Names) -> None:
        self.desk, self.place, self.language, self.names = desk, place, language, names
        self.session = desk.sessions[place]
        self.taken = by_day(taken)

    def brings(self, moved: Session) -> list[Finding]:
        """What is new with the session there; nothing where it does not move."""
        if moved == self.session:
            return []
        return self._year(moved) or [*self._wishes(moved), *self.beside(moved)]

    def _year(self, moved: Session) -> list[Finding]:
        weighed = self.desk.weighing.weigh({self.place}, (moved,), part="year")
        whole = (*self.desk.sessions, moved)
        found = only_in((whole, weighed.after, {}), (whole, weighed.before, {}))
        return [of_fault(self.desk.judge, fault, whole, self.language, self.names) for fault in found]

    def _wishes(self, moved: Session) -> list[Finding]:
        more = self.desk.weighing.weigh({self.place}, (moved,), part="wishes").more
        worse = {name: count for name, count in more.items() if count > 0 and name != CHANGE}
        return changed_wishes(self.desk.judge, worse, self.language)

    def beside(self, moved: Session) -> list[Finding]:
        """Whom or what of the session something else waits for there, and not where it is."""
        index = self.desk.judge.index
        days = {index.slots[one.start].date for one in (self.session, moved) if one.start in index.slots}
        near = list(chain.from_iterable(self.taken.get(day, ()) for day in days))
        was, now = (beside_findings(index, (one,), near, self.language, self.names) for one in (self.session, moved))
        return [one for one in now if one.sentence not in {other.sentence for other in was}]
