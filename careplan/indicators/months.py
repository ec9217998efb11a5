"""School months: months that hold teaching days, as "YYYY-MM"."""

from __future__ import annotations

from datetime import date, timedelta

from careplan.indicators.facts import Snapshot


def ended_school_months(facts: Snapshot) -> list[str]:
    """Months with term days whose last term day is over, in order."""
    last_day: dict[str, date] = {}
    for term in facts.terms:
        for day in range((term.last - term.first).days + 1):
            on = term.first + timedelta(days=day)
            key = on.strftime("%Y-%m")
            last_day[key] = max(on, last_day.get(key, on))
    return sorted(m for m, day in last_day.items() if day < facts.as_of)
