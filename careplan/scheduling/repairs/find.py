"""Ways out of a conflict: for each kind of change the smallest one that is enough, tried by solving.

First the smallest amount is looked for that undoes the conflict itself, which few rules make a quick question; then
the whole problem is solved with it. Only what leaves a legal plan of the whole problem is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from careplan.scheduling.columns import Plan, Space
from careplan.scheduling.decode import sessions_of
from careplan.scheduling.explain.answers import Answers
from careplan.scheduling.explain.views import Views
from careplan.scheduling.problem import Problem
from careplan.scheduling.references import references
from careplan.scheduling.repairs.ladders import Ladder, ladders
from careplan.scheduling.repairs.repair import apply_repair
from careplan.scheduling.run import Run
from careplan.scheduling.solution import Repair, Session

ENOUGH = 6  # repairs to choose from
OF_A_KIND = 2
AT_LEAST = 3  # and more of a kind, where fewer were found
SECONDS = 4.0  # for one question at the most
FURTHER = 3  # rungs to go up where the first one that undoes the conflict is not enough for the whole problem


@dataclass
class Finding:
    """The search for repairs of one conflict; what was met on the way is kept."""

    problem: Problem
    conflict: Sequence[str]
    run: Run
    plans: list[Plan] = field(default_factory=list)  # legal ones of repaired problems: the next is seldom far away

    def possible(self, repair: Repair, only: Sequence[str] | None) -> tuple[bool | None, Plan]:
        """Whether the problem with a repair has a plan; of its rules only those named."""
        repaired = apply_repair(self.problem, repair)
        answers = Answers(repaired, self.run.part(SECONDS))
        rules = references(repaired) if only is None else list(only)
        for plan in self.plans[-1:]:
            answers.learn(plan, ())
        broken = answers.broken(rules)
        self.run.work += answers.run.work
        if broken is not False:
            return None if broken is None else False, []
        return True, next(known.plan for known in answers.plans if known.keeps.issuperset(rules))

    def least_rung(self, ladder: Ladder) -> tuple[int, bool] | None:
        """The first rung that undoes the conflict, and whether the one below is proven not to."""
        if ladder.kind == "drop":
            return 0, True
        proven = self.possible_rung(ladder, ladder.size - 1)
        if not proven:
            return None
        return first_true(ladder.size, lambda i: self.possible_rung(ladder, i))

    def possible_rung(self, ladder: Ladder, i: int) -> bool | None:
        return self.possible(ladder.rung(i), self.conflict)[0]

    def hopeless(self, repair: Repair) -> bool:
        """Whether counting already shows that the whole problem has no plan with the repair."""
        repaired = apply_repair(self.problem, repair)
        rules, views = references(repaired), Views(repaired, self.run)
        return any(view(rules) for view in views.fast())

    def climb(self, ladder: Ladder) -> Repair | None:
        """The smallest repair of this kind that leaves a plan of the whole problem; None where none was found."""
        found = self.least_rung(ladder)
        if found is None:
            return None
        first, smallest = found
        for i in dict.fromkeys((first, min(first + FURTHER, ladder.size - 1))):
            if self.run.over() or self.hopeless(ladder.rung(i)):
                return None
            there, plan = self.possible(ladder.rung(i), None)
            if there:
                self.plans.append(plan)
                return told(self.problem, replace(ladder.rung(i), smallest=smallest), plan)
            smallest = there is False
        return None

    def climbed(self, ladder: Ladder, lacking: int) -> list[Repair]:
        """As `climb`, where repairs are lacking and there is time."""
        found = self.climb(ladder) if lacking > 0 and not self.run.over() else None
        return [found] if found else []


def find_repairs(
    problem: Problem, conflict: Sequence[str], run: Run, enough: int = ENOUGH, of_a_kind: int = OF_A_KIND
) -> tuple[Repair, ...]:
    """Verified repairs of different kinds, the cheapest first; as many as the time allows."""
    finding, found = Finding(problem, conflict, run), list[Repair]()
    waiting: list[Ladder] = []
    for ladder in ladders(problem, conflict):
        if sum(one.kind == ladder.kind for one in found) < of_a_kind:
            found += finding.climbed(ladder, enough - len(found))
        else:
            waiting.append(ladder)
    for ladder in waiting:
        found += finding.climbed(ladder, AT_LEAST - len(found))
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
