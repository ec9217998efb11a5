"""How Timefold searches: late acceptance over changes of one entry, two of its variables at once, and swaps."""

from __future__ import annotations

LATE = 300  # times seconds, through entries: 50 was best for 6 squads in 15 s, 10 (the least) for 24 in 20 s, of 10 to 3000
LEAST_LATE = 10

CHANGES = {"what": 3, "start": 3, "first": 3, "second": 1}  # with how often each is tried
TOGETHER = {("what", "start"): 3, ("what", "first"): 2, ("start", "first"): 2}
SWAPS = {"what": 1, "start": 1, "first": 1}


def _change(name: str, entity: str = "", often: str = "") -> str:
    return f'<changeMoveSelector>{often}{entity}<valueSelector variableName="{name}"/></changeMoveSelector>'


def _together(one: str, two: str, often: str) -> str:
    """Both variables of the same entry."""
    same = f"{one}-{two}"
    first = _change(one, f'<entitySelector id="{same}"/>')
    second = _change(two, f'<entitySelector mimicSelectorRef="{same}"/>')
    return f"<cartesianProductMoveSelector>{often}{first}{second}</cartesianProductMoveSelector>"


def _swap(name: str, often: str) -> str:
    names = f"<variableNameIncludes><variableNameInclude>{name}</variableNameInclude></variableNameIncludes>"
    return f"<swapMoveSelector>{often}{names}</swapMoveSelector>"


def _often(weight: int) -> str:
    return f"<fixedProbabilityWeight>{weight}</fixedProbabilityWeight>"


def search(seconds: float, entries: int) -> str:
    """The local search in the words of Timefold's configuration: the more steps an entry has, the more patient."""
    late = max(LEAST_LATE, round(LATE * seconds / max(1, entries)))
    moves = [_change(name, often=_often(weight)) for name, weight in CHANGES.items()]
    moves += [_together(*names, _often(weight)) for names, weight in TOGETHER.items()]
    moves += [_swap(name, _often(weight)) for name, weight in SWAPS.items()]
    return (
        f"<localSearch><unionMoveSelector>{''.join(moves)}</unionMoveSelector>"
        f"<acceptor><lateAcceptanceSize>{late}</lateAcceptanceSize></acceptor>"
        "<forager><acceptedCountLimit>1</acceptedCountLimit></forager></localSearch>"
    )


def construction() -> str:
    """From an empty year: each entry in turn, at the start and with the leader it was laid with, takes what is best."""
    placer = '<queuedEntityPlacer><entitySelector id="entry"/>{}</queuedEntityPlacer>'
    change = _change("what", '<entitySelector mimicSelectorRef="entry"/>')
    return f"<constructionHeuristic>{placer.format(change)}</constructionHeuristic>"
