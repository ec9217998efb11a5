"""What is kept of a report when it is frozen: everything it was made from and everything it says (S45).

One fingerprint is over all of it, so that a changed row, word or definition is noticed. No child's name is in it:
the snapshot holds ids.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from careplan.indicators.facts import Snapshot
from careplan.indicators.points import scored_leaves
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult
from careplan.indicators.tree import Tree
from careplan.reports.canonical import canonical, fingerprint, from_plain, to_plain
from careplan.reports.document import Document
from careplan.reports.facts import KeptSet, ReportFacts

LAYOUT = 1
"""Raised when what is kept is arranged in another way."""


@dataclass(frozen=True, slots=True)
class KeptMeasure:
    """A measure as it was defined, without its function."""

    code: str
    area: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    unit: str
    direction: str
    personal: bool


@dataclass(frozen=True, slots=True)
class KeptText:
    """A section whose text a person wrote: `proposal` is what would have stood there."""

    section: str
    proposal: str
    text: str


@dataclass(frozen=True)
class Frozen:
    """A frozen report.

    `points`: earned by leaf code, None = no data. `page`: the page as it went to the typesetter, drawings in it.
    `made_with`: what made it (libraries, typefaces, templates) → version or SHA-256.
    """

    layout: int
    snapshot: Snapshot
    results: Mapping[str, MeasureResult]
    tree: Tree
    points: Mapping[str, Decimal | None]
    measures: Mapping[str, KeptMeasure]
    texts: tuple[KeptText, ...]
    document: Document
    page: str
    made_with: Mapping[str, str]
    judged_by: KeptSet | None = None


def frozen_of(
    facts: ReportFacts, document: Document, texts: tuple[KeptText, ...], page: str, made_with: Mapping[str, str]
) -> Frozen:
    """Everything about a report that is to be kept."""
    return Frozen(
        layout=LAYOUT,
        snapshot=facts.snapshot,
        results=dict(facts.results),
        tree=facts.scored.tree,
        points={one.leaf.code: one.points for area in facts.scored.areas for one in scored_leaves(area)},
        measures={code: kept_measure(one) for code, one in facts.measures.items()},
        texts=texts,
        document=document,
        page=page,
        made_with=dict(made_with),
        judged_by=facts.judged_by,
    )


def kept_measure(measure: Measure) -> KeptMeasure:
    """A measure without its function."""
    return KeptMeasure(
        measure.code,
        measure.area,
        measure.name,
        measure.name_en,
        measure.definition,
        measure.definition_en,
        measure.unit,
        measure.direction,
        measure.personal,
    )


def pack(frozen: Frozen) -> tuple[bytes, str]:
    """What is stored (compressed canonical JSON) and its fingerprint, which is over the JSON itself."""
    content = canonical(to_plain(frozen))
    return zlib.compress(content, 6), fingerprint(content)


def unpack(stored: bytes, sha256: str) -> Frozen:
    """What `pack` stored; ValueError when its fingerprint is not `sha256`."""
    content = zlib.decompress(stored)
    if fingerprint(content) != sha256:
        raise ValueError("what was frozen has another fingerprint")
    thing = from_plain(Frozen, json.loads(content))
    assert isinstance(thing, Frozen)
    return thing
