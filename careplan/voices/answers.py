"""What the children of a squad answer to the three fixed questions after a session (S17). Pure.

Only counts are ever kept: for each question, how many answered what. Nothing belongs to a child, nothing has an order
or a time, so nobody can be told apart afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

QUESTIONS = {
    "interesting": ("这次活动好玩吗？", "Was it fun?"),
    "aimed": ("说的是你身边会遇到的事吗？", "Was it about things that happen to you?"),
    "effective": ("学到的办法，你用得上吗？", "Can you use what you learned?"),
}
"""趣味性 · 针对性 · 实效性 in a child's words."""
CHOICES = ("good", "fair", "poor")
"""😀 😐 🙁, in the order of the faces."""
WORDS = {
    "interesting": {"good": ("好玩", "Yes, fun"), "fair": ("一般", "So-so"), "poor": ("不好玩", "Not fun")},
    "aimed": {"good": ("是的", "Yes"), "fair": ("有一点", "A little"), "poor": ("不是", "No")},
    "effective": {"good": ("用得上", "Yes"), "fair": ("说不准", "Not sure"), "poor": ("用不上", "No")},
}
POINTS = {"good": 5, "fair": 3, "poor": 1}
"""Of the five that the teacher's scale has."""
FEW = 5
"""Answers of fewer children are not shown (DOMAIN 5.2)."""
FACES_UP_TO = 3
"""Grades 1–3 hand one device round or put slips into a box; from grade 4 on each child has the own device or screen."""
WAYS = {
    "round": ("一台设备轮流填", "One device passed round"),
    "each": ("各自扫码或输入号码", "Each child with the code"),
    "paper": ("纸条", "Paper slips"),
}

Counts = Mapping[str, Mapping[str, int]]
"""question → choice → children."""


def nothing() -> dict[str, dict[str, int]]:
    """Counts before anybody answered."""
    return {question: dict.fromkeys(CHOICES, 0) for question in QUESTIONS}


def added(counts: Counts, more: Counts) -> dict[str, dict[str, int]]:
    """Both together."""
    return {
        question: {choice: counts[question][choice] + more[question][choice] for choice in CHOICES}
        for question in QUESTIONS
    }


def one_child(answer: Mapping[str, str]) -> dict[str, dict[str, int]] | None:
    """A child's three answers (question → choice) as counts; None where one is missing or unknown."""
    if any(answer.get(question) not in CHOICES for question in QUESTIONS):
        return None
    return {question: {choice: int(answer[question] == choice) for choice in CHOICES} for question in QUESTIONS}


def answered(counts: Counts) -> int:
    """How many children answered: those of the question that most answered."""
    return max(sum(counts[question].values()) for question in QUESTIONS)


@dataclass(frozen=True, slots=True)
class TallyFaults:
    """What is doubtful in a keyed tally: questions with more answers than children, and whether the sums differ."""

    too_many: tuple[str, ...]
    uneven: bool
    empty: bool


def tally_faults(counts: Counts, present: int) -> TallyFaults:
    """A tally beside the number of children who were present."""
    sums = {question: sum(counts[question].values()) for question in QUESTIONS}
    return TallyFaults(
        too_many=tuple(question for question, total in sums.items() if total > present),
        uneven=len(set(sums.values())) > 1,
        empty=not any(sums.values()),
    )


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question as it is shown: children by choice, and of how many."""

    question: str
    counts: Mapping[str, int]
    answered: int

    def share(self, choice: str) -> float:
        """0–1 of those who answered."""
        return self.counts[choice] / self.answered if self.answered else 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown of a session: its lines, or none where fewer than five children answered."""

    answered: int
    lines: tuple[QuestionLine, ...]

    @property
    def is_shown(self) -> bool:
        return bool(self.lines)


def picture(groups: Iterable[Counts]) -> Picture:
    """The squads of a session together; no line as long as a question has fewer than five answers."""
    total = nothing()
    for counts in groups:
        total = added(total, counts)
    lines = tuple(QuestionLine(question, total[question], sum(total[question].values())) for question in QUESTIONS)
    shown = bool(lines) and all(line.answered >= FEW for line in lines)
    return Picture(answered(total), lines if shown else ())


def may_tell_squads(groups: Iterable[Counts]) -> bool:
    """Whether each squad may be shown by itself: with one under five, the others and the sum would tell it."""
    return all(picture([counts]).is_shown for counts in groups)


def as_one(groups: Iterable[Counts]) -> tuple[int, int, int] | None:
    """The children of a session as one answer on the teacher's scale of 1 to 5; None where nothing may be shown.

    Each question is the mean of its faces, to the nearest whole number: so the children count in the indicators as one
    voice beside the teacher's, however many they are.
    """
    shown = picture(groups)
    if not shown.is_shown:
        return None
    interesting, aimed, effective = (_nearest(line) for line in shown.lines)
    return interesting, aimed, effective


def _nearest(line: QuestionLine) -> int:
    points = sum(POINTS[choice] * count for choice, count in line.counts.items())
    return (2 * points + line.answered) // (2 * line.answered)
