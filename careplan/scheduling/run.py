"""How long a search may go on: time comes in as a callable, and so does the wish to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Clock = Callable[[], float]  # seconds that only rise


@dataclass
class Run:
    """One search: when it began, when it must end, and whether somebody wants it to end now.

    `steady` counts effort instead of seconds, so that two runs do the same; the clock still ends it.
    """

    clock: Clock
    seconds: float
    workers: int = 1
    seed: int = 0
    should_stop: Callable[[], bool] = lambda: False
    steady: bool = False
    work: float = 0.0
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def elapsed(self) -> float:
        return self.clock() - self.began

    def left(self) -> float:
        return max(0.0, self.seconds - self.elapsed())

    def over(self) -> bool:
        spent = self.work if self.steady else 0.0
        return self.left() <= 0 or spent >= self.seconds or self.should_stop()

    def part(self, seconds: float) -> Run:
        """A search inside this one, of at most so many seconds."""
        return Run(self.clock, min(seconds, self.left()), self.workers, self.seed, self.should_stop, self.steady)
