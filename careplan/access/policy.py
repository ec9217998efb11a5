"""The policy file: for every route and method, who may call it. A route without a line is refused (G1)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from careplan.access.roles import ROLES

POLICY_FILE = Path(__file__).resolve().parent / "policy.csv"
ANYONE = "anyone"
SIGNED_IN = "signed-in"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may call an endpoint with a method. `reads_child`: a GET that opens a child's record and so is audited."""

    endpoint: str
    method: str
    who: frozenset[str]
    reads_child: bool

    def allows(self, roles: frozenset[str] | None) -> bool:
        """Whether a person with these roles (None: nobody signed in) may call it."""
        if ANYONE in self.who:
            return True
        if roles is None:
            return False
        return SIGNED_IN in self.who or bool(self.who & roles)


class PolicyFault(Exception):
    """The policy file has a line that means nothing; the message names it."""


def load_policy(path: Path = POLICY_FILE) -> dict[tuple[str, str], Rule]:
    """(endpoint, method) → rule, from the CSV with columns endpoint, methods, who, reads_child."""
    policy: dict[tuple[str, str], Rule] = {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        for number, row in enumerate(rows, 1):
            for rule in _rules(row, number):
                if (rule.endpoint, rule.method) in policy:
                    raise PolicyFault(f"{path.name}: {rule.endpoint} {rule.method} stands twice")
                policy[rule.endpoint, rule.method] = rule
    return policy


def _rules(row: dict[str, str], number: int) -> list[Rule]:
    who = frozenset(row["who"].split())
    unknown = who - {ANYONE, SIGNED_IN, *ROLES}
    if unknown or not who:
        raise PolicyFault(f"policy line {number} ({row['endpoint']}): unknown {', '.join(sorted(unknown)) or 'nobody'}")
    return [
        Rule(row["endpoint"], method, who, row["reads_child"].strip() == "yes") for method in row["methods"].split()
    ]
