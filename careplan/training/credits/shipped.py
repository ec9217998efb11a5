"""The example rule sets that the program came with: `seed_data/credit_rules/`, each marked 示例. Pure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from careplan.seeds.load import seed_folder
from careplan.seeds.source import Fault, SeedError, read_source
from careplan.training.credits.reading import read_rule_set
from careplan.training.credits.rules import RuleSet

FOLDER = "credit_rules"
EXAMPLE = "示例"


@cache
def shipped_rule_sets() -> dict[str, RuleSet]:
    """Code → rule set; SeedError with every fault of every file."""
    found, faults = read_folder(seed_folder() / FOLDER)
    if faults:
        raise SeedError(faults)
    return found


def read_folder(folder: Path) -> tuple[dict[str, RuleSet], list[Fault]]:
    found: dict[str, RuleSet] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        source = read_source(path, f"{FOLDER}/{path.name}")
        one = read_rule_set(source)
        if one.code != path.stem:
            source.fault(("code",), f"`code` must be the file's name, {path.stem}")
        if EXAMPLE not in one.zh:
            source.fault(("zh",), f"an example is marked {EXAMPLE}")
        found[one.code] = one
        faults += source.faults
    return found, faults
