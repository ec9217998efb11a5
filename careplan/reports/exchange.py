"""The public figures of a signed report as one file for another school: no child, no group under five. Pure.

The file holds figures as they stand in the public version, each measure with its definition, and says from which
school, year and set of indicators they are. Its fingerprint is over everything else in it: it shows damage on the
way, not who wrote it. Points are not in it: two schools that judge by different sheets have no common sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from careplan.indicators.results import MeasureResult
from careplan.reports.canonical import canonical, fingerprint
from careplan.reports.figures import ABOUT, TOO_FEW, UNITS, result_text
from careplan.reports.frozen import Frozen, KeptMeasure
from careplan.reports.hidden_figures import hidden_figures

SCHEMA = "careplan.public-figures/1"
Says = Literal["value", "at-least", "at-most", "no-data", "hidden"]
SAYS: tuple[Says, ...] = ("value", "at-least", "at-most", "no-data", "hidden")
ALOUD, GROUP = 12, 4
"""How many signs of a fingerprint are compared by telephone, and in groups of how many they are read."""
BOUNDS: dict[Says, str] = {"at-least": "不低于", "at-most": "不高于", "value": ""}


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it may be told. `number`: as it is printed, of a rate the per cent; "" where none is told."""

    says: Says
    number: str = ""


@dataclass(frozen=True, slots=True)
class Defined:
    """A measure as the school counts it, and its figure."""

    code: str
    area: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    unit: str
    told: Told


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """What one school gives another. `judged_by`: the name of its set of indicators, `set_number`: its version of the
    year, 0 for the example that comes with the program."""

    school: str
    county: str
    year: str
    number: int
    cut_off: date
    signed_on: date
    judged_by: str
    set_number: int
    measures: tuple[Defined, ...]


def told_figures(frozen: Frozen, before: Iterable[Frozen] = ()) -> dict[str, Told]:
    """Each measure's figure as everybody may read it: what the public version hides is hidden here (`public`), so that
    neither two files nor a file and a page tell a small group (G10). before: see `hidden_figures`."""
    hidden = hidden_figures(frozen, before)

    def told(code: str, measure: KeptMeasure) -> Told:
        return Told("hidden") if code in hidden else _told(frozen.results[code], personal=measure.personal)

    return {code: told(code, measure) for code, measure in frozen.measures.items() if code in frozen.results}


def _told(result: MeasureResult, *, personal: bool) -> Told:
    """The printed figure in parts; never more than is printed."""
    if result.value is None:
        return Told("no-data")
    text = result_text(result, personal=personal)
    if text == TOO_FEW:
        return Told("hidden")
    says = next(one for one, prefix in BOUNDS.items() if text.startswith(prefix))
    number = text.removeprefix(BOUNDS[says]).removeprefix(ABOUT).removesuffix("%").removesuffix(UNITS[result.unit])
    return Told(says, number.replace(",", ""))


def public_figures(
    frozen: Frozen, told: Mapping[str, Told], *, school: tuple[str, str], year: str, number: int, signed_on: date
) -> PublicFigures:
    """The file's content. school: its name and county."""
    kept = frozen.judged_by
    measures = (
        Defined(code, m.area, m.name, m.name_en, m.definition, m.definition_en, m.unit, told[code])
        for code, m in frozen.measures.items()
        if code in told
    )
    return PublicFigures(
        *school, year, number, frozen.snapshot.as_of, signed_on, kept.name if kept else frozen.tree.name,
        kept.number if kept else 0, tuple(measures),
    )  # fmt: skip


def written(content: PublicFigures) -> bytes:
    """The file: canonical JSON with its own fingerprint."""
    return canonical(plain_of(content) | {"sha256": fingerprint_of(content)})


def fingerprint_of(content: PublicFigures) -> str:
    """The fingerprint that stands in the file: over everything else in it."""
    return fingerprint(canonical(plain_of(content)))


def read_aloud(sha256: str) -> str:
    """The beginning of a fingerprint as two schools read it to each other: 3f9a 21bc 77e0."""
    return " ".join(sha256[at : at + GROUP] for at in range(0, ALOUD, GROUP))


def plain_of(content: PublicFigures) -> dict[str, Any]:
    """The content as JSON values, without the fingerprint."""
    return {
        "schema": SCHEMA,
        "school": content.school,
        "county": content.county,
        "year": content.year,
        "number": content.number,
        "cut_off": content.cut_off.isoformat(),
        "signed_on": content.signed_on.isoformat(),
        "judged_by": content.judged_by,
        "set_number": content.set_number,
        "measures": [_plain(one) for one in content.measures],
    }


def _plain(one: Defined) -> dict[str, Any]:
    texts = ("code", "area", "name", "name_en", "definition", "definition_en", "unit")
    return {name: getattr(one, name) for name in texts} | {"says": one.told.says, "figure": one.told.number}
