"""Several names inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from careplan.scheduling.sentences import Names

MANY = 3  # names that are told one by one


def listed(told: Iterable[str], language: str, most: int = MANY) -> str:
    """A few one by one, many by the first of them and their number."""
    every = list(told)
    if len(every) <= most:
        return ("、" if language == "zh" else ", ").join(every)
    if language == "zh":
        return f"{'、'.join(every[:most])}等{len(every)}个"
    return f"{', '.join(every[:most])} and {len(every) - most} more"


def quoted(every: Iterable[str], language: str, names: Names) -> str:
    return ("、" if language == "zh" else ", ").join(f"“{names.get(one, one)}”" for one in every)
