"""What is wrong or less good in a schedule, in sentences by severity; what a change brings and solves. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from careplan.scheduling.judge import Judge, Verdict
from careplan.scheduling.rules import WISHES, Fault
from careplan.scheduling.sentences import sentence
from careplan.scheduling.solution import Session
from careplan.scheduling.weighing import Weighing
from careplan.seeds.load import shipped_severities
from careplan.sessions.finding_words import Names, fault_words, kind_of

Severity = Literal["placing", "publishing", "warning"]
ORDER: dict[Severity, int] = {"placing": 0, "publishing": 1, "warning": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a schedule.

    placing: it cannot stand there; publishing: it may stand in a draft only; warning: the schedule is less good.
    `sessions` are places in the sequence that was judged. `who` and `when` are ids of the scheduling file. already: it
    stands just as much in the schedule in force, and only warns for that reason.
    """

    severity: Severity
    reference: str
    sentence: str
    sessions: tuple[int, ...] = ()
    who: str = ""
    when: str = ""
    already: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same finding in another draft."""
        return self.reference, self.who, self.when


def severity_of(reference: str) -> Severity:
    """How grave a breach of the rule is: data, see seed_data/findings.toml."""
    return cast("Severity", shipped_severities()[kind_of(reference)])


def findings(
    judge: Judge,
    sessions: Sequence[Session],
    language: str,
    names: Names | None = None,
    before: Sequence[Session] | None = None,
) -> tuple[Finding, ...]:
    """Everything that a schedule breaks and every preference it does not meet, the gravest first.

    `names`: what people call the ids of the problem (`load.names_of`); ids stand as they are without. `before`: the
    schedule in force. What keeps a schedule from being published only warns where that one breaks it just as much:
    publishing makes nothing worse then, and who moves one session need not first make up for what was cancelled.
    """
    old = gravest(judge, before) if before is not None else {}
    return worded(judge, sessions, judge(sessions), old, language, names)


Which = tuple[str, str, str, bool]


def worded(
    judge: Judge,
    sessions: Sequence[Session],
    verdict: Verdict,
    old: Mapping[Which, int],
    language: str,
    names: Names | None = None,
) -> tuple[Finding, ...]:
    """The findings of a schedule that is judged already; `old`: how far things are off in the one in force."""
    broken = [_unless_worse(of_fault(judge, one, sessions, language, names or {}), one, old) for one in verdict.faults]
    return by_severity([*broken, *_wishes(judge, verdict.penalties, language)])


def _which(fault: Fault) -> Which:
    """What a breach is about; too few and too many are two things."""
    return fault.code, fault.who, fault.when, (fault.has or 0) < (fault.limit or 0)


def _off(fault: Fault) -> int:
    """How far from its limit; 0 where nothing is counted."""
    return 0 if fault.has is None or fault.limit is None else abs(fault.has - fault.limit)


def gravest(judge: Judge, sessions: Sequence[Session]) -> dict[Which, int]:
    """How far each thing is off in a schedule."""
    found: dict[Which, int] = {}
    for one in judge(sessions).faults:
        found[_which(one)] = max(_off(one), found.get(_which(one), 0))
    return found


def is_already(fault: Fault, old: Mapping[Which, int]) -> bool:
    """Whether it would keep a schedule from being published, but the one in force has it as gravely."""
    return severity_of(fault.code) == "publishing" and _off(fault) <= old.get(_which(fault), -1)


def _unless_worse(finding: Finding, fault: Fault, old: Mapping[Which, int]) -> Finding:
    return replace(finding, severity="warning", already=True) if is_already(fault, old) else finding


def of_fault(judge: Judge, fault: Fault, sessions: Sequence[Session], language: str, names: Names) -> Finding:
    """A breach as a finding."""
    first = sessions[fault.sessions[0]] if fault.sessions else None
    words = fault_words(judge.index, fault, first, language, names)
    return Finding(severity_of(fault.code), fault.code, words, fault.sessions, fault.who, fault.when)


def _wishes(judge: Judge, counts: Mapping[str, int], language: str) -> list[Finding]:
    """Each preference that matters and is not met so many times."""
    said = "{words}（{n}次没有做到）" if language == "zh" else "{words} (not met {n} times)"
    return [
        Finding(
            severity_of(wish.name),
            wish.name,
            said.format(words=sentence(judge.problem, wish.name, language).rstrip("。."), n=counts[wish.name]),
        )
        for wish in WISHES
        if getattr(judge.problem.weights, wish.name) and counts[wish.name]
    ]


def by_severity(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The gravest first, else in the order given."""
    return tuple(sorted(found, key=lambda one: ORDER[one.severity]))


Side = tuple[Sequence[Session], Sequence[Fault], Mapping[str, int]]
"""A judged schedule: its sessions, its breaches, how often each preference is not met."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: breaches that are new and those that are gone, preferences better or worse, the score."""

    brings: tuple[Finding, ...]
    solves: tuple[Finding, ...]
    before: int
    after: int

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What forbids the change."""
        return tuple(one for one in self.brings if one.severity == "placing")

    @property
    def points(self) -> int:
        return self.after - self.before


def effect(
    judge: Judge,
    before: tuple[Sequence[Session], Verdict],
    after: tuple[Sequence[Session], Verdict],
    language: str,
    names: Names | None = None,
) -> Effect:
    """Compare two judged schedules of one problem."""
    (old, was), (new, now) = before, after
    return Effect(
        _told(judge, (new, now.faults, now.penalties), (old, was.faults, was.penalties), language, names or {}),
        _told(
            judge,
            (old, was.faults, was.penalties),
            (new, now.faults, now.penalties),
            language,
            names or {},
            solved=True,
        ),
        was.objective,
        now.objective,
    )


def effect_of(
    weighing: Weighing, out: Collection[int], into: Sequence[Session], language: str, names: Names | None = None
) -> Effect:
    """What one change does to a schedule; `sessions` of what it brings count on from the old schedule's end."""
    weighed, judge = weighing.weigh(out, into), weighing.judge
    whole = (*weighing.sessions, *into)
    better = {name: max(0, -count) for name, count in weighed.more.items()}
    worse = {name: max(0, count) for name, count in weighed.more.items()}
    before, after = (whole, weighed.before, better), (whole, weighed.after, worse)
    score = weighing.verdict.objective
    return Effect(
        _told(judge, after, before, language, names or {}),
        _told(judge, before, after, language, names or {}, solved=True),
        score,
        score + weighed.points,
    )


def _told(
    judge: Judge, side: Side, other: Side, language: str, names: Names, *, solved: bool = False
) -> tuple[Finding, ...]:
    """What one side has and the other has not, or less of; `solved`: the one side is what was before."""
    worse = {name: count - other[2][name] for name, count in side[2].items() if count > other[2][name]}
    broken = [of_fault(judge, fault, side[0], language, names) for fault in only_in(side, other)]
    return by_severity([*broken, *changed_wishes(judge, worse, language, solved=solved)])


def only_in(side: Side, other: Side) -> list[Fault]:
    """The breaches of one schedule that the other has not, or has less gravely."""
    left = Counter(_identity(fault, other[0]) for fault in other[1] if fault.has is None)
    counted: dict[Which, list[int]] = {}
    for fault in other[1]:
        if fault.has is not None:
            counted.setdefault(_which(fault), []).append(_off(fault))
    return [fault for fault in side[1] if not _found_again(fault, side[0], left, counted)]


def _found_again(
    fault: Fault, sessions: Sequence[Session], left: Counter[tuple[object, ...]], counted: Mapping[Which, list[int]]
) -> bool:
    """Whether the other schedule has this breach just as gravely; each of its breaches answers for one."""
    if fault.has is None:
        key = _identity(fault, sessions)
        left[key] -= 1
        return left[key] >= 0
    grave = sorted(off for off in counted.get(_which(fault), ()) if off >= _off(fault))
    if grave:
        counted[_which(fault)].remove(grave[0])
    return bool(grave)


def _identity(fault: Fault, sessions: Sequence[Session]) -> tuple[object, ...]:
    """A breach without the places of its sessions in the list."""
    return fault.code, fault.who, fault.when, tuple(sorted(map(repr, (sessions[one] for one in fault.sessions))))


CHANGED = {
    (True, False): "{words}（多{n}次没有做到）",
    (True, True): "{words}（少{n}次没有做到）",
    (False, False): "{words} ({n} more times not met)",
    (False, True): "{words} ({n} fewer times not met)",
}


def changed_wishes(judge: Judge, more: Mapping[str, int], language: str, *, solved: bool = False) -> list[Finding]:
    """Preferences that one schedule meets less often than the other; `solved`: the change meets them more often."""
    said = CHANGED[language == "zh", solved]
    return [
        Finding(
            severity_of(wish.name),
            wish.name,
            said.format(words=sentence(judge.problem, wish.name, language).rstrip("。."), n=more[wish.name]),
        )
        for wish in WISHES
        if getattr(judge.problem.weights, wish.name) and wish.name in more
    ]
