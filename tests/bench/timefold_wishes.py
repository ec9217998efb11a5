"""Every preference of the format as soft (medium) constraints of Timefold, and the rules that count with them."""

from timefold.solver.score import Constraint, ConstraintCollectors, ConstraintFactory, HardMediumSoftScore, Joiners

from careplan.scheduling.problem import Weights
from tests.bench.timefold_facts import Before, Person, Sums
from tests.bench.timefold_planning import Entry
from tests.bench.timefold_rules import HARD, at_work, people_of


def price(weight: int) -> HardMediumSoftScore:
    return HardMediumSoftScore.of(0, weight, 0)


def tallies(factory: ConstraintFactory, weights: Weights) -> list[Constraint]:
    """Least, most and wished-for numbers of a squad's sessions. What is missing in an empty year is counted once."""
    counted = (
        factory.for_each(Entry)
        .flatten_last(lambda e: e.team.tallies[e.what.activity][e.start.term])
        .group_by(lambda tally: tally, ConstraintCollectors.count())
    )
    return [
        factory.for_each(Sums).penalize(HARD, lambda sums: sums.least).as_constraint("least of all"),
        counted.filter(lambda tally, n: tally.least > 0)
        .reward(HARD, lambda tally, n: n if n < tally.least else tally.least)
        .as_constraint("least"),
        counted.filter(lambda tally, n: n > tally.most)
        .penalize(HARD, lambda tally, n: n - tally.most)
        .as_constraint("most"),
        factory.for_each(Sums)
        .penalize(price(weights.goal_shortfall), lambda sums: sums.target)
        .as_constraint("goal shortfall of all"),
        counted.filter(lambda tally, n: tally.target > 0)
        .reward(price(weights.goal_shortfall), lambda tally, n: n if n < tally.target else tally.target)
        .as_constraint("goal shortfall"),
    ]


def rhythm(factory: ConstraintFactory, weights: Weights) -> list[Constraint]:
    """Weeks in a row with a session, without one, and with the same method."""
    met = factory.for_each(Entry).flatten_last(lambda e: e.team.weeks[e.start.week]).distinct()
    return [
        factory.for_each(Entry)
        .flatten_last(lambda e: e.team.runs[e.what.method][e.start.week])
        .group_by(lambda run: run, ConstraintCollectors.count())
        .filter(lambda run, n: n > 1)
        .penalize(price(weights.same_method), lambda run, n: n - 1)
        .as_constraint("same method"),
        met.flatten_last(lambda week: week.pairs)
        .group_by(lambda pair: pair, ConstraintCollectors.count())
        .filter(lambda pair, n: n > 1)
        .penalize(price(weights.back_to_back))
        .as_constraint("back to back"),
        factory.for_each(Sums).penalize(price(weights.idle), lambda sums: sums.idle).as_constraint("idle of all"),
        met.flatten_last(lambda week: week.idle).distinct().reward(price(weights.idle)).as_constraint("idle"),
    ]


def leading(factory: ConstraintFactory, weights: Weights) -> list[Constraint]:
    """The squad's own counselor, and even loads. The last level, below all wishes, only draws loads together."""
    loads = (
        at_work(factory)
        .group_by(lambda e, person: person, ConstraintCollectors.sum(lambda e, person: e.what.periods))
        .complement(Person, lambda person: 0)
        .filter(lambda person, load: person.balanced)
    )
    return [
        factory.for_each(Entry)
        .filter(lambda e: e.team.counselor is not None and e.team.counselor not in people_of(e))
        .penalize(price(weights.other_counselor))
        .as_constraint("other counselor"),
        loads.group_by(
            ConstraintCollectors.max(lambda person, load: load), ConstraintCollectors.min(lambda person, load: load)
        )
        .penalize(price(weights.imbalance), lambda most, least: most - least)
        .as_constraint("imbalance"),
        loads.penalize(HardMediumSoftScore.ONE_SOFT, lambda person, load: load * load).as_constraint("even loads"),
    ]


def time_and_change(factory: ConstraintFactory, weights: Weights) -> list[Constraint]:
    """Sessions out of their season, and those of the plan in force that are not kept."""
    return [
        factory.for_each(Entry)
        .filter(lambda e: e.what.preferred[e.start.number] == "0")
        .penalize(price(weights.off_season))
        .as_constraint("off season"),
        factory.for_each(Before)
        .if_not_exists(
            Entry,
            Joiners.equal(lambda before: before.activity, lambda e: e.what.activity),
            Joiners.equal(lambda before: before.start, lambda e: e.start.number),
            Joiners.equal(lambda before: before.group, lambda e: e.team.id),
            Joiners.filtering(lambda before, e: before.venue == (e.team.own if e.what.venue == "" else e.what.venue)),
            Joiners.filtering(lambda before, e: before.staff == sorted([person.id for person in people_of(e)])),
        )
        .penalize(price(weights.change))
        .as_constraint("change"),
    ]
