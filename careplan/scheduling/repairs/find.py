"""Ways out of a conflict: for each kind of change the smallest one that is enough, tried by solving.

First the smallest amount is looked for that undoes the conflict itself, which few rules make a quick question; then
the whole problem is solved with it. Only what leaves a legal plan of the whole problem is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from careplan.scheduling.columns import Plan, Space, sessions_of
from careplan.scheduling.explain import core_of
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.explain.narrow import BRIEF
from careplan.scheduling.judge import judge
from careplan.scheduling.offers import Offers
from careplan.scheduling.problem import Problem
from careplan.scheduling.proving.totals import Totals
from careplan.scheduling.references import references, restricted
from careplan.scheduling.repairs.ladders import ladders
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.repairs.wide import Ladder
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Price, Repair, Session

ENOUGH = 6  # repairs to choose from
OF_A_KIND = 2
AT_LEAST = 3  # and more of a kind, where fewer were found
SECONDS = 4.0  # for one question at the most
TRIES = 3  # rungs of a ladder that are tried on the whole problem, besides the last


@dataclass
class Finding:
    """The search for repairs of one conflict; what was met on the way is kept."""

    problem: Problem
    conflict: Sequence[str]
    run: Run
    done: list[str] = field(default_factory=list)  # rules whose repair is not enough, and goes with another
    plans: list[Plan] = field(default_factory=list)  # legal ones of repaired problems: the next is seldom far away

    def possible(self, repair: Repair, only: Sequence[str] | None) -> tuple[bool | None, Plan]:
        """Whether the problem with a repair has a plan; of its rules only those named."""
        repaired = apply_repair(self.problem, repair)
        answers = Answers(repaired, self.run.part(SECONDS))
        rules = references(repaired) if only is None else list(only)
        for plan in self.plans[-1:]:
            answers.learn([one for one in plan if one.activity < len(repaired.activities)], ())
        broken = answers.broken(rules)
        self.run.work += answers.run.work
        if broken is not False:
            return None if broken is None else False, []
        return True, next(known.plan for known in answers.plans if known.keeps.issuperset(rules))

    def hopeful(self, repair: Repair) -> bool:
        """Whether counting lets the whole problem pass with the repair."""
        repaired = apply_repair(self.problem, repair)
        bare = restricted(repaired, references(repaired))
        if repair.kind in ("train", "open", "add"):
            space = Space(restricted(repaired, ()))
            return Totals(space, Offers(space)).countable(bare, BRIEF)
        return self.totals.countable(bare, BRIEF)

    @cached_property
    def totals(self) -> Totals:
        space = Space(restricted(self.problem, ()))
        return Totals(space, Offers(space))

    def undoes(self, ladder: Ladder, i: int) -> bool | None:
        return ladder.kind == "drop" or self.possible(ladder.rung(i), self.conflict)[0]

    def climb(self, ladder: Ladder) -> Repair | None:
        """The smallest repair of this kind that leaves a plan of the whole problem; None where none was found."""
        top = ladder.size - 1
        if not self.hopeful(ladder.rung(top)) or not self.undoes(ladder, top):
            return None
        there, plan = self.possible(ladder.rung(top), None)
        if not there:
            return None
        high = self.enough_for(ladder, top, plan)
        low, proven = first_true(high + 1, lambda i: self.hopeful(ladder.rung(i)))
        tried = low
        for _ in range(TRIES):
            if low >= high or self.run.over():
                break
            there, better = self.possible(ladder.rung(tried), None)
            if there:
                plan, high = better, self.enough_for(ladder, tried, better)
            else:
                low, proven = tried + 1, there is False
            tried = (low + high) // 2
        self.plans.append(plan)
        return told(self.problem, replace(ladder.rung(high), smallest=low == high and proven), plan)

    def enough_for(self, ladder: Ladder, rung: int, plan: Plan) -> int:
        """The first rung for which a plan that was found for a rung is legal."""

        def legal(i: int) -> bool:
            repaired = apply_repair(self.problem, ladder.rung(i))
            return judge(repaired, sessions_of(Space(repaired), plan)).legal

        if ladder.kind in ("train", "open", "add"):
            return rung
        return first_true(rung + 1, legal)[0]

    def with_another(self, ladder: Ladder) -> Repair | None:
        """A repair that undoes this conflict, together with one that undoes what is then still in the way."""
        if self.run.over() or any(one.startswith(ladder.rung(0).reference) for one in self.done):
            return None
        if not self.undoes(ladder, ladder.size - 1):
            return None
        i, smallest = first_true(ladder.size, lambda i: self.undoes(ladder, i))
        first = replace(ladder.rung(i), smallest=smallest)
        rest = apply_repair(self.problem, first)
        core = core_of(Answers(rest, self.run.part(2 * SECONDS)), references(rest)) or ()
        given_up = {(kind, one) for one in self.conflict for kind in ("least", "drop")}  # would do by itself
        second = find_repairs(rest, core, self.run, enough=1, but=given_up) if core else ()
        if not second:
            return None
        self.done.append(first.reference)
        return _ending(first, replace(second[0], price=_both(first.price, second[0].price)))

    def climbed(self, ladder: Ladder, lacking: int) -> list[Repair]:
        """As `climb`, where repairs are lacking and there is time."""
        found = self.climb(ladder) if lacking > 0 and not self.run.over() else None
        return [found] if found else []


def find_repairs(
    problem: Problem,
    conflict: Sequence[str],
    run: Run,
    enough: int = ENOUGH,
    of_a_kind: int = OF_A_KIND,
    but: Collection[tuple[str, str]] = (),
) -> tuple[Repair, ...]:
    """Verified repairs of different kinds, the cheapest first; as many as the time allows. `but`: kinds not to try."""
    finding, found = Finding(problem, conflict, run), list[Repair]()
    waiting: list[Ladder] = []
    every = [one for one in ladders(problem, conflict) if (one.kind, one.rung(0).reference) not in but]
    for ladder in every:
        if sum(one.kind == ladder.kind for one in found) < of_a_kind:
            found += finding.climbed(ladder, enough - len(found))
        else:
            waiting.append(ladder)
    for ladder in waiting:
        found += finding.climbed(ladder, AT_LEAST - len(found))
    for ladder in every if enough > 1 else ():
        if len(found) < AT_LEAST and not run.over() and (two := finding.with_another(ladder)):
            found.append(two)
    return tuple(sorted(found, key=_dearness))


def first_true(size: int, holds: Callable[[int], bool | None]) -> tuple[int, bool]:
    """The first number for which something holds that holds for all later ones; whether the one before is disproved."""
    low, high, step, disproved = -1, size - 1, 1, -1
    while high - low > 1:  # holds for `high`, is not known to hold for `low`
        i = min(low + step, high - 1) if step else (low + high) // 2
        answer = holds(i)
        if answer:
            high, step = i, 0
        else:
            low, step = i, 2 * step
            disproved = i if answer is False else disproved
    return high, disproved == high - 1


def _ending(first: Repair, last: Repair) -> Repair:
    """The first repair with another one at its end, and the price of both."""
    then = last if first.then is None else _ending(first.then, last)
    return replace(first, then=then, price=last.price)


def _both(one: Price, two: Price) -> Price:
    return Price(one.people + two.people, one.squads + two.squads, one.lessons + two.lessons, one.money + two.money)


def _dearness(repair: Repair) -> tuple[int, int, int]:
    price = repair.price
    return price.people + price.squads, price.lessons, price.money


def told(problem: Problem, repair: Repair, plan: Plan) -> Repair:
    """A repair with what its plan says of it: until when the training is needed, when the venue is used."""
    if repair.kind not in ("train", "open"):
        return repair
    repaired = apply_repair(problem, repair)
    sessions = sessions_of(Space(repaired), plan)
    if repair.kind == "train":
        return replace(repair, until=_needed_from(problem, repair, sessions))
    used = _used(repaired, repair, sessions)
    lessons = len(used)
    return replace(repair, slots=used, price=replace(repair.price, lessons=lessons))


def _needed_from(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> str | None:
    """The first slot at which somebody holds a post that he could not hold without the training."""
    skills = {one.id: one.skills for one in problem.staff}
    posts = {one.id: one.staff for one in problem.activities}
    for one in sessions:
        for post, person in zip(posts[one.activity], one.staff, strict=True):
            if not post.skills <= skills[person]:
                return one.start
    return None


def _used(problem: Problem, repair: Repair, sessions: Sequence[Session]) -> tuple[str, ...]:
    """The slots at which the plan uses the venue while it is closed now."""
    space = Space(problem)
    filled = {
        space.slots[i].id
        for one in sessions
        if one.venue == repair.venue
        for i in space.filled(space.slot_of[one.start], space.periods[space.activity_of[one.activity]])
    }
    return tuple(slot for slot in repair.slots if slot in filled)
