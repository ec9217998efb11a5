"""A problem as one array of whole numbers, for the compiled walk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

import numpy as np

from careplan.scheduling.columns import Space
from careplan.scheduling.offered import previous_columns
from careplan.scheduling.problem import GoalRule, MethodRule, Request, TermRule
from careplan.scheduling.shelf import Shelf
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.layout import NONE, UNLIMITED, Array

Rule = TermRule | GoalRule | MethodRule


class Tables:
    """The array `whole`, and the meaning of the small numbers in it: an offer is an activity for a group."""

    def __init__(self, space: Space) -> None:
        self.space, self.problem = space, space.problem
        self.offers = list(self._offers())
        self.offer_of = {offer: i for i, offer in enumerate(self.offers)}
        self.weeks = list(chain.from_iterable(space.weeks.values()))
        self.week_of = {week: i for i, week in enumerate(self.weeks)}
        self.terms = list(space.weeks)
        self.goals = sorted({goal for a in self.problem.activities for goal in a.goals} | self._ruled_goals())
        ruled = {rule.method for rule in self.problem.rules.methods}
        self.methods = sorted({a.method for a in self.problem.activities} | ruled)
        self.kinds = sorted({skills for posts in space.posts for skills in posts}, key=sorted)
        self.posts = max([1, *(len(posts) for posts in space.posts)])
        self.counts = len(space.slots) + 2
        self.whole = self._whole()

    @cached_property
    def room(self) -> int:
        """How many sessions a plan could have at the most, with some to spare."""
        limit = self.problem.rules.sessions_per_week
        each = len(self.space.slots) if limit is None else min(limit * len(self.weeks), len(self.space.slots))
        return each * len(self.problem.squads) + len(self.problem.requests) + at.JOURNAL_ROOM

    def _ruled_goals(self) -> set[str]:
        return {rule.goal for rule in self.problem.rules.goals}

    def _offers(self) -> Iterator[tuple[int, int]]:
        for a, activity in enumerate(self.problem.activities):
            for name in dict.fromkeys(activity.groups):
                yield a, self.space.group_of[name]

    def _whole(self) -> Array:
        shelf = Shelf(at.TABLE_HEAD)
        self._put_numbers(shelf)
        self._put_time(shelf)
        self._put_activities(shelf)
        self._put_offers(shelf)
        self._put_places_and_people(shelf)
        self._put_rules(shelf)
        self._put_previous(shelf)
        self._put_requests(shelf)
        return shelf.whole()

    def _put_numbers(self, shelf: Shelf) -> None:
        p, weights, rules = self.problem, self.problem.weights, self.problem.rules
        numbers = {
            **{at.SLOTS: len(p.slots), at.SQUADS: len(p.squads), at.GROUPS: len(p.groups)},
            **{at.VENUES: len(p.venues), at.STAFF: len(p.staff), at.ACTIVITIES: len(p.activities)},
            **{at.OFFERS: len(self.offers), at.WEEKS: len(self.weeks), at.TERMS: len(self.terms)},
            **{at.GOALS: len(self.goals), at.METHODS: len(self.methods), at.POSTS: self.posts},
            **{at.REQUESTS: len(p.requests), at.ROOM: self.room, at.COUNTS: self.counts},
            at.PER_WEEK: _limit(rules.sessions_per_week),
            at.BUDGET: _limit(rules.budget),
            at.IDLE_WEEKS: p.windows.idle_weeks,
            at.VARIETY_WEEKS: p.windows.variety_weeks,
            at.LOADS: len(p.slots) + 2,
            **{at.W_SAME: weights.same_method, at.W_BACK: weights.back_to_back, at.W_IDLE: weights.idle},
            **{at.W_OTHER: weights.other_counselor, at.W_IMBALANCE: weights.imbalance},
            **{at.W_SEASON: weights.off_season, at.W_CHANGE: weights.change},
        }
        for place, value in numbers.items():
            shelf.number(place, value)

    def _put_time(self, shelf: Shelf) -> None:
        space = self.space
        shelf.row(at.SLOT_WEEK, [self.week_of[week] for week in space.week])
        shelf.row(at.SLOT_TERM, [self.terms.index(term) for term in space.term])
        spans = [(self.week_of[weeks[0]], self.week_of[weeks[-1]]) for weeks in space.weeks.values() for _ in weeks]
        shelf.row(at.WEEK_FIRST, [first for first, _ in spans])
        shelf.row(at.WEEK_LAST, [last for _, last in spans])

    def _put_activities(self, shelf: Shelf) -> None:
        space, activities = self.space, self.problem.activities
        before = [[space.activity_of[name] for name in dict.fromkeys(a.after)] for a in activities]
        behind = [[a for a, needs in enumerate(before) if b in needs] for b in range(len(activities))]
        shelf.row(at.ACT_PERIODS, space.periods)
        shelf.row(at.ACT_METHOD, [self.methods.index(a.method) for a in activities])
        shelf.row(at.ACT_COST, [a.cost for a in activities])
        shelf.row(at.ACT_REPEATS, [_limit(a.repeats) for a in activities])
        shelf.row(at.ACT_POSTS, [len(posts) for posts in space.posts])
        kinds = [[self.kinds.index(skills) for skills in posts] for posts in space.posts]
        shelf.row(at.ACT_KIND, list(chain.from_iterable(padded(one, self.posts) for one in kinds)))
        shelf.row(at.ACT_ORDERED, [bool(before[a] or behind[a]) for a in range(len(activities))])
        shelf.row(at.PREFERRED, self._bits(space.preferred))
        shelf.lists(at.GOALS_OF, [[self.goals.index(goal) for goal in sorted(a.goals)] for a in activities])
        shelf.lists(at.BEFORE_OF, before)
        shelf.lists(at.BEHIND_OF, behind)
        shelf.lists(at.STAFF_OF, [space.qualified(kind) for kind in self.kinds])
        staff = range(len(self.problem.staff))
        fits = [p in qualified for qualified in map(set, map(space.qualified, self.kinds)) for p in staff]
        shelf.row(at.KIND_FITS, fits)

    def _bits(self, masks: Sequence[int]) -> Array:
        """Masks of slots as rows of 0 and 1."""
        size = len(self.space.slots)
        width = (size + 7) // 8
        if not masks:
            return np.zeros((0, size), dtype=np.int64)
        raw = np.frombuffer(b"".join(mask.to_bytes(width, "little") for mask in masks), dtype=np.uint8)
        bits = np.unpackbits(raw.reshape(len(masks), width), axis=1, bitorder="little")
        return bits[:, :size].astype(np.int64)

    def _put_offers(self, shelf: Shelf) -> None:
        space, problem = self.space, self.problem
        shelf.row(at.OFFER_ACT, [a for a, _ in self.offers])
        shelf.row(at.OFFER_GROUP, [g for _, g in self.offers])
        repeated = [problem.activities[a].repeats != 0 for a, _ in self.offers]
        starts = [space.possible_starts(a, g) if ok else 0 for (a, g), ok in zip(self.offers, repeated, strict=True)]
        opened = self._bits(starts)
        shelf.row(at.OFFER_OPEN, opened)
        shelf.lists(at.STARTS_OF, [list(np.flatnonzero(row)) for row in opened])
        shelf.lists(at.VENUES_OF, [space.fitting_venues(a, g) for a, g in self.offers])
        self._put_groups(shelf, [bool(one) for one in starts])

    def _put_groups(self, shelf: Shelf, possible: list[bool]) -> None:
        space = self.space
        shelf.lists(at.MEMBERS_OF, space.members)
        shelf.row(at.GROUP_PUPILS, space.pupils)
        shelf.row(at.GROUP_OWN, [_own(space, members) for members in space.members])
        of_squad: list[list[int]] = [[] for _ in self.problem.squads]
        of_group: list[list[int]] = [[] for _ in self.problem.groups]
        for offer, (_, g) in enumerate(self.offers):
            if possible[offer]:
                of_group[g].append(offer)
                for squad in space.members[g]:
                    of_squad[squad].append(offer)
        shelf.lists(at.OFFERS_OF_SQUAD, of_squad)
        shelf.lists(at.OFFERS_OF_GROUP, of_group)

    def _put_places_and_people(self, shelf: Shelf) -> None:
        space, problem = self.space, self.problem
        shelf.row(at.VENUE_OPEN, self._bits(space.venue_open))
        shelf.row(at.VENUE_SHARED, [venue.shared for venue in problem.venues])
        shelf.row(at.VENUE_CAPACITY, [venue.capacity for venue in problem.venues])
        shelf.row(at.STAFF_OPEN, self._bits(space.staff_open))
        shelf.row(at.STAFF_WEEK, [_limit(person.max_per_week) for person in problem.staff])
        shelf.row(at.STAFF_TERM, [_limit(person.max_per_term) for person in problem.staff])
        shelf.row(at.STAFF_BALANCED, [person.balanced for person in problem.staff])

    def _put_rules(self, shelf: Shelf) -> None:
        rules, weight = self.problem.rules, self.problem.weights.goal_shortfall
        goals = [(self.goals.index(rule.goal), rule) for rule in rules.goals]
        methods = [(self.methods.index(rule.method), rule) for rule in rules.methods]
        terms = [(self.terms.index(rule.term), rule) for rule in rules.sessions_per_term if rule.term in self.terms]
        shelf.row(at.GOAL_BROKEN, self._broken(len(self.goals), goals))
        shelf.row(at.METHOD_BROKEN, self._broken(len(self.methods), methods))
        shelf.row(at.TERM_BROKEN, self._broken(len(self.terms), terms))
        counts = np.arange(self.counts)
        costs = np.zeros((len(self.problem.squads), len(self.goals), self.counts), dtype=np.int64)
        for goal, rule in goals:
            for squad in self._named(rule):
                costs[squad, goal] += weight * np.maximum(0, rule.target - counts)
        shelf.row(at.GOAL_COST, costs)

    def _broken(self, names: int, rules: Sequence[tuple[int, Rule]]) -> Array:
        """For each squad, name and count: how many sessions are too few or too many."""
        counts = np.arange(self.counts)
        broken = np.zeros((len(self.problem.squads), names, self.counts), dtype=np.int64)
        for name, rule in rules:
            most = UNLIMITED if rule.max is None else rule.max
            for squad in self._named(rule):
                broken[squad, name] += np.maximum(0, rule.min - counts) + np.maximum(0, counts - most)
        return broken

    def _named(self, rule: Rule) -> Sequence[int]:
        if rule.squads is None:
            return range(len(self.problem.squads))
        return [self.space.squad_of[name] for name in rule.squads]

    def _put_previous(self, shelf: Shelf) -> None:
        kept = list(dict.fromkeys(previous_columns(self.space)))
        shelf.number(at.PREVIOUS, len(kept))
        of_offer: list[list[int]] = [[] for _ in self.offers]
        for i, column in enumerate(kept):
            of_offer[self.offer_of[column.activity, column.group]].append(i)
        shelf.lists(at.PREVIOUS_OF, of_offer)
        shelf.row(at.PREVIOUS_START, [column.start for column in kept])
        shelf.row(at.PREVIOUS_VENUE, [NONE if column.venue is None else column.venue for column in kept])
        staff = [padded(column.staff or (), self.posts) for column in kept]
        shelf.row(at.PREVIOUS_STAFF, list(chain.from_iterable(staff)))

    def _put_requests(self, shelf: Shelf) -> None:
        space, requests = self.space, self.problem.requests
        shelf.lists(at.OFFERS_OF_REQUEST, [self._asked(request) for request in requests])
        shelf.row(at.REQUEST_START, [NONE if r.start is None else space.slot_of[r.start] for r in requests])
        shelf.row(at.REQUEST_VENUE, [NONE if r.venue is None else space.venue_of[r.venue] for r in requests])
        staff = [[space.staff_of[name] for name in r.staff or ()] for r in requests]
        shelf.row(at.REQUEST_STAFF, list(chain.from_iterable(padded(one, self.posts) for one in staff)))

    def _asked(self, request: Request) -> list[int]:
        a = self.space.activity_of[request.activity]
        activity = self.problem.activities[a]
        if request.group is None:
            return [self.offer_of[a, self.space.group_of[name]] for name in dict.fromkeys(activity.groups)]
        offer = self.offer_of.get((a, self.space.group_of[request.group]))
        return [] if offer is None else [offer]


def _limit(value: int | None) -> int:
    return UNLIMITED if value is None else min(value, UNLIMITED)


def _own(space: Space, members: tuple[int, ...]) -> int:
    own = space.counselor[members[0]] if len(members) == 1 else None
    return NONE if own is None else own


def padded(values: Sequence[int], size: int) -> list[int]:
    """A row of a fixed size, filled up with NONE."""
    return [*values, *[NONE] * (size - len(values))]
