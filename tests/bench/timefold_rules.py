"""Every rule of the format as hard constraints of Timefold."""

from timefold.solver.score import (
    BiConstraintStream,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardMediumSoftScore,
    Joiners,
)

from tests.bench.timefold_facts import Person, Sums
from tests.bench.timefold_planning import Entry

HARD = HardMediumSoftScore.ONE_HARD


def people_of(entry: Entry) -> list[Person]:
    """Who holds its posts."""
    if entry.what.posts == 0:
        return []
    if entry.what.posts == 1 or entry.first is entry.second:
        return [entry.first]
    return [entry.first, entry.second]


def at_work(factory: ConstraintFactory) -> BiConstraintStream[Entry, Person]:
    """Each session with each person at it."""
    return factory.for_each(Entry).expand(lambda entry: people_of(entry)).flatten_last(lambda people: people)


def structure(factory: ConstraintFactory) -> list[Constraint]:
    """Open slots, the right people, one person a post, and what was asked for is held."""
    entries = factory.for_each(Entry)
    return [
        entries.filter(
            lambda e: e.what.open[e.start.number] == "0" or e.team.open[e.what.periods][e.start.number] == "0"
        )
        .penalize(HARD)
        .as_constraint("window"),
        entries.filter(lambda e: e.what.posts > 0 and e.what.able[0][e.start.number][e.first.number] == "0")
        .penalize(HARD)
        .as_constraint("first post"),
        entries.filter(lambda e: e.what.posts > 1 and e.what.able[1][e.start.number][e.second.number] == "0")
        .penalize(HARD)
        .as_constraint("second post"),
        entries.filter(lambda e: e.what.posts > 1 and e.first is e.second).penalize(HARD).as_constraint("two posts"),
        factory.for_each_including_unassigned(Entry)
        .filter(lambda e: e.asked and e.what is None)
        .penalize(HARD)
        .as_constraint("requests"),
    ]


def clashes(factory: ConstraintFactory) -> list[Constraint]:
    """Nobody in two sessions at a time; no place too full."""
    return [
        at_work(factory)
        .expand(lambda entry, person: entry.start.filled[entry.what.periods])
        .flatten_last(lambda slots: slots)
        .group_by(lambda e, person, slot: person, lambda e, person, slot: slot, ConstraintCollectors.count_tri())
        .filter(lambda person, slot, sessions: sessions > 1)
        .penalize(HARD, lambda person, slot, sessions: sessions - 1)
        .as_constraint("staff clash"),
        factory.for_each(Entry)
        .expand(lambda e: e.what.places[e.start.number])
        .flatten_last(lambda places: places)
        .group_by(
            lambda e, place: place,
            ConstraintCollectors.sum(lambda e, place: e.team.pupils if e.what.shared else 1),
        )
        .filter(lambda place, there: there > place.room)
        .penalize(HARD)
        .as_constraint("venue clash"),
    ]


def limits(factory: ConstraintFactory) -> list[Constraint]:
    """People's periods, and the money."""
    return [
        at_work(factory)
        .group_by(lambda e, p: p, lambda e, p: e.start.week, ConstraintCollectors.sum(lambda e, p: e.what.periods))
        .filter(lambda person, week, periods: periods > person.most_a_week)
        .penalize(HARD, lambda person, week, periods: periods - person.most_a_week)
        .as_constraint("max per week"),
        at_work(factory)
        .group_by(lambda e, p: p, lambda e, p: e.start.term, ConstraintCollectors.sum(lambda e, p: e.what.periods))
        .filter(lambda person, term, periods: periods > person.most_a_term)
        .penalize(HARD, lambda person, term, periods: periods - person.most_a_term)
        .as_constraint("max per term"),
        factory.for_each(Entry)
        .group_by(ConstraintCollectors.sum(lambda e: e.what.cost))
        .join(Sums)
        .filter(lambda spent, sums: spent > sums.budget)
        .penalize(HARD, lambda spent, sums: 1 + (spent - sums.budget) // 10)
        .as_constraint("budget"),
    ]


def squads(factory: ConstraintFactory, a_week: int | None) -> list[Constraint]:
    """Sessions a week, one at a time, and in the order in which they build on each other."""
    found = [
        factory.for_each(Entry)
        .filter(lambda e: len(e.what.after) > 0)
        .expand(lambda e: [(squad, before) for squad in e.team.squads for before in e.what.after])
        .flatten_last(lambda needs: needs)
        .if_not_exists(
            Entry,
            Joiners.equal(lambda e, need: need[1], lambda other: other.what.activity),
            Joiners.filtering(
                lambda e, need, other: (
                    other.start.number + other.what.periods - 1 < e.start.number and need[0] in other.team.squads
                )
            ),
        )
        .penalize(HARD)
        .as_constraint("after")
    ]
    if a_week is not None:
        found.append(
            factory.for_each(Entry)
            .flatten_last(lambda e: e.team.weeks[e.start.week])
            .group_by(lambda week: week, ConstraintCollectors.count())
            .filter(lambda week, sessions: sessions > a_week)
            .penalize(HARD, lambda week, sessions: sessions - a_week)
            .as_constraint("sessions per week")
        )
    if a_week != 1:
        found.append(
            factory.for_each(Entry)
            .expand(lambda e: [(q, s) for q in e.team.squads for s in e.start.filled[e.what.periods]])
            .flatten_last(lambda keys: keys)
            .group_by(lambda e, key: key, ConstraintCollectors.count_bi())
            .filter(lambda key, sessions: sessions > 1)
            .penalize(HARD, lambda key, sessions: sessions - 1)
            .as_constraint("squad clash")
        )
    return found
