"""A clause of the plan with what shows that it is kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from careplan.foresight.outlook import Foresight, LeafAhead
from careplan.foresight.todo import POSTS, Responsible, Wanted, wanted
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.facts import Snapshot
from careplan.indicators.points import ScoredLeaf, ScoredTree
from careplan.indicators.results import MeasureResult
from careplan.seeds.words import Sentence

AREA_POST: Mapping[str, str] = {
    "organisation": "principal",
    "register": "office",
    "activities": "head",
    "care": "head",
    "team": "head",
    "effect": "principal",
    "": "head",
}
"""Area → the post that answers for its clauses until the principal names a person."""


@dataclass(frozen=True, slots=True)
class Owned:
    """What the principal has set for a clause. staff_id None: by post; gone: that person has left the staff."""

    staff_id: int | None = None
    due_on: date | None = None
    proof: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. owner: staff-ID or post-ROLE; results: the measures that cite it; leaves: indicators that cite it.

    wanted: gaps of its measures, from the look ahead; due_on: the day set for it, else the nearest day of a gap.
    foreseen: an indicator with points hangs on one of its measures, so that the look ahead would have found a gap.
    short: indicators of it whose points would be missing though no record is (marked lower by people).
    """

    sentence: Sentence
    area: str
    owner: str
    owned: Owned
    results: tuple[MeasureResult, ...]
    leaves: tuple[ScoredLeaf, ...]
    wanted: tuple[Wanted, ...]
    foreseen: bool = False
    short: tuple[LeafAhead, ...] = ()

    @property
    def without_data(self) -> tuple[MeasureResult, ...]:
        """Figures that have no data yet."""
        return tuple(one for one in self.results if one.value is None)

    @property
    def is_missing(self) -> bool:
        """Whether something is missing: a gap, lost points, a figure without data, or an owner who has left."""
        return bool(self.wanted or self.short or self.without_data or self.owned.gone)

    @property
    def due_on(self) -> date | None:
        """By when."""
        return self.owned.due_on or min((one.last for one in self.wanted), default=None)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Kinds of proof that its indicators ask for."""
        return tuple(dict.fromkeys(kind for leaf in self.leaves for kind in leaf.leaf.evidence))


def clauses(
    sentences: Iterable[Sentence],
    results: Mapping[str, MeasureResult],
    scored: ScoredTree,
    found: Foresight | None,
    owned: Mapping[str, Owned],
    facts: Snapshot,
) -> tuple[Clause, ...]:
    """Every clause in the plan's order."""
    people = Responsible(facts)
    gaps = wanted(found) if found else ()
    rows = (_clause(one, results, scored, gaps, owned.get(one.ref, Owned()), people) for one in sentences)
    return tuple(_ahead(row, found.leaves if found else ()) for row in rows)


def _ahead(row: Clause, leaves: Iterable[LeafAhead]) -> Clause:
    """With what the look ahead says beside its gaps."""
    known = {one.code for one in row.results if one.value is not None}
    own = [one for one in leaves if one.code in known]
    closable = {id(one.leaf) for one in row.wanted}
    return replace(row, foreseen=bool(own), short=tuple(one for one in own if one.lost > 0 and id(one) not in closable))


def _clause(
    sentence: Sentence,
    results: Mapping[str, MeasureResult],
    scored: ScoredTree,
    gaps: Iterable[Wanted],
    owned: Owned,
    people: Responsible,
) -> Clause:
    cited = tuple(results[code] for code, one in MEASURES.items() if sentence.ref in one.refs)
    codes = {one.code for one in cited}
    leaves = tuple(leaf for leaf in scored.leaves if sentence.ref in leaf.leaf.refs or leaf.leaf.measure in codes)
    area = MEASURES[cited[0].code].area if cited else ""
    owner = f"staff-{owned.staff_id}" if owned.staff_id else people.post(POSTS[AREA_POST[area]])
    return Clause(sentence, area, owner, owned, cited, leaves, tuple(one for one in gaps if one.leaf.code in codes))


@dataclass(frozen=True, slots=True)
class Choice:
    """What the list is narrowed to; empty: everything."""

    owner: str = ""
    area: str = ""
    missing: bool = False
    plan: str = ""
    text: str = ""

    def keeps(self, clause: Clause) -> bool:
        """Whether a clause is in the list."""
        one = clause.sentence
        return (
            self.owner in ("", clause.owner)
            and self.area in ("", clause.area or "none")
            and (clause.is_missing or not self.missing)
            and self.plan in ("", "school" if one.ref.startswith("S") else "community")
            and all(
                word.lower() in f"{one.ref} {one.zh} {one.feature} {one.feature_zh}".lower()
                for word in self.text.split()
            )
        )
