"""A plan as one array of whole numbers, made from columns and read back into them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from careplan.scheduling.columns import Column
from careplan.scheduling.shelf import Shelf
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.layout import NONE, Array
from careplan.scheduling.walk.picks import person_free, squads_free, venue_free
from careplan.scheduling.walk.sessions import put
from careplan.scheduling.walk.tables import Tables, padded


def empty_state(tables: Tables) -> Array:
    """The plan without sessions, with everything counted that it breaks and costs."""
    t, shelf = tables.whole, Shelf(at.STATE_HEAD)
    room, slots, weeks, posts = (int(t[place]) for place in (at.ROOM, at.SLOTS, at.WEEKS, at.POSTS))
    squads, staff, venues, terms = (int(t[place]) for place in (at.SQUADS, at.STAFF, at.VENUES, at.TERMS))
    methods, goals, activities = (int(t[place]) for place in (at.METHODS, at.GOALS, at.ACTIVITIES))
    shelf.row(at.LIVE, np.arange(room))
    shelf.row(at.PLACE, np.arange(room))
    for place in (at.S_OFFER, at.S_START, at.S_VENUE, at.S_REQUEST, at.S_PINNED):
        shelf.row(place, np.zeros(room, dtype=np.int64))
    shelf.row(at.S_STAFF, np.full(room * posts, NONE))
    for place, size in ((at.SQUAD_AT, squads * slots), (at.STAFF_AT, staff * slots), (at.VENUE_AT, venues * slots)):
        shelf.row(place, np.full(size, NONE))
    zeros = {
        **{at.VENUE_PUPILS: venues * slots, at.SQUAD_LIST: squads * slots, at.SQUAD_COUNT: squads},
        **{at.WEEK_COUNT: squads * weeks, at.IDLE_RUN: squads * weeks, at.METHOD_RUN: squads * methods * weeks},
        **{at.TERM_COUNT: squads * terms, at.GOAL_COUNT: squads * goals, at.METHOD_COUNT: squads * methods},
        **{at.ACT_COUNT: squads * activities, at.LOAD: staff, at.LOAD_WEEK: staff * weeks},
        **{at.LOAD_TERM: staff * terms, at.LOADED: int(t[at.LOADS]), at.CREW: 2 * posts, at.EJECTS: 3 * at.EJECT_ROOM},
        at.JOURNAL: at.JOURNAL_ROOM * (at.JOURNAL_WIDTH + posts),
    }
    for place, size in zeros.items():
        shelf.row(place, np.zeros(size, dtype=np.int64))
    shelf.row(at.SESSION_OF, np.full(int(t[at.REQUESTS]), NONE))
    state = shelf.whole()
    _count_nothing(tables, state)
    return state


def _count_nothing(tables: Tables, state: Array) -> None:
    """What a plan without sessions breaks and costs."""
    t, problem = tables.whole, tables.problem
    counts = int(t[at.COUNTS])

    def of_none(place: int, names: int) -> int:
        first = int(t[place])
        return int(t[first : first + len(problem.squads) * names * counts : counts].sum())

    broken = of_none(at.GOAL_BROKEN, len(tables.goals)) + of_none(at.METHOD_BROKEN, len(tables.methods))
    state[at.BROKEN] = broken + of_none(at.TERM_BROKEN, len(tables.terms)) + len(problem.requests)
    runs = sum(max(0, len(weeks) - problem.windows.idle_weeks + 1) for weeks in tables.space.weeks.values())
    idle = problem.weights.idle * runs * len(problem.squads)
    kept = problem.weights.change * len(problem.previous)
    state[at.COST] = of_none(at.GOAL_COST, len(tables.goals)) + idle + kept
    state[state[at.LOADED]] = sum(person.balanced for person in problem.staff) or 1


def keep_what_fits(tables: Tables, state: Array, plan: Iterable[Column], pinned: frozenset[Column]) -> None:
    """Put columns with venue and staff fixed, as long as they fit together; those `pinned` come first and stay."""
    answered = Answered(tables)
    columns = dict.fromkeys(plan)
    for column in [*(c for c in columns if c in pinned), *(c for c in columns if c not in pinned)]:
        if _fits(tables, state, column):
            _write(tables, state, column, answered(column), column in pinned)


def _fits(tables: Tables, state: Array, column: Column) -> bool:
    t, venue, staff = tables.whole, column.venue, column.staff or ()
    offer = tables.offer_of.get((column.activity, column.group))
    if offer is None or venue is None or not t[t[at.OFFER_OPEN] + offer * t[at.SLOTS] + column.start]:
        return False
    periods, pupils = tables.space.periods[column.activity], tables.space.pupils[column.group]
    return (
        bool(squads_free(t, state, offer, column.start))
        and bool(venue_free(t, state, venue, column.start, periods, pupils))
        and all(person_free(t, state, person, column.start, periods) for person in staff)
    )


def _write(tables: Tables, state: Array, column: Column, request: int, pinned: bool) -> None:
    session = int(state[state[at.LIVE] + state[at.HELD]])
    values = {
        at.S_OFFER: tables.offer_of[column.activity, column.group],
        at.S_START: column.start,
        at.S_VENUE: NONE if column.venue is None else column.venue,
        at.S_REQUEST: request,
        at.S_PINNED: pinned,
    }
    for row, value in values.items():
        state[state[row] + session] = value
    first = int(state[at.S_STAFF]) + session * tables.posts
    state[first : first + tables.posts] = padded(column.staff or (), tables.posts)
    put(tables.whole, state, session)


class Answered:
    """Deals requests to sessions, the narrowest request first."""

    def __init__(self, tables: Tables) -> None:
        space = tables.space
        self.open: list[tuple[int, Column, bool, bool]] = []
        for i, r in enumerate(space.problem.requests):
            asked = Column(
                space.activity_of[r.activity],
                NONE if r.group is None else space.group_of[r.group],
                NONE if r.start is None else space.slot_of[r.start],
                None if r.venue is None else space.venue_of[r.venue],
                None if r.staff is None else tuple(space.staff_of[name] for name in r.staff),
            )
            self.open.append((i, asked, r.group is None, r.start is None))
        self.open.sort(key=lambda one: sum((one[2], one[3], one[1].venue is None, one[1].staff is None)))

    def __call__(self, column: Column) -> int:
        for place, (i, asked, any_group, any_start) in enumerate(self.open):
            if (
                asked.activity == column.activity
                and (any_group or asked.group == column.group)
                and (any_start or asked.start == column.start)
                and asked.venue in (None, column.venue)
                and asked.staff in (None, column.staff)
            ):
                del self.open[place]
                return i
        return NONE


def read_plan(tables: Tables, state: Array) -> list[Column]:
    """The live sessions as columns, in order of start."""
    found = []
    for session in state[state[at.LIVE] : state[at.LIVE] + state[at.HELD]]:
        offer = int(state[state[at.S_OFFER] + session])
        act, group = tables.offers[offer]
        first = int(state[at.S_STAFF]) + int(session) * tables.posts
        staff = tuple(int(p) for p in state[first : first + len(tables.space.posts[act])])
        found.append(
            Column(act, group, int(state[state[at.S_START] + session]), int(state[state[at.S_VENUE] + session]), staff)
        )
    return sorted(found, key=lambda c: (c.start, c.group, c.activity))
