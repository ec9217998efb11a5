"""Checks over the whole library: slugs once, series without a circle, enough activities for every goal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from careplan.seeds.activities import SeedActivity
from careplan.seeds.bands import Band, BandSet, Goal
from careplan.seeds.source import Source

LEAST_PER_GOAL = 6


@dataclass(frozen=True, slots=True)
class Offer:
    """A goal of a band and the activities that serve it in the band's grades."""

    band: Band
    goal: Goal
    activities: tuple[SeedActivity, ...]


def serves(activity: SeedActivity, goal: Goal, band: Band) -> bool:
    """Whether the activity serves the goal, itself or by a goal it is like, in one of the band's grades."""
    return bool(goal.served_by & set(activity.goals)) and bool(set(band.grades) & set(activity.grades))


def offers(band_set: BandSet, activities: Iterable[SeedActivity]) -> tuple[Offer, ...]:
    """For each goal of each band what the library can serve (S24, S25)."""
    library = tuple(activities)
    return tuple(
        Offer(band, goal, tuple(one for one in library if serves(one, goal, band)))
        for band in band_set.bands
        for goal in band.goals
    )


def check_offers(source: Source, band_set: BandSet, activities: Iterable[SeedActivity]) -> None:
    """A goal that fewer than six activities serve is a fault of the bands' file."""
    places = [
        (("band", b, "goal", g, "code"), band, goal)
        for b, band in enumerate(band_set.bands)
        for g, goal in enumerate(band.goals)
    ]
    for (place, band, goal), offer in zip(places, offers(band_set, activities), strict=True):
        count = len(offer.activities)
        if count < LEAST_PER_GOAL:
            source.fault(
                place,
                f"the goal “{goal.code}” {goal.name} of “{band.code}” has {count} activities;"
                f" it needs at least {LEAST_PER_GOAL}",
            )


def check_library(pairs: list[tuple[Source, SeedActivity]]) -> None:
    """Slugs once, `after` known and without a circle; faults go to the file of the activity."""
    first: dict[str, str] = {}
    for source, activity in pairs:
        if activity.slug in first:
            source.fault(("slug",), f"the slug “{activity.slug}” is also in {first[activity.slug]}")
        first.setdefault(activity.slug, source.path)
    for source, activity in pairs:
        for slug in activity.after:
            if slug not in first:
                source.fault(("after",), f"`after` names “{slug}”, which no activity has")
    _check_circle(pairs)


def _check_circle(pairs: list[tuple[Source, SeedActivity]]) -> None:
    sources = {activity.slug: source for source, activity in pairs}
    graph = {activity.slug: [slug for slug in activity.after if slug in sources] for _, activity in pairs}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1]
        sources[circle[0]].fault(("after",), "these come after each other in a circle: " + " → ".join(circle))
