"""Where everything lies in the two arrays: the first places hold numbers and the beginnings of rows.

A compiled function that gets two arrays is called in a nanosecond; one that gets sixty is not. So the problem is one
array (`t`, never changed by a walk) and the plan another (`s`, copied whole to remember it). `t[SLOTS]` is a number;
`t[t[SLOT_WEEK] + slot]` is an entry of a row.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from careplan.scheduling.shelf import Array as Array


def places(first: int, last: int) -> tuple[int, ...]:
    """Places in an array; of a plain number given to a function numba would compile a version of its own for each."""
    return tuple(cast(int, np.int64(place)) for place in range(first, last))


# --- the problem: numbers
(SLOTS, SQUADS, GROUPS, VENUES, STAFF, ACTIVITIES, OFFERS, WEEKS, TERMS, GOALS, METHODS, POSTS) = places(0, 12)
(REQUESTS, PREVIOUS, ROOM, COUNTS, PER_WEEK, BUDGET, IDLE_WEEKS, VARIETY_WEEKS, LOADS) = places(12, 21)
(W_SAME, W_BACK, W_IDLE, W_OTHER, W_IMBALANCE, W_SEASON, W_CHANGE) = places(21, 28)

# --- the problem: rows; those named _OF begin with their own pointers (see `lists`)
(SLOT_WEEK, SLOT_TERM, WEEK_FIRST, WEEK_LAST) = places(28, 32)
(ACT_PERIODS, ACT_METHOD, ACT_COST, ACT_REPEATS, ACT_POSTS, ACT_KIND, ACT_ORDERED, PREFERRED) = places(32, 40)
(GOALS_OF, BEFORE_OF, BEHIND_OF, STAFF_OF, KIND_FITS) = places(40, 45)
(OFFER_ACT, OFFER_GROUP, OFFER_OPEN, STARTS_OF, VENUES_OF) = places(45, 50)
(MEMBERS_OF, GROUP_PUPILS, GROUP_OWN, OFFERS_OF_SQUAD, OFFERS_OF_GROUP) = places(50, 55)
(VENUE_OPEN, VENUE_SHARED, VENUE_CAPACITY, STAFF_OPEN, STAFF_WEEK, STAFF_TERM, STAFF_BALANCED) = places(55, 62)
(GOAL_BROKEN, GOAL_COST, METHOD_BROKEN, TERM_BROKEN) = places(62, 66)
(PREVIOUS_OF, PREVIOUS_START, PREVIOUS_VENUE, PREVIOUS_STAFF) = places(66, 70)
(OFFERS_OF_REQUEST, REQUEST_START, REQUEST_VENUE, REQUEST_STAFF) = places(70, 74)
TABLE_HEAD = 74

# --- the plan: numbers
(HELD, BROKEN, COST, SPENT, MOST, LEAST, UNEVEN, MIDDLE, JOURNALLED, EJECTED, VACATED) = places(0, 11)

# --- the plan: rows
(LIVE, PLACE, S_OFFER, S_START, S_VENUE, S_STAFF, S_REQUEST, S_PINNED) = places(11, 19)
(SQUAD_AT, STAFF_AT, VENUE_AT, VENUE_PUPILS, SQUAD_LIST, SQUAD_COUNT) = places(19, 25)
(WEEK_COUNT, IDLE_RUN, METHOD_RUN, TERM_COUNT, GOAL_COUNT, METHOD_COUNT, ACT_COUNT) = places(25, 32)
(LOAD, LOAD_WEEK, LOAD_TERM, LOADED, SESSION_OF, JOURNAL, CREW, EJECTS) = places(32, 40)
STATE_HEAD = 40

NONE, MORE, LESS = (cast(int, np.int64(value)) for value in (-1, 1, -1))
UNLIMITED = 1 << 28
JOURNAL_ROOM = 160  # changes that one move may make
EJECT_ROOM = 24  # sessions that one move may push out
JOURNAL_WIDTH = 6  # kind, offer, start, venue, request, pinned; then the staff
