"""A measure and the words a reader needs to trust it; each file of measures fills one shelf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from careplan.indicators.facts import Snapshot
from careplan.indicators.results import Direction, MeasureResult, Outcome, Unit

Compute = Callable[[Snapshot], Outcome]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it counts, in which unit, which way is better, and the plan's sentences behind it.

    `area`: organisation, register, activities, care, team or effect. `refs`: sentences (S39, C13).
    `reasons`: codes of words.REASONS that it may answer instead of a figure.
    `personal`: its records are children, so the list is only for those who may see children.
    """

    code: str
    area: str
    name: str
    name_en: str
    definition: str
    definition_en: str
    unit: Unit
    direction: Direction
    refs: tuple[str, ...]
    reasons: tuple[str, ...]
    personal: bool
    compute: Compute

    def __call__(self, facts: Snapshot) -> MeasureResult:
        """The figure and the records behind it, from the facts alone."""
        o = self.compute(facts)
        return MeasureResult(self.code, self.unit, o.value, o.numerator, o.denominator, o.records, o.no_data)


@dataclass(slots=True)
class Shelf:
    """The measures of one area, in the order of the file."""

    area: str
    measures: list[Measure] = field(default_factory=list)

    def measure(
        self,
        code: str,
        *,
        zh: tuple[str, str],
        en: tuple[str, str],
        refs: str,
        none: str,
        unit: Unit = "rate",
        better: Direction = "up",
        personal: bool = False,
    ) -> Callable[[Compute], Measure]:
        """Put a function on the shelf. `zh`, `en`: name and definition; `refs`, `none`: codes, spaced."""

        def put(compute: Compute) -> Measure:
            made = Measure(
                code, self.area, zh[0], en[0], zh[1], en[1], unit, better,
                tuple(refs.split()), tuple(none.split()), personal, compute,
            )  # fmt: skip
            self.measures.append(made)
            return made

        return put
