"""How grave each breach of a rule is when the schedule is changed by hand: findings.toml."""

from __future__ import annotations

from careplan.seeds.source import Source
from careplan.seeds.table import root

SEVERITIES = ("placing", "publishing", "warning")


def read_severities(source: Source) -> dict[str, str]:
    """The severity of each rule and preference by its name; a name in two lists is a fault."""
    top = root(source)
    found: dict[str, str] = {}
    for severity in SEVERITIES:
        for name in top.words(severity):
            if name in found:
                top.fault(severity, f"“{name}” stands in `{found[name]}` already")
            found.setdefault(name, severity)
    top.done()
    return found
