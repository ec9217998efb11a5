"""Every text column of every table that hangs on a child, found in the ORM's own tables, so that a new one is seen."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sqlalchemy import JSON, Column, String, Table

from careplan.app import PACKAGES_WITH_TABLES
from careplan.db import Base
from careplan.passing.deciding import RECIPIENTS
from careplan.secrecy import EncryptedText

FILE = Path(__file__).parents[2] / "careplan" / "access" / "fields.csv"


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the reviewed file. tiers: kinds of packets whose outputs may hold it; roles: who may read it anywhere."""

    name: str
    kind: str
    tiers: frozenset[str]
    roles: frozenset[str]


def child_tables() -> list[Table]:
    """The child and every table that points to it, at first or second hand (a ledger's line hangs on a case)."""
    for package in PACKAGES_WITH_TABLES:  # whichever test runs first
        import_module(f"careplan.{package}.models")
    found = {"child"}
    while True:
        more = {
            table.name
            for table in Base.metadata.sorted_tables
            for key in table.foreign_keys
            if key.column.table.name in found and table.name not in found
        }
        if not more:
            return [table for table in Base.metadata.sorted_tables if table.name in found]
        found |= more


def is_text(column: Column[object]) -> bool:
    """Words may hide in JSON too."""
    return isinstance(column.type, (String, EncryptedText, JSON))


def text_fields() -> Iterator[str]:
    for table in child_tables():
        for column in table.columns:
            if is_text(column):
                yield f"{table.name}.{column.name}"


def reviewed() -> dict[str, Field]:
    """Field → its line in careplan/access/fields.csv."""
    found: dict[str, Field] = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            assert row["field"] not in found, f"{row['field']} stands twice"
            tiers = frozenset(row["packets"].split())
            assert tiers <= set(RECIPIENTS), row
            found[row["field"]] = Field(row["field"], row["kind"], tiers, frozenset(row["roles"].split()))
    return found
