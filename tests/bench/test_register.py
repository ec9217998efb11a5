"""How long the server takes over the list of a register of 300, 961 and 3,000 children, and as a ratio to the smallest."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rich.console import Console
from rich.table import Table

from tests.bench.registers import make_register

TIMES = 9
SIZES = (300, 961, 3000)
MOST_MS = 200
QUESTIONS = {
    "list, by class": "/children/",
    "list, by name, page 4": "/children/?sort=name&page=4",
    "search by name": "/children/?q=子涵",
    "search by pinyin": "/children/?q=zeng",
    "search by initials": "/children/?q=zz",
    "grade": "/children/?grade=3",
    "left behind by the enrolment register": "/children/?left=enrolment",
    "something unclear, oldest first": "/children/?left=unclear&sort=age",
    "in numbers": "/children/counts",
    "visits and contacts": "/care/",
    "visits and contacts, by initials": "/care/?q=zz",
    "missing items": "/care/missing",
    "missing items, a list": "/care/missing?show=level",
    "aid": "/aid/",
    "aid, by initials": "/aid/?show=all&q=zz",
}


def milliseconds(client: FlaskClient, path: str) -> tuple[float, float]:
    """Median of the time on the wall, and of the processor's time."""
    walls, busy = [], []
    client.get(path)
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        assert client.get(path).status_code == 200
        walls.append((time.perf_counter() - wall) * 1000)
        busy.append((time.process_time() - cpu) * 1000)
    return statistics.median(walls), statistics.median(busy)


@pytest.mark.slow
def test_a_register_of_3000_children(tmp_path: Path) -> None:
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for size in SIZES:
        client = make_register(tmp_path / str(size), size).test_client()
        with client.session_transaction() as session:
            session["user_id"] = 1
        found[size] = {name: milliseconds(client, path) for name, path in QUESTIONS.items()}
    table = Table("question", *(f"{size:,}" for size in SIZES), "processor at 3,000", "ratio to 300")
    for name in QUESTIONS:
        last = found[SIZES[-1]][name]
        ratio = last[1] / found[SIZES[0]][name][1]
        walls = [f"{found[size][name][0]:.0f} ms" for size in SIZES]
        table.add_row(name, *walls, f"{last[1]:.0f} ms", f"{ratio:.1f}")
    Console(width=130).print(table)
    slow = {name: one[1] for name, one in found[SIZES[-1]].items() if one[1] >= MOST_MS}
    assert not slow, slow
