"""How long a search may go on: time comes in as a callable, and so does the wish to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

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
    effort: float | None = None  # what may be done, in seconds of a machine with nothing else to do
    work: float = 0.0  # what was done
    began: float = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    def elapsed(self) -> float:
        return self.clock() - self.began

    def left(self) -> float:
        return max(0.0, self.seconds - self.elapsed())

    @property
    def budget(self) -> float:
        """What is to be shared out: seconds, or a steady run's effort."""
        return self.effort if self.steady and self.effort is not None else self.seconds

    def effort_left(self) -> float:
        return max(0.0, (self.seconds if self.effort is None else self.effort) - self.work)

    def share(self) -> float:
        """The share of the time, or of a steady run's effort, that is over."""
        return min(1.0, (self.work / (self.effort or self.seconds)) if self.steady else self.elapsed() / self.seconds)

    def over(self) -> bool:
        return self.left() <= 0 or (self.steady and self.effort_left() <= 0) or self.should_stop()

    def more(self, seconds: float) -> Run:
        """A little more after the end, for a last word; a steady one counts effort all the same."""
        return replace(self, seconds=seconds, effort=seconds, work=0.0)

    def part(self, seconds: float) -> Run:
        """A search inside this one, of at most so many seconds; a steady one counts effort instead."""
        return replace(
            self,
            seconds=self.left() if self.steady else min(seconds, self.left()),
            effort=min(seconds, self.effort_left()),
            work=0.0,
        )
