"""Where the papers of the plan's clauses lie, as a package further down the way knows it.

It registers here once, when the application is made; without it the list of evidence has no line of clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Proofs = Callable[[], Mapping[str, str]]
"""Clause (S45) → where its papers lie, in words."""
_known: list[Proofs] = []


def list_proofs(proofs: Proofs) -> None:
    """Register who knows the papers of clauses."""
    if proofs not in _known:
        _known.append(proofs)


def proofs_of_clauses() -> dict[str, str]:
    """Every clause of the school in scope for which somebody wrote where the papers lie."""
    return {ref: text for known in _known for ref, text in known().items() if text}
