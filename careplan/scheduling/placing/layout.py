"""Where everything lies in the two arrays of a placing: `t` is the problem and stays, `s` is the plan and changes.

The first places hold numbers and the beginnings of rows: `t[SLOTS]` is a number, `t[t[PERIODS] + ask]` an entry of a
row. Rows of lists begin with their own pointers: `t[t[STARTS] + offer]` is the place of an offer's first start, and the
next entry the place after the last one. A slot is a number in order of time.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from careplan.scheduling.shelf import Array as Array

# --- the problem: numbers
SLOTS, SQUADS, POSTS, WIDEST, COUNTERS, REQUESTS = range(6)  # POSTS: the most that a session has

# --- the problem: rows; an ask is what equal requests ask for, an offer its activity for one group
ASK_OF = 6  # of each request
PERIODS, OFFER_FIRST, POST_FIRST = range(7, 10)  # of each ask; the last two have one entry more
GROUP, PUPILS, STARTS, VENUES, COUNTS = range(10, 15)  # of each offer; COUNTS are threes: first counter, over, amount
MEMBERS = 15  # of each group
ABLE = 16  # of each post of each ask
STAFF_WEEK, STAFF_TERM = 17, 18  # of each person the first counter of a limit, or FREE
MOST = 19  # of each counter
SLOT_WEEK, SLOT_TERM = 20, 21
TAKES, CAPACITY = 22, 23  # of each venue
TASK_HEAD = 24

# --- the plan: numbers
LOOK, HITS, ROOM_CHOICE, WAITING, STEP, BEST, SINCE = range(7)

# --- the plan: rows
AT, OFFER, ROOM, CREW = range(7, 11)  # of each request: where it is placed, or FREE; CREW: requests x posts
SQUAD_AT, STAFF_AT, VENUE_AT = range(11, 14)  # x slots: the request that is there, FREE, or CLOSED
PUPILS_AT = 14  # venues x slots, of the shared ones
COUNT, HEAD = 15, 16  # of each counter: how much, and the first entry of those who count
AFTER, BEFORE, ENTRY_COUNTER, ENTRY_AMOUNT = range(17, 21)  # of each entry: request x WIDEST + number
ENTRIES = 21  # of each request
WEIGHT, STAMP, LEFT_AT, LEFT_STEP = range(22, 26)  # of each request: how hard it was to place; last look; last place
HIT, CREW_CHOICE, QUEUE = range(26, 29)  # those in the way of the last look; its people; who waits, the next one last
BEST_AT, BEST_OFFER, BEST_ROOM, BEST_CREW = range(29, 33)  # the plan with the fewest waiting
STATE_HEAD = 33

ALONE, SHARED, ROOMY = 0, 1, 2  # how a venue takes sessions: one at a time, as pupils fit, as many as there are
EVER, WEEKLY, TERMLY = 0, 1, 2  # what a limit counts over

# numpy's numbers: with a plain one as an argument numba would compile a version of the function for that very number
FREE, CLOSED = cast(int, np.int64(-1)), cast(int, np.int64(-2))
NOTHING = cast(int, np.int64(0))
HUGE = cast(int, np.int64(1 << 40))  # a weight that nothing else can outweigh
