"""How quickly a move is answered: by the judge, from 6 to 110 squads, and by the server in the demo school."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from random import Random
from typing import Any

import pytest
from bs4 import BeautifulSoup
from rich.console import Console
from rich.table import Table

from careplan.app import create_app
from careplan.db import db, every_school
from careplan.scheduling.judge import Judge
from careplan.scheduling.problem import Problem
from careplan.scheduling.weighing import Weighing
from careplan.sessions.models import ScheduleVersion
from careplan.settings import load_settings
from tests.bench.greedy import greedy
from tests.bench.making import make_school, make_town
from tests.e2e.conftest import Demo
from tests.e2e.test_every_link import sign_in

MOVES, LIMIT = 100, 100.0
PROBLEMS: tuple[Callable[[], Problem], ...] = (
    lambda: make_school(6, 14),
    lambda: make_school(24, 11),
    lambda: make_school(48, 13),
    lambda: make_town(1),
)


def median_and_p95(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def answers(problem: Problem) -> tuple[int, list[float], float]:
    """How many sessions, milliseconds of the judge's answer to each of some moves, and to the whole plan."""
    plan, _verdict = greedy(problem)
    judge, chance, times = Judge(problem), Random(1), []
    started = time.perf_counter()
    verdict = judge(plan)
    whole = (time.perf_counter() - started) * 1000
    weighing = Weighing(judge, plan, verdict)
    for _ in range(MOVES):
        place = chance.randrange(len(plan))
        moved = replace(plan[place], start=chance.choice(problem.slots).id)
        started = time.perf_counter()
        weighing.weigh({place}, (moved,))
        times.append((time.perf_counter() - started) * 1000)
    return len(plan), times, whole


@pytest.mark.slow
def test_the_judges_answer_to_a_move_hardly_grows_with_the_school() -> None:
    table = Table("squads", "sessions", "median ms", "95th ms", "median ÷ smallest", "whole plan ms", "÷ smallest")
    medians, wholes, sizes = [], [], []
    for make in PROBLEMS:
        problem = make()
        sessions, times, whole = answers(problem)
        median, p95 = median_and_p95(times)
        medians, wholes, sizes = [*medians, median], [*wholes, whole], [*sizes, len(problem.squads)]
        row = (sizes[-1], sessions, f"{median:.2f}", f"{p95:.2f}", f"{median / medians[0]:.1f}")
        table.add_row(*map(str, row), f"{whole:.1f}", f"{whole / wholes[0]:.1f}")
    Console(width=110).print(table)
    assert medians[-1] / medians[0] < sizes[-1] / sizes[0]


@pytest.mark.slow
def test_the_servers_answer_to_a_move_in_the_demo_school(demo: Demo) -> None:
    """Trying a move and asking for the places, without the network."""
    app = create_app(load_settings(demo.data))
    client, chance = app.test_client(), Random(1)
    sign_in(client, demo, "head_counselor")
    with app.app_context(), every_school():
        draft = db.session.query(ScheduleVersion.id).filter_by(state="draft").scalar()
    page = BeautifulSoup(client.get(f"/sessions/draft/{draft}").text, "html.parser")
    token = {"X-CSRFToken": str(page.select('input[name="csrf_token"]')[0]["value"])}
    state = client.get(f"/sessions/draft/{draft}/state").json
    events = client.get("/sessions/events", query_string={"version": draft, "start": "2026-12-01", "end": "2027-07-31"})
    free = [int(one["id"]) for one in events.json if one["id"].isdigit() and one["id"] not in state["fixed"]]
    times: dict[str, list[float]] = {"places": [], "move, only tried": [], "move, stored": [], "undo": []}
    edit = state["edit"]

    def asked(question: str, body: dict[str, Any] | None = None, path: str = "move") -> Any:
        """The server's answer, its time kept."""
        started = time.perf_counter()
        if body is None:
            answer = client.get(f"/sessions/draft/{draft}/{path}")
        else:
            answer = client.post(f"/sessions/draft/{draft}/{path}", json={**body, "edit": edit}, headers=token)
        times[question].append((time.perf_counter() - started) * 1000)
        assert answer.status_code in (200, 409, 422), answer.text  # 409: the week is locked
        return answer

    for _ in range(MOVES):
        row = chance.choice(free)
        slot = chance.choice(asked("places", path=f"places?session={row}").json["slots"])
        body = {"session": row, "day": slot["day"], "period": slot["period"]}
        if asked("move, only tried", {**body, "try": True}).status_code == HTTPStatus.OK:
            edit = asked("move, stored", body).json["state"]["edit"]
            edit = asked("undo", {}, "undo").json["state"]["edit"]
    assert len(times["undo"]) > 1
    table = Table("question", "median ms", "95th ms")
    for name, some in times.items():
        table.add_row(name, *(f"{one:.0f}" for one in median_and_p95(some)))
    Console(width=80).print(table)
    assert all(median_and_p95(some)[0] < LIMIT for some in times.values())
