"""What structure offers a school, as sets of starts: of each activity for each group, by term and week.

Read once from bits, without listing a single session: a town's is there in a fraction of a second.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from careplan.scheduling.columns import Space
from careplan.scheduling.problem import Staff
from careplan.scheduling.supply import Supply

Weekly = dict[str, Counter[int]]  # term -> week -> different starts


class Offers:
    """`starts` are the bits of the possible starts of an activity for a group; `weekly` counts them."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.term_bits: dict[str, int] = defaultdict(int)
        self.week_bits: dict[int, int] = defaultdict(int)
        self.known: dict[int, Weekly] = {}
        self.term_of = dict(zip(space.week, space.term, strict=True))
        for i in range(len(space.slots)):
            self.term_bits[space.term[i]] |= 1 << i
            self.week_bits[space.week[i]] |= 1 << i
        self.starts = self._starts()
        self.weekly = {offer: self.counted(bits) for offer, bits in self.starts.items()}
        self.of_squad: dict[str, list[tuple[int, int]]] = {squad.id: [] for squad in space.problem.squads}
        for a, g in self.starts:
            for name in space.problem.groups[g].squads:
                self.of_squad[name].append((a, g))
        self.supplies = [self._supply(squad.id) for squad in space.problem.squads]
        self.used = self._used()

    def _starts(self) -> dict[tuple[int, int], int]:
        space, found = self.space, {}
        for a, activity in enumerate(space.problem.activities):
            for name in dict.fromkeys(activity.groups):
                bits = space.possible_starts(a, space.group_of[name])
                if bits:
                    found[a, space.group_of[name]] = bits
        return found

    def counted(self, bits: int) -> Weekly:
        """How many of the starts lie in each week of each term; what is answered is not to be changed."""
        if bits not in self.known:
            self.known[bits] = self._count(bits)
        return self.known[bits]

    def _count(self, bits: int) -> Weekly:
        found: Weekly = {}
        for week, there in self.week_bits.items():
            if count := (bits & there).bit_count():
                found.setdefault(self.term_of[week], Counter())[week] = count
        return found

    def _supply(self, squad: str) -> Supply:
        together: dict[int, int] = defaultdict(int)
        every = 0
        for a, g in self.of_squad[squad]:
            together[a] |= self.starts[a, g]
            every |= self.starts[a, g]
        weekly = {(a, term): weeks for a, bits in together.items() for term, weeks in self.counted(bits).items()}
        return Supply(squad, weekly, self.counted(every))

    def _used(self) -> dict[int, int]:
        """For each venue the slots that any session could fill in it."""
        found: dict[int, int] = defaultdict(int)
        for (a, g), bits in self.starts.items():
            filled = 0
            for step in range(self.space.periods[a]):
                filled |= bits << step
            for v in self.space.fitting_venues(a, g):
                found[v] |= filled
        return found

    def lessons(self, p: int, person: Staff, term: str) -> int:
        """How many lessons somebody can lead in a term at the most."""
        opened = self.space.staff_open[p] & self.term_bits[term]
        weeks = [(opened & bits).bit_count() for bits in self.week_bits.values()]
        weekly = sum(w if person.max_per_week is None else min(w, person.max_per_week) for w in weeks)
        return weekly if person.max_per_term is None else min(weekly, person.max_per_term)


def lasting(space: Space, bits: int, periods: int) -> int:
    """The slots from which on all of a session's are among `bits`."""
    starts = space.long_enough(periods)
    for step in range(min(periods, len(space.slots))):
        starts &= bits >> step
    return starts
