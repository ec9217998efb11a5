"""What a walk counts is what the judge says, after whatever moves; and a move taken back leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.judge import Judge
from careplan.scheduling.offered import outright, previous_columns
from careplan.scheduling.problem import Problem, Windows
from careplan.scheduling.walk import layout as at
from careplan.scheduling.walk.journal import undo
from careplan.scheduling.walk.state import read_plan
from careplan.scheduling.walk.tables import Tables
from careplan.scheduling.walk.walker import Walker
from careplan.scheduling.walk.walking import legal, make
from tests.scheduling.random_problem import random_problem

STRUCTURE = {"unknown", "window", "squad_clash", "staff_clash", "venue_clash", "capacity", "venue_kind", "skills"}
SEEDS, BLOCKS = 10, 30


def varied_problem(seed: int) -> Problem:
    """A random problem, made stranger: nothing repeated, shared halls, windows longer than a term, nobody balanced."""
    dice = Random(seed)
    problem = random_problem(seed, squads=dice.randint(1, 4), weeks=dice.randint(2, 7), activities=dice.randint(1, 8))
    return replace(
        problem,
        activities=tuple(replace(a, repeats=0) if dice.random() < 0.1 else a for a in problem.activities),
        venues=tuple(replace(v, shared=True) if dice.random() < 0.2 else v for v in problem.venues),
        staff=tuple(replace(s, balanced=s.balanced and seed % 7 != 0) for s in problem.staff),
        windows=Windows(dice.randint(1, 9), dice.randint(1, 9)),
    )


def walker_of(problem: Problem, seed: int) -> Walker:
    space = Space(problem)
    walker, fixed = Walker(Tables(space), seed, 1), frozenset(outright(space))
    walker.begin_with([*fixed, *previous_columns(space)], fixed)
    return walker


def check_counts(walker: Walker, judge: Judge) -> None:
    """The counts of the plan in which a walk is, against the judge's."""
    problem, state, note = judge.problem, walker.state, judge.problem.name
    sessions = sessions_of(walker.tables.space, read_plan(walker.tables, state))
    verdict = judge(sessions)
    codes = {fault.code for fault in verdict.faults}
    cost = {a.id: a.cost for a in problem.activities}
    accepted = bool(legal(walker.tables.whole, state))
    assert not codes & STRUCTURE, (note, codes)
    assert state[at.COST] == verdict.objective, (note, int(state[at.COST]), verdict)
    assert state[at.SPENT] == sum(cost[session.activity] for session in sessions), note
    assert not accepted or verdict.legal, (note, codes)
    # a session that was not put for a request may answer it all the same: then the judge alone is content
    assert accepted or not verdict.legal or problem.requests, note


@pytest.mark.parametrize("block", range(BLOCKS))
def test_walk_counts_what_the_judge_counts(block: int) -> None:
    for seed in range(block * SEEDS, (block + 1) * SEEDS):
        problem = varied_problem(seed)
        walker, judge = walker_of(problem, seed), Judge(problem)
        check_counts(walker, judge)
        for done, steps in ((0.0, 1), (0.1, 7), (0.3, 300), (0.6, 2000), (0.9, 1000)):
            walker.stride(done, steps)
            check_counts(walker, judge)
        if walker.cost is not None:
            verdict = judge(sessions_of(walker.tables.space, walker.plan()))
            assert (verdict.legal, verdict.objective) == (True, walker.cost), problem.name


def counted(state: at.Array) -> tuple[bytes, set[tuple[int, ...]]]:
    """All that a plan's counts say, and its sessions; not in which places these are written."""
    head, skipped = state.copy(), (at.JOURNALLED, at.EJECTED, at.VACATED)
    head[list(skipped)] = 0
    venue_pupils, lists = int(state[at.VENUE_PUPILS]), int(state[at.SQUAD_LIST])
    free_of_places = np.concatenate(
        [
            head[: at.STATE_HEAD],
            head[int(state[at.SQUAD_AT]) : venue_pupils] >= 0,
            head[venue_pupils:lists],
            head[int(state[at.SQUAD_COUNT]) : int(state[at.CREW])],
        ]
    )
    held = state[state[at.LIVE] : state[at.LIVE] + state[at.HELD]]
    fields = [state[state[row] + held] for row in (at.S_OFFER, at.S_START, at.S_VENUE, at.S_REQUEST, at.S_PINNED)]
    return free_of_places.tobytes(), set(zip(*(one.tolist() for one in fields), strict=True))


@pytest.mark.parametrize("block", range(10))
def test_undo_takes_a_move_back_whole(block: int) -> None:
    for seed in range(block * SEEDS, (block + 1) * SEEDS):
        walker = walker_of(varied_problem(seed), seed)
        walker.stride(0.5, 200)
        t, state = walker.tables.whole, walker.state
        for _ in range(60):
            before, state[at.JOURNALLED] = counted(state), 0
            make(t, state, walker.dice, walker.mood)
            undo(t, state)
            assert counted(state) == before, seed
