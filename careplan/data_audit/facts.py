"""What the paper counts in one calendar year. Counts only: no name, no reason, no id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ADULT, YOUNG = 18, 14
AGES = ("under_14", "14_to_17", "grown", "unknown")


def age_group(born: date | None, day: date) -> str:
    """One of AGES: the law asks for those under 14 and those from 14 on apart (PIPL §28, §31)."""
    if born is None:
        return "unknown"
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return "under_14" if years < YOUNG else "14_to_17" if years < ADULT else "grown"


def due_on(year: int) -> date:
    """Until when the audit of a calendar year is reported (公告 2025-12-29): the end of the next January."""
    return date(year + 1, 1, 31)


@dataclass(frozen=True, slots=True)
class Passed:
    """What went out to one kind of recipient: packets, children in them (each once), files handed out."""

    packets: int
    children: int
    files: int
    by_consent: int
    """Children whose guardians' consent it rested on; the others: a duty that the law gives, or an emergency."""


@dataclass(frozen=True)
class Facts:
    """One school, one calendar year. `until`: its last day, or today while it runs."""

    school: str
    is_demo: bool
    year: int
    until: date
    made_on: date
    ages: Mapping[str, int] = field(default_factory=dict)
    """AGES → children whose data the school keeps."""
    kept: Mapping[str, int] = field(default_factory=dict)
    """Table → rows of children's data."""
    consents: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Purpose → standing → children whose data the school keeps."""
    accounts: Mapping[str, int] = field(default_factory=dict)
    """Role → accounts in use."""
    rights: Mapping[str, int] = field(default_factory=dict)
    """Action on an account → how often in the year."""
    reads: Mapping[str, int] = field(default_factory=dict)
    """Kind of record → readings in the year."""
    reads_by_month: tuple[int, ...] = (0,) * 12
    readers: int = 0
    broken_glass: int = 0
    passed: Mapping[str, Passed] = field(default_factory=dict)
    """Kind of recipient → what went out in the year."""
    withdrawn: int = 0
    """Consents refused or taken back in the year."""
    asked_to_delete: int = 0
    deleted: int = 0
    went_wrong: int = 0
    """Children whose data should not have gone out."""
    sealed_fields: int = 0
    """Columns that lie encrypted in the database."""

    @property
    def is_over(self) -> bool:
        """Whether the year has ended: before, the paper says 截至."""
        return self.until >= date(self.year, 12, 31)

    @property
    def everybody(self) -> int:
        """The one total of children that is told: a second one would tell by the difference how few left (G10)."""
        return sum(self.ages.values())
