"""The stretch of time a snapshot covers: one school year, up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from careplan.indicators.facts_work import Term


@dataclass(frozen=True, slots=True)
class Span:
    """A school year as known on `as_of`. It begins on the first of August: summer courses count for the new year."""

    year_id: int
    start_year: int
    as_of: date
    terms: tuple[Term, ...]

    @property
    def first(self) -> date:
        """The first day whose facts count."""
        return date(self.start_year, 8, 1)

    @property
    def last(self) -> date:
        """The last day whose facts count: the day of the snapshot, or the year's end."""
        return min(self.as_of, date(self.start_year + 1, 7, 31))

    def term_of(self, day: date) -> int:
        """The last term begun by `day`: a visit in the winter holidays counts for the first term."""
        begun = [t.number for t in self.terms if t.first <= day]
        return max(begun, default=1)
