"""The spreadsheet of the greedy plan: what is entered, what is still free, and what is still lacking."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from careplan.scheduling.problem import Activity, Post, Problem, Request, Slot, Staff, Venue
from careplan.scheduling.solution import Session

Counts = Counter[tuple[str, str]]


class Sheet:
    """All that a person keeps an eye on while entering sessions."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.members = {group.id: group.squads for group in problem.groups}
        self.squads = {squad.id: squad for squad in problem.squads}
        self.staff = {person.id: person for person in problem.staff}
        self.activities = {one.id: one for one in problem.activities}
        self.slots = {slot.id: slot for slot in problem.slots}
        ordered = sorted(problem.slots, key=lambda slot: (slot.date, slot.period))
        self.starts = [slot.id for slot in ordered]
        self.rank = {name: i for i, name in enumerate(self.starts)}
        self.at = {(slot.date, slot.period): slot.id for slot in ordered}
        self.week = {slot.id: slot.week for slot in ordered}
        self.in_week: dict[int, list[str]] = defaultdict(list)
        self.weeks: dict[str, list[int]] = defaultdict(list)
        for slot in ordered:
            self.in_week[slot.week].append(slot.id)
            if slot.week not in self.weeks[slot.term]:
                self.weeks[slot.term].append(slot.week)
        self.venues_of = {a.id: self._places(a) for a in problem.activities}
        self.able: dict[frozenset[str], list[Staff]] = {}
        self.sessions: list[Session] = []
        self.of_squad: dict[str, list[Session]] = {squad: [] for squad in self.squads}
        self.taken: Counter[tuple[str, str]] = Counter()  # (squad, person or unshared venue; slot)
        self.pupils: Counter[tuple[str, str]] = Counter()  # (shared venue, slot)
        self.weekly: Counter[tuple[str, int]] = Counter()  # sessions of squads, periods of people
        self.counts: Counts = Counter()  # (squad, "term t1" | "goal g" | "method m" | "activity a")
        self.load: Counts = Counter()  # (person, term)
        self.money = 0
        self.purse: float | None = None  # what each squad may spend by itself
        self.spent: Counter[str] = Counter()

    def _places(self, activity: Activity) -> list[Venue]:
        """Its venues, those that fewest others want first: a home classroom, then a playground, then a room."""
        fit = [venue for venue in self.problem.venues if venue.kinds & activity.venues]
        return sorted(fit, key=lambda venue: (venue.squads is None, not venue.shared))

    # ---- entering

    def add(self, session: Session) -> None:
        self.sessions.append(session)
        self._count(session, 1)

    def remove(self, session: Session) -> None:
        self.sessions.remove(session)
        self._count(session, -1)

    def _count(self, session: Session, sign: int) -> None:
        activity, start = self.activities[session.activity], self.slots[session.start]
        squads = self.members[session.group]
        size = sum(self.squads[squad].size for squad in squads)
        for slot in self.occupied(activity, session.start) or ():
            for name in (*squads, *session.staff, session.venue):
                self.taken[name, slot] += sign
            self.pupils[session.venue, slot] += sign * size
        for person in session.staff:
            self.weekly[person, start.week] += sign * activity.periods
            self.load[person, start.term] += sign * activity.periods
        for squad in squads:
            self.weekly[squad, start.week] += sign
            if sign > 0:
                self.of_squad[squad].append(session)
            else:
                self.of_squad[squad].remove(session)
            for mark in self._marks(activity, start):
                self.counts[squad, mark] += sign
        self.money += sign * activity.cost
        for squad in squads:
            self.spent[squad] += sign * activity.cost if len(squads) == 1 else 0

    def share_out_the_money(self) -> None:
        """What is left, in even parts."""
        self.spent.clear()
        if self.problem.rules.budget is not None:
            self.purse = (self.problem.rules.budget - self.money) / len(self.squads)

    def can_pay(self, squad: str, activity: Activity) -> bool:
        return self.purse is None or self.spent[squad] + activity.cost <= self.purse

    @staticmethod
    def _marks(activity: Activity, start: Slot) -> Iterator[str]:
        yield f"term {start.term}"
        yield f"method {activity.method}"
        yield f"activity {activity.id}"
        for goal in activity.goals:
            yield f"goal {goal}"

    # ---- what fits

    def occupied(self, activity: Activity, start: str) -> list[str] | None:
        slot = self.slots[start]
        ids = [self.at.get((slot.date, slot.period + step)) for step in range(activity.periods)]
        return None if None in ids else [one for one in ids if one is not None]

    def fits(self, activity: Activity, group: str, start: str, asked: Request | None = None) -> Session | None:
        """The session with a free place and free people, or None where a rule is in the way."""
        slots = self.occupied(activity, start)
        if slots is None or not all(activity.open is None or slot in activity.open for slot in slots):
            return None
        if not all(self._squad_can(squad, activity, start, slots) for squad in self.members[group]):
            return None
        if self.problem.rules.budget is not None and self.money + activity.cost > self.problem.rules.budget:
            return None
        venue = self._venue(activity, group, slots, asked and asked.venue)
        people = self._people(activity, group, start, slots, asked and asked.staff)
        if venue is None or people is None:
            return None
        return Session(activity.id, group, start, venue, people)

    def _squad_can(self, squad: str, activity: Activity, start: str, slots: list[str]) -> bool:
        opened, limit = self.squads[squad].open, self.problem.rules.sessions_per_week
        if any(self.taken[squad, slot] or (opened is not None and slot not in opened) for slot in slots):
            return False
        if limit is not None and self.weekly[squad, self.week[start]] >= limit:
            return False
        if activity.repeats is not None and self.counts[squad, f"activity {activity.id}"] >= activity.repeats:
            return False
        return self._below_maxima(squad, activity, start) and all(
            self._done(squad, before, start) for before in activity.after
        )

    def _below_maxima(self, squad: str, activity: Activity, start: str) -> bool:
        marks = set(self._marks(activity, self.slots[start]))
        return all(
            most is None or self.counts[squad, mark] < most for mark, _, most, _ in self.limits(squad) if mark in marks
        )

    def limits(self, squad: str) -> Iterator[tuple[str, int, int | None, int]]:
        """Each rule of the squad: what it counts, at least, at most, and the wish."""
        rules = self.problem.rules
        for term in rules.sessions_per_term:
            if term.squads is None or squad in term.squads:
                yield f"term {term.term}", term.min, term.max, 0
        for goal in rules.goals:
            if goal.squads is None or squad in goal.squads:
                yield f"goal {goal.goal}", goal.min, goal.max, goal.target
        for method in rules.methods:
            if method.squads is None or squad in method.squads:
                yield f"method {method.method}", method.min, method.max, 0

    def _done(self, squad: str, activity: str, start: str) -> bool:
        return any(
            s.activity == activity and self.slots[s.start].date < self.slots[start].date for s in self.of_squad[squad]
        )

    def _venue(self, activity: Activity, group: str, slots: list[str], asked: str | None) -> str | None:
        squads = self.members[group]
        size = sum(self.squads[squad].size for squad in squads)
        for venue in self.venues_of[activity.id]:
            if asked not in (None, venue.id) or (venue.squads is not None and not set(squads) <= venue.squads):
                continue
            if venue.open is not None and not set(slots) <= venue.open:
                continue
            if venue.shared and all(self.pupils[venue.id, slot] + size <= venue.capacity for slot in slots):
                return venue.id
            if not venue.shared and size <= venue.capacity and not any(self.taken[venue.id, slot] for slot in slots):
                return venue.id
        return None

    def _people(
        self, activity: Activity, group: str, start: str, slots: list[str], asked: tuple[str, ...] | None
    ) -> tuple[str, ...] | None:
        found: list[str] = []
        own = self.squads[self.members[group][0]].counselor if len(self.members[group]) == 1 else None
        for i, post in enumerate(activity.staff):
            able = [p for p in self._able(post) if not asked or p.id == asked[i]]
            free = [p for p in able if p.id not in found and self._free(p, activity.periods, start, slots)]
            if not free:
                return None
            found.append(min(free, key=lambda p: (p.id != own, p.balanced, self._burden(p.id))).id)
        return tuple(found)

    def _able(self, post: Post) -> list[Staff]:
        if post.skills not in self.able:
            self.able[post.skills] = [p for p in self.problem.staff if post.skills <= p.skills]
        return self.able[post.skills]

    def _burden(self, person: str) -> int:
        return sum(self.load[person, term] for term in self.weeks)

    def _free(self, person: Staff, periods: int, start: str, slots: list[str]) -> bool:
        if any(self.taken[person.id, slot] or (person.open is not None and slot not in person.open) for slot in slots):
            return False
        week, term = self.weekly[person.id, self.week[start]], self.load[person.id, self.slots[start].term]
        most = person.max_per_week, person.max_per_term
        return all(limit is None or have + periods <= limit for have, limit in zip((week, term), most, strict=True))

    # ---- what is lacking

    def lacking_methods(self, squad: str) -> list[str]:
        wanted = [(mark, least) for mark, least, _, _ in self.limits(squad) if mark.startswith("method ")]
        return [mark.split(" ", 1)[1] for mark, least in wanted if self.counts[squad, mark] < least]

    def missed(self, squad: str) -> int:
        """How much the squad's minima lack."""
        return sum(max(0, least - self.counts[squad, mark]) for mark, least, _, _ in self.limits(squad))

    def short_of_sessions(self, squad: str, week: int) -> bool:
        term = f"term {self.slots[self.in_week[week][0]].term}"
        return any(mark == term and self.counts[squad, mark] < least for mark, least, _, _ in self.limits(squad))

    def near(self, squad: str, week: int) -> bool:
        return any(self.weekly[squad, one] for one in (week - 1, week, week + 1))

    def alone(self, squad: str) -> list[Session]:
        return [s for s in self.of_squad[squad] if self.members[s.group] == (squad,)]

    def merit(self, squad: str, activity: Activity, week: int) -> tuple[float, ...]:
        """How well an activity would serve now: less is better."""
        mine = {f"method {activity.method}", *(f"goal {goal}" for goal in activity.goals)}
        need = wish = 0
        for mark, least, _, target in self.limits(squad):
            if mark in mine:
                need += self.counts[squad, mark] < least
                wish += self.counts[squad, mark] < target
        preferred = activity.preferred
        season = preferred is None or any(slot in preferred for slot in self.in_week[week])
        return -need, not season, self._same_method(squad, activity.method, week), -wish, activity.cost

    def _same_method(self, squad: str, method: str, week: int) -> int:
        run = self.problem.windows.variety_weeks
        return sum(
            self.activities[s.activity].method == method and abs(self.week[s.start] - week) < run
            for s in self.of_squad[squad]
        )

    def awkward(self, session: Session) -> int:
        own = self.squads[self.members[session.group][0]].counselor
        return int(own is not None and own not in session.staff)
