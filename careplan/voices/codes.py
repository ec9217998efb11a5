"""The number that children type to answer, and how often a wrong one may be tried. Pure: time is an argument."""

from __future__ import annotations

import re
from collections import deque

DIGITS = 8
MINUTES = (10, 20, 40)
"""How long a number is good: the end of the lesson, not longer."""
WINDOW = 60.0
WRONG_TRIES = 60
"""From one address in a minute: a whole class behind one connection may mistype, a machine may not guess."""
_FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)}


def spoken(code: str) -> str:
    """48271936 as it is read out: 4827 1936."""
    return f"{code[:4]} {code[4:]}"


def typed(text: str) -> str | None:
    """The number in what was typed, with or without blanks or dashes; None when it is none."""
    digits = re.sub(r"[\s\-—]+", "", text.translate(_FULL_WIDTH))
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else None


class WrongTries:
    """Counts wrong numbers by address for one minute, in memory only; nothing is kept of right ones."""

    def __init__(self, limit: int = WRONG_TRIES, window: float = WINDOW) -> None:
        self._limit, self._window = limit, window
        self._tries: dict[str, deque[float]] = {}

    def is_held_back(self, address: str, moment: float) -> bool:
        """Whether this address has to wait."""
        self._forget(moment)
        return len(self._tries.get(address, ())) >= self._limit

    def note(self, address: str, moment: float) -> None:
        """One more wrong number."""
        self._tries.setdefault(address, deque()).append(moment)

    def _forget(self, moment: float) -> None:
        for address in list(self._tries):
            tries = self._tries[address]
            while tries and tries[0] <= moment - self._window:
                tries.popleft()
            if not tries:
                del self._tries[address]
