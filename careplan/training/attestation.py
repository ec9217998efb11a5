"""Which training attests which qualification, and until when it holds: `qualification_rules.toml` (S48). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from careplan.seeds.load import seed_folder, shipped_vocabulary
from careplan.seeds.source import SeedError, read_source
from careplan.seeds.table import root
from careplan.training.words import CONTENTS

FILE = "qualification_rules.toml"


@dataclass(frozen=True, slots=True)
class Attestation:
    """A training on one of `contents` with at least so many hours attests the qualification for so many years.

    years 0: no end.
    """

    code: str
    contents: frozenset[str]
    hours: int
    years: int
    zh: str
    en: str

    def ends(self, valid_from: date) -> date | None:
        """The last day: the day before the same date so many years later."""
        if not self.years:
            return None
        year = valid_from.year + self.years
        leap = (valid_from.month, valid_from.day) == (2, 29)
        return date(year, 2, 28) if leap else valid_from.replace(year=year) - timedelta(days=1)


@cache
def attestations() -> dict[str, Attestation]:
    """Qualification → its rule."""
    return read_attestations(seed_folder() / FILE)


def read_attestations(path: Path) -> dict[str, Attestation]:
    """SeedError with every fault; every qualification of the vocabulary has its rule."""
    source = read_source(path, FILE)
    top, known = root(source), shipped_vocabulary().qualifications
    found = {}
    for table in top.tables("qualification", 1):
        one = Attestation(
            code=table.code("code", known),
            contents=frozenset(table.codes("contents", CONTENTS)),
            hours=table.whole("hours", 0, 999),
            years=table.whole("years", 0, 50),
            zh=table.text("zh"),
            en=table.text("en"),
        )
        table.done()
        found[one.code] = one
    for code in known:
        if code not in found:
            top.fault("qualification", f"the qualification “{code}” has no rule")
    if source.faults:
        raise SeedError(source.faults)
    return found
