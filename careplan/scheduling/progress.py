"""What `careplan schedule solve` says while it works and at the end, on standard error."""

from __future__ import annotations

from collections.abc import Sequence

import click

from careplan.scheduling.preflight import preflight
from careplan.scheduling.preflight.finding import finding_words
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.words import price_words, repair_words
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution import Change, LeftOut, Repair, Solution


class Progress:
    """One line for each thing that is new."""

    def __init__(self, problem: Problem, quiet: bool) -> None:
        self.problem, self.quiet = problem, quiet
        self.certain = False  # whether counting alone shows that there is no plan
        self.last: tuple[int | None, int] | None = None

    def _say(self, words: str) -> None:
        if not self.quiet:
            click.echo(words, err=True)

    def begin(self) -> None:
        """What is certainly wrong, before any search."""
        for one in () if self.quiet else preflight(self.problem):
            self.certain = self.certain or one.proof
            self._say(f"{'cannot be' if one.proof else 'note'}: {finding_words(one, 'en')}")

    def step(self, best: int | None, bound: int, elapsed: float) -> None:
        if (best, bound) == self.last:
            return
        self.last = best, bound
        if best is None:
            self._say(f"{elapsed:6.1f} s  no plan yet, bound {bound}")
        else:
            gap = (best - bound) / max(1, best)
            self._say(f"{elapsed:6.1f} s  best {best}, bound {bound}, gap {gap:.0%}")

    def end(self, found: Solution) -> None:
        if found.status == "infeasible":
            self._say("no plan can keep these rules together:")
            self._rules(found.conflict)
            self._repairs(found.repairs)
        elif found.status == "unknown" and self.certain:
            self._say("there is certainly no plan; which rules cannot hold together was not worked out in time")
        elif found.status == "unknown":
            self._say("time ran out with no plan, and no proof that there is none")
        else:
            self._say(f"{found.status}: {len(found.sessions)} sessions, objective {found.objective}")
            self._change(found.change)
            self._left_out(found.left_out)

    def _change(self, change: Change | None) -> None:
        if change is not None:
            least = "the least possible" if change.least == change.sessions else f"at least {change.least} in any plan"
            told = f"{len(change.people)} people and {len(change.squads)} squads to be told"
            self._say(f"{change.sessions} sessions of the plan in force change ({least}); {told}")

    def _rules(self, references: Sequence[str], indent: str = "  ") -> None:
        for reference in references:
            self._say(f"{indent}{reference}: {sentence(self.problem, reference, 'en')}")

    def _repairs(self, repairs: Sequence[Repair]) -> None:
        if repairs:
            self._say("any one of these would do, each was tried:")
        for one in repairs:
            price = price_words(one.price, "en")
            self._say(f"  {repair_words(self.problem, one, 'en')}" + (f" ({price})" if price else ""))

    def _left_out(self, left_out: Sequence[LeftOut]) -> None:
        if left_out:
            self._say("left out, for not everything can be kept:")
        for one in left_out:
            self._rules([one.reference])
            if one.reason:
                self._say("    together with these it cannot be:")
                self._rules(one.reason, "      ")
