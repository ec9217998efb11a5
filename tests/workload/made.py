"""Facts and rules for the tests of workload, so plain that nobody opens them."""

from __future__ import annotations

from datetime import date

from careplan.workload.rules import Rules
from careplan.workload.work import WORK, Fact

DAY = date(2026, 10, 12)  # a Monday


def rules(**changes: object) -> Rules:
    """A lesson led counts 1.2, assisted 0.6, prepared 0.5, a visit 1.5; squad counselors 1 a week; no caps, no money."""
    counted = {
        ("session", "leader"): 1200,
        ("session", "assistant"): 600,
        ("session", "joined"): 600,
        ("preparation", "leader"): 500,
        ("visit", ""): 1500,
        ("hotline", ""): 600,
        ("other", ""): 1000,
    }
    values: dict[str, object] = {
        "name": "办法",
        "rates": {code: counted.get(code, 0) for code in WORK},
        "posts": {"squad-counselor": 1000},
    }
    return Rules(**{**values, **changes})  # type: ignore[arg-type]


def fact(source_id: int = 1, **changes: object) -> Fact:
    """A lesson that person 1 led on DAY."""
    values: dict[str, object] = {
        "staff_id": 1,
        "source": "session",
        "source_id": source_id,
        "kind": "session",
        "role": "leader",
        "day": DAY,
        "minutes": 40,
        "title": "情绪脸谱",
    }
    return Fact(**{**values, **changes})  # type: ignore[arg-type]
