"""Names for the demo school, put together by chance with a seed."""

from __future__ import annotations

from random import Random

from careplan.demo.parameters import Names

ONE_CHARACTER = 0.3


class Namer:
    """Gives names; the same seed gives the same ones in the same order."""

    def __init__(self, rng: Random, words: Names) -> None:
        self._rng = rng
        self._words = words
        self._surnames, self._weights = zip(*words.surnames, strict=True)

    def surname(self) -> str:
        return str(self._rng.choices(self._surnames, self._weights)[0])

    def child(self, sex: str, surname: str) -> str:
        """张雨涵: a surname with one or two characters."""
        girl = sex == "female"
        first = self._words.girls_first if girl else self._words.boys_first
        second = self._words.girls_second if girl else self._words.boys_second
        if self._rng.random() < ONE_CHARACTER:
            return surname + self._rng.choice(second)
        given = self._rng.choice(first) + self._rng.choice(second)
        return surname + given

    def adult(self, sex: str, surname: str | None = None) -> str:
        given = self._words.adults_women if sex == "female" else self._words.adults_men
        return (surname or self.surname()) + self._rng.choice(given)

    def ethnic_group(self) -> str:
        groups, weights = zip(*self._words.ethnic_groups, strict=True)
        return str(self._rng.choices(groups, weights)[0])
