"""How Timefold searches: late acceptance over changes of one entry, two of its variables at once, and swaps."""

from __future__ import annotations

LATE = 10  # of 10, 50, 400 and 3000 the best in short runs, better than two kinds of annealing and of hill climbing

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


def search() -> str:
    """The local search in the words of Timefold's configuration."""
    moves = [_change(name, often=_often(weight)) for name, weight in CHANGES.items()]
    moves += [_together(*names, _often(weight)) for names, weight in TOGETHER.items()]
    moves += [_swap(name, _often(weight)) for name, weight in SWAPS.items()]
    return (
        f"<localSearch><unionMoveSelector>{''.join(moves)}</unionMoveSelector>"
        f"<acceptor><lateAcceptanceSize>{LATE}</lateAcceptanceSize></acceptor>"
        "<forager><acceptedCountLimit>1</acceptedCountLimit></forager></localSearch>"
    )


def construction() -> str:
    """From an empty year: each entry in turn, at the start and with the leader it was laid with, takes what is best."""
    placer = '<queuedEntityPlacer><entitySelector id="entry"/>{}</queuedEntityPlacer>'
    change = _change("what", '<entitySelector mimicSelectorRef="entry"/>')
    return f"<constructionHeuristic>{placer.format(change)}</constructionHeuristic>"
