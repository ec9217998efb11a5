"""What `careplan schedule solve` says while it works and at the end, on standard error, in Chinese or English."""

from __future__ import annotations

from collections.abc import Sequence

from careplan.scheduling.alike import alike, sentence_of, together
from careplan.scheduling.plural import worded
from careplan.scheduling.preflight import preflight
from careplan.scheduling.preflight.finding import finding_words
from careplan.scheduling.problem import Problem
from careplan.scheduling.repairs.few import few_words
from careplan.scheduling.repairs.words import price_words, repair_words
from careplan.scheduling.solution import Change, LeftOut, Repair, Solution
from careplan.scheduling.terminal import echo

LONGER = 5  # times as much time is what is advised where it ran out

SAID: dict[str, tuple[str, str]] = {
    "proof": ("做不到：{what}", "cannot be: {what}"),
    "note": ("提示：{what}", "note: {what}"),
    "no plan yet": ("{elapsed:6.1f} 秒  还没有排出，下界 {bound}", "{elapsed:6.1f} s  no plan yet, bound {bound}"),
    "best": (
        "{elapsed:6.1f} 秒  最好 {best}，下界 {bound}，差距 {gap:.0%}",
        "{elapsed:6.1f} s  best {best}, bound {bound}, gap {gap:.0%}",
    ),
    "conflict": ("下列要求不可能同时满足：", "no plan can keep these rules together:"),
    "certain": (
        "肯定排不出；时间不够，还不知道是哪些要求彼此冲突",
        "there is certainly no plan; which rules cannot hold together was not worked out in time",
    ),
    "unknown": (
        "时间用完，没有排出，也没有证明排不出。试过：先数一遍，再不断改动整年的安排，再让求解器证明排不出。",
        "time ran out with no plan, and no proof that there is none. Tried: counting, changing whole years "
        "step by step, and proving with models that there is none.",
    ),
    "nearest": ("最接近的一份安排没有满足：", "the plan that came nearest does not keep:"),
    "next": (
        "接下来可以：多给些时间再试（--seconds {more}）；或者用 --partial 排出能满足的最大一部分，并看到还缺什么。",
        "next: try again with more time (--seconds {more}); or with --partial, for a plan of the most that can be "
        "kept, which says what is left out.",
    ),
    "stopped": ("还没有排出就停下了，没有安排", "stopped before there was a plan; there is none"),
    "optimal": (
        "已证明最好：{sessions}次活动，目标值 {objective}",
        "optimal: {sessions:session|sessions}, objective {objective}",
    ),
    "feasible": (
        "已排出：{sessions}次活动，目标值 {objective}，任何安排都不会低于 {bound}（差距 {gap:.0%}）",
        "feasible: {sessions:session|sessions}, objective {objective}, at least {bound} in any plan (gap {gap:.0%})",
    ),
    "change": (
        "正在执行的安排有{sessions}次活动变动（{least}）；需要通知{people}位老师、{squads}个中队",
        "changed in the plan in force: {sessions:session|sessions} ({least}); "
        "to be told: {people:person|people} and {squads:squad|squads}",
    ),
    "least": ("已是最少", "the least possible"),
    "at least": ("任何安排都至少变动{least}次", "at least {least} in any plan"),
    "repairs": ("下列办法都试过，任选一个就可行：", "any one of these would do, each was tried:"),
    "left out": ("不可能全部满足，未满足的有：", "left out, for not everything can be kept:"),
    "broken": ("    这份安排里有{number}处没有满足", "    the plan breaks it {times}"),
    "kept": ("    这份安排里其实满足了", "    the plan keeps it all the same"),
    "reason": ("    因为它和下列要求不可能同时满足：", "    together with these it cannot be:"),
}


def gap(best: int, bound: int) -> float:
    """How much of what a plan costs could be saved at the most, 0 to 1."""
    return (best - bound) / max(1, best)


class Progress:
    """One line for each thing that is new."""

    def __init__(self, problem: Problem, quiet: bool, language: str = "en") -> None:
        self.problem, self.quiet, self.language = problem, quiet, language
        self.certain = False  # whether counting alone shows that there is no plan
        self.last: tuple[int | None, int] | None = None

    def _echo(self, words: str) -> None:
        if not self.quiet:
            echo(words, err=True)

    def _words(self, name: str, **fields: object) -> str:
        return worded(SAID[name][self.language != "zh"], fields)

    def _say(self, name: str, **fields: object) -> None:
        self._echo(self._words(name, **fields))

    def begin(self) -> None:
        """What is certainly wrong, before any search."""
        for one in () if self.quiet else preflight(self.problem):
            self.certain = self.certain or one.proof
            self._say("proof" if one.proof else "note", what=finding_words(one, self.language))

    def step(self, best: int | None, bound: int, elapsed: float) -> None:
        if (best, bound) == self.last:
            return
        self.last = best, bound
        if best is None:
            self._say("no plan yet", elapsed=elapsed, bound=bound)
        else:
            self._say("best", elapsed=elapsed, best=best, bound=bound, gap=gap(best, bound))

    def end(self, found: Solution, stopped: bool = False) -> None:
        if found.status == "infeasible":
            self._say("conflict")
            self._rules(found.conflict)
            self._repairs(found.repairs, found.exhausted)
        elif found.status == "unknown":
            self._unknown(found, stopped)
        else:
            best, bound = found.objective or 0, found.bound or 0
            self._say(found.status, sessions=len(found.sessions), objective=best, bound=bound, gap=gap(best, bound))
            self._change(found.change)
            self._left_out(found.left_out)

    def _unknown(self, found: Solution, stopped: bool) -> None:
        if stopped or self.certain:
            return self._say("stopped" if stopped else "certain")
        self._say("unknown")
        if found.nearest:
            self._say("nearest")
            self._rules([one.reference for one in found.nearest])
        self._say("next", more=max(60, round(found.seconds * LONGER)))

    def _change(self, change: Change | None) -> None:
        if change is not None:
            least = self._words("least" if change.least == change.sessions else "at least", least=change.least)
            touched = {"people": len(change.people), "squads": len(change.squads)}
            self._say("change", sessions=change.sessions, least=least, **touched)

    def _rules(self, references: Sequence[str], indent: str = "  ") -> None:
        for some in alike(self.problem, references):
            self._echo(f"{indent}{together(some)}: {sentence_of(self.problem, some, self.language)}")

    def _repairs(self, repairs: Sequence[Repair], exhausted: bool) -> None:
        if repairs:
            self._say("repairs")
        for one in repairs:
            price = price_words(one.price, self.language)
            told = repair_words(self.problem, one, self.language)
            taking = "" if not price else f"（{price}）" if self.language == "zh" else f" ({price})"
            self._echo(f"  {told}{taking}")
        if few := few_words(repairs, exhausted, self.language):
            self._echo(few)

    def _left_out(self, left_out: Sequence[LeftOut]) -> None:
        if left_out:
            self._say("left out")
        for one in left_out:
            self._rules([one.reference])
            if one.broken is not None:
                times = "once" if one.broken == 1 else f"{one.broken} times"
                self._say("broken" if one.broken else "kept", number=one.broken, times=times)
            if one.reason:
                self._say("reason")
                self._rules(one.reason, "      ")
