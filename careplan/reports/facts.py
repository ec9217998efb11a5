"""What the annual report is made from: the facts, the figures and the names, in one noun. Primitives only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from careplan.indicators.facts import Snapshot
from careplan.indicators.points import ScoredTree
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult
from careplan.reports.contributors import Contribution
from careplan.reports.evidence import Evidence
from careplan.seeds.words import Vocabulary


@dataclass(frozen=True, slots=True)
class NamedGoal:
    """A goal of a band, in the words of the plan."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedBand:
    """A grade band with its grades (1 to 6) and goals."""

    code: str
    name: str
    grades: tuple[int, ...]
    goals: tuple[NamedGoal, ...]


@dataclass(frozen=True)
class Names:
    """The names that join the ids of the snapshot again, as they were on the day of issue. No child's name is here."""

    organisation: str
    squads: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[NamedBand, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptSet:
    """The school's own set of indicators that a report is judged by: which version, and why it was put into force."""

    number: int
    name: str
    adopted_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class ReportFacts:
    """Everything the report says. `sexes`: child id to "male" or "female"; `costs`: fen a session by activity id.

    `problems` and `next_steps` are the principal's own words, a paragraph a line; "" where there are none.
    """

    snapshot: Snapshot
    results: Mapping[str, MeasureResult]
    scored: ScoredTree
    measures: Mapping[str, Measure]
    words: Vocabulary
    names: Names
    issued_on: date
    number: str = ""
    sexes: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, int] = field(default_factory=dict)
    problems: str = ""
    next_steps: str = ""
    is_demo: bool = False
    draft: bool = False
    contributions: tuple[Contribution, ...] = ()
    """What each side gave and did (C39), small groups merged."""
    judged_by: KeptSet | None = None
    """None: by the example that comes with the program."""
    evidence: Evidence = field(default_factory=Evidence)
    """Papers in the program and what people wrote of papers, for the list of evidence."""

    @property
    def year_is_over(self) -> bool:
        """Whether the last school day has come; before it the report says 截至."""
        return bool(self.snapshot.terms) and self.snapshot.as_of >= max(term.last for term in self.snapshot.terms)


GRADES = ("", "一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")


def grade_name(grade: int) -> str:
    """1 -> 一年级."""
    return GRADES[grade] if 1 <= grade < len(GRADES) else f"{grade}年级"
