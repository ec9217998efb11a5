"""The list of evidence in the report names what was written of the clauses' papers."""

from __future__ import annotations

from careplan.clauses.queries import owned_clauses
from careplan.reports.proofs_beside import list_proofs


def _proofs() -> dict[str, str]:
    return {ref: owned.proof for ref, owned in owned_clauses().items()}


list_proofs(_proofs)
