"""Figures as fields of a text: by the measure's name or code, said as everywhere in the report (small groups too)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careplan.reports.facts import ReportFacts
from careplan.reports.figures import cited
from careplan.reports.sections import Resolve


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that may stand in a text: what is written for it, and the figure as it would stand now."""

    area: str
    field: str
    name: str
    name_en: str
    text: str


def resolver(facts: ReportFacts) -> Resolve:
    """The figure of a measure by its Chinese name or its code; None where there is no such measure."""
    codes = {one.name: code for code, one in facts.measures.items()} | {code: code for code in facts.measures}
    return lambda name: cited(facts, codes[name]) if name in codes and codes[name] in facts.results else None


def choices(facts: ReportFacts) -> Iterable[Choice]:
    """Every field there is, by area and in the catalogue's order."""
    return tuple(
        Choice(one.area, f"{{指标:{one.name}}}", one.name, one.name_en, cited(facts, code).text)
        for code, one in facts.measures.items()
        if code in facts.results
    )
