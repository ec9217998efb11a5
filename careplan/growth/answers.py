"""A squad's answers, and what changed between the start and the end of the year (S10, S11, S15). Pure.

Light and without diagnosis: four sentences, answered by a show of hands or on slips without names. Only squads that
answered at both moments are compared, so that a class which joined late cannot look like a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOMENTS = {"start": ("学年初", "Start of the year"), "end": ("学年末", "End of the year")}
ANSWERS = {"often": ("经常", "Often"), "sometimes": ("有时", "Sometimes"), "rarely": ("很少", "Rarely")}
SENTENCES = {
    "adaptation": (
        "到了新的地方，或者遇到变化，我能慢慢习惯。",
        "In a new place, or when things change, I get used to it.",
    ),
    "regulation": ("难过或生气时，我有办法让自己平静下来。", "When I am sad or angry, I know how to calm down."),
    "help-seeking": ("遇到困难时，我会找人帮忙。", "When something is hard, I ask somebody for help."),
    "self-reliance": ("自己的事情，我能自己做好。", "What I can do myself, I do myself."),
}
FEW = 5
"""Fewer answers than this are not shown (DOMAIN 5.2)."""

Counts = Mapping[str, Mapping[str, int]]
"""ability → answer → pupils."""


@dataclass(frozen=True, slots=True)
class SquadAnswers:
    """What the pupils of one squad said at one moment."""

    squad_id: int
    moment: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Share:
    """Pupils who said "often", of those who answered. None where nobody, or fewer than five, answered."""

    often: int
    answered: int

    @property
    def rate(self) -> float | None:
        return self.often / self.answered if self.answered >= FEW else None


@dataclass(frozen=True, slots=True)
class AbilityLine:
    """One ability: its share at the start, at the end, and the change in the squads that answered at both moments."""

    ability: str
    start: Share
    end: Share
    change: float | None
    compared: int


def ability_lines(answers: Iterable[SquadAnswers]) -> tuple[AbilityLine, ...]:
    """A line for each ability in the plan's order."""
    rows = list(answers)
    at = {moment: {row.squad_id: row.counts for row in rows if row.moment == moment} for moment in MOMENTS}
    both = at["start"].keys() & at["end"].keys()
    return tuple(_line(ability, at["start"], at["end"], both) for ability in SENTENCES)


def _line(ability: str, start: Mapping[int, Counts], end: Mapping[int, Counts], both: Iterable[int]) -> AbilityLine:
    squads = list(both)
    before = _share(ability, (start[squad] for squad in squads)).rate
    after = _share(ability, (end[squad] for squad in squads)).rate
    change = after - before if before is not None and after is not None else None
    return AbilityLine(ability, _share(ability, start.values()), _share(ability, end.values()), change, len(squads))


def _share(ability: str, squads: Iterable[Counts]) -> Share:
    counts = [squad.get(ability, {}) for squad in squads]
    return Share(
        often=sum(one.get("often", 0) for one in counts),
        answered=sum(one.get(answer, 0) for one in counts for answer in ANSWERS),
    )


def faults_of(counts: Counts) -> list[str]:
    """Abilities for which nobody answered, or another number of pupils than for the first."""
    sums = {ability: sum(counts[ability].values()) for ability in SENTENCES}
    first = sums[next(iter(SENTENCES))]
    return [ability for ability, total in sums.items() if total == 0 or total != first]
