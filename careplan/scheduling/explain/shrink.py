"""Leaving rules out of a list that is broken, as long as the rest is broken all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Broken = Callable[[list[str]], bool | None]  # whether these rules leave no plan; None: not known in time


def sparing(rules: list[str], broken: Broken, kinds: Sequence[str]) -> list[str] | None:
    """Leave out whole kinds of rules first, where the rest is broken all the same, and then ever fewer at a time."""
    for kind in kinds:
        rest = [one for one in rules if not one.startswith(kind)]
        if len(rest) < len(rules) and broken(rest):
            rules = rest
    return shrink(rules, broken, len(rules) // 3)


def shrink(rules: list[str], broken: Broken, step: int) -> list[str] | None:
    """Leave rules of a broken list out, `step` at a time and at last one by one, while the rest is broken.

    None where it was not known in time whether the last ones can be spared.
    """
    kept, step = list(rules), max(1, step)
    while True:
        start = 0
        while start < len(kept):
            rest = kept[:start] + kept[start + step :]
            answer = broken(rest)
            if answer is None and step == 1:
                return None
            if answer:
                kept = rest
            else:
                start += step
        if step == 1:
            return kept
        step = max(1, step // 3)
