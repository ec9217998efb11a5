"""Grade bands and their goals (S23–S25): data, so that two bands or three are the same to the program."""

from __future__ import annotations

from dataclasses import dataclass

from careplan.seeds.source import Source
from careplan.seeds.table import Table, root
from careplan.seeds.words import Sentence, Vocabulary

GRADES = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a band. minimum / target: sessions that serve it, for each squad in one school year.

    like: goals of the plan's own bands whose activities serve this one too.
    """

    code: str
    name: str
    name_en: str
    domains: tuple[str, ...]
    abilities: tuple[str, ...]
    minimum: int
    target: int
    like: tuple[str, ...]
    ref: tuple[str, ...]

    @property
    def served_by(self) -> frozenset[str]:
        """Goal codes on an activity that serve this goal."""
        return frozenset({self.code, *self.like})


@dataclass(frozen=True, slots=True)
class Band:
    """A grade band 学段 with its goals."""

    code: str
    name: str
    name_en: str
    grades: tuple[int, ...]
    goals: tuple[Goal, ...]
    ref: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BandSet:
    """A set of bands that covers grades 1–6 once."""

    code: str
    name: str
    name_en: str
    bands: tuple[Band, ...]
    ref: tuple[str, ...]

    def of_grade(self, grade: int) -> Band:
        """The band of a grade; KeyError for a grade outside 1–6."""
        for band in self.bands:
            if grade in band.grades:
                return band
        raise KeyError(grade)

    @property
    def goals(self) -> dict[str, Goal]:
        """All goals by code, in order."""
        return {goal.code: goal for band in self.bands for goal in band.goals}


def read_band_set(
    source: Source, vocabulary: Vocabulary, refs: dict[str, Sentence], like_known: dict[str, Goal] | None = None
) -> BandSet:
    """A file of `bands/`. `like_known`: the goals that `like` may name; None where it may not be used."""
    top = root(source)
    bands = tuple(_band(table, vocabulary, refs, like_known) for table in top.tables("band", least=1))
    found = BandSet(top.text("code"), top.text("name"), top.text("name_en"), bands, top.codes("ref", refs, least=1))
    _check_grades(source, bands)
    _check_once(source, bands)
    top.done()
    return found


def _band(table: Table, vocabulary: Vocabulary, refs: dict[str, Sentence], like_known: dict[str, Goal] | None) -> Band:
    band = Band(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        grades=table.wholes("grades", GRADES[0], GRADES[-1]),
        goals=tuple(_goal(one, vocabulary, refs, like_known) for one in table.tables("goal", least=1)),
        ref=table.codes("ref", refs, least=1),
    )
    if list(band.grades) != list(range(min(band.grades, default=1), max(band.grades, default=0) + 1)):
        table.fault("grades", "the grades of a band must follow one another, as [1, 2, 3]")
    table.done()
    return band


def _goal(table: Table, vocabulary: Vocabulary, refs: dict[str, Sentence], like_known: dict[str, Goal] | None) -> Goal:
    goal = Goal(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        domains=table.codes("domains", vocabulary.domains, least=1),
        abilities=table.codes("abilities", vocabulary.abilities, least=1),
        minimum=table.whole("minimum"),
        target=table.whole("target"),
        like=() if like_known is None else table.codes("like", like_known, least=1),
        ref=table.codes("ref", refs, least=1),
    )
    if goal.target < goal.minimum:
        table.fault("target", f"the target {goal.target} is below the minimum {goal.minimum}")
    table.done()
    return goal


def _check_grades(source: Source, bands: tuple[Band, ...]) -> None:
    """Every grade in exactly one band."""
    owner: dict[int, str] = {}
    for number, band in enumerate(bands):
        for grade in band.grades:
            if grade in owner:
                both = f"“{owner[grade]}” and “{band.code}”"
                source.fault(("band", number, "grades"), f"grade {grade} is in {both}")
            owner[grade] = band.code
    missing = [str(grade) for grade in GRADES if grade not in owner]
    if bands and missing:
        source.fault(("band", len(bands) - 1, "grades"), f"no band has grade {', '.join(missing)}")


def _check_once(source: Source, bands: tuple[Band, ...]) -> None:
    seen: set[str] = set()
    for b, band in enumerate(bands):
        for g, goal in enumerate(band.goals):
            if goal.code in seen:
                source.fault(("band", b, "goal", g, "code"), f"the goal “{goal.code}” is there twice")
            seen.add(goal.code)
