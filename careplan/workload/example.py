"""Reads the shipped example of workload rules; every fault is told with its line. Pure."""

from __future__ import annotations

import re
from typing import Any

from careplan.seeds.source import SeedError, Source
from careplan.workload.rules import Rules, faults_of
from careplan.workload.units import UNIT
from careplan.workload.work import POSTS, WORK

_NUMBER = re.compile(r"([+-]?)([0-9]{1,6})(?:\.([0-9]{1,3}))?")


def milli_of(text: str) -> int | None:
    """ "1.5" → 1500; None for what is no number of at most three decimals."""
    found = _NUMBER.fullmatch(text.strip())
    if not found:
        return None
    milli = int(found[2]) * UNIT + int((found[3] or "").ljust(3, "0"))
    return -milli if found[1] == "-" else milli


def read_example(source: Source) -> Rules:
    """The rules of a TOML file; SeedError with all faults at once."""
    data = source.data
    codes = {f"{kind} {role}".strip(): (kind, role) for kind, role in WORK}
    rates = {codes[code]: _milli(source, "rates", code, text) for code, text in _known(source, "rates", codes)}
    posts = {code: _milli(source, "posts", code, text) for code, text in _known(source, "posts", POSTS)}
    caps = {code: _milli(source, "caps", code, text) for code, text in data.get("caps", {}).items()}
    rules = Rules(
        name=data.get("name", ""),
        rates={code: rates.get(code, 0) for code in WORK},
        posts={code: posts.get(code, 0) for code in POSTS},
        caps=caps,
        co_leaders=data.get("co_leaders", ""),
        needs_roll=bool(data.get("needs_roll", True)),
        note=data.get("note", ""),
    )
    for fault in faults_of(rules):
        source.fault((), f"cannot be used: {fault}")
    if source.faults:
        raise SeedError(source.faults)
    return rules


def _known(source: Source, table: str, codes: Any) -> list[tuple[str, Any]]:
    """The entries of a table whose keys are known; the others are faults."""
    given = source.data.get(table, {})
    for code in given:
        if code not in codes:
            source.fault((table, code), f"`{code}` is not known")
    return [(code, text) for code, text in given.items() if code in codes]


def _milli(source: Source, table: str, code: str, text: Any) -> int:
    found = milli_of(text) if isinstance(text, str) else None
    if found is None:
        source.fault((table, code), f"`{code}` must be a number in quotes with at most three decimals")
    return found or 0
