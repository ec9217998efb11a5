"""What the three papers are made from. Primitives and the nouns of the packages upstream; no child's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from careplan.indicators.facts import Snapshot, Term
from careplan.paper.sheets import Line
from careplan.reports.document import Paragraph, chinese_date
from careplan.reports.facts import Names
from careplan.seeds.words import Vocabulary


@dataclass(frozen=True)
class PaperFacts:
    """One school year as it stands at `made_at` (the school's wall clock)."""

    snapshot: Snapshot
    names: Names
    words: Vocabulary
    made_at: datetime
    is_demo: bool = False

    @property
    def made_on(self) -> date:
        return self.made_at.date()


@dataclass(frozen=True)
class PlanFacts(PaperFacts):
    """And the plan: its own words, its limits, the sessions of the schedule in force (none: not published)."""

    aims: str = ""
    methods: Mapping[str, Mapping[str, int | None]] = field(default_factory=dict)
    per_week: int = 1
    term_minimum: int = 0
    term_maximum: int = 0
    edition: int = 0
    published_on: date | None = None
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class TermFacts(PaperFacts):
    """And the term; `squad` "": the whole school."""

    term: Term = field(default_factory=lambda: Term(1, date.min, date.min, 0))
    squad: str = ""

    @property
    def title(self) -> str:
        return f"{self.snapshot.year}学年第{'一二'[self.term.number - 1]}学期"


def moment_text(facts: PaperFacts) -> str:
    """2026年11月27日14时05分."""
    return f"{chinese_date(facts.made_on)}{facts.made_at.hour}时{facts.made_at.minute:02d}分"


def standing(facts: PaperFacts) -> Paragraph:
    """What every paper says first: of which moment it is, and that it is not frozen."""
    return Paragraph((f"本件由系统按{moment_text(facts)}的记录生成，记录更改后再生成会有不同。",), "非冻结稿。")


def subtitle(facts: PaperFacts, of: str) -> str:
    """Short enough for a line of the cover; the time of day stands in the first paragraph."""
    return f"{of}（{facts.made_on.month}月{facts.made_on.day}日，非冻结稿）"
