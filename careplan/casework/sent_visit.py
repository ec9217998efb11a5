"""A home visit written down on a phone without network: what is sent, and what becomes of each fact. Pure.

A visit is added, once (its key). What it found at the door (address, the carer's telephone) changes a fact that others
may have changed meanwhile: then nothing is overwritten, both stand side by side and a person decides (G33).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Literal

FACTS = ("address", "carer_phone")
MOST_BYTES = 40_000
LONGEST = 6_000
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Outcome = Literal["stored", "already", "conflict"]


class BadVisit(ValueError):
    """What was sent is no visit."""


@dataclass(frozen=True, slots=True)
class Fact:
    """mine: what the visitor found; before: what the phone had been told; empty for nothing."""

    mine: str
    before: str


@dataclass(frozen=True, slots=True)
class SentVisit:
    """fields: the form as typed, by name; facts: only those that the visitor changed."""

    key: str
    child_id: int
    fields: dict[str, str]
    facts: dict[str, Fact]


def outcome(fact: Fact, stored: str) -> Outcome:
    """What becomes of a fact, beside what is stored now."""
    if stored == fact.mine:
        return "already"
    return "stored" if stored == fact.before else "conflict"


def read_visit(body: bytes) -> SentVisit:
    """{"key", "child", "fields": {name: words}, "facts": {name: {"mine", "before"}}}; BadVisit for anything else."""
    try:
        if len(body) > MOST_BYTES:
            raise ValueError("too long")
        data = json.loads(body)
        fields = {_text(name): _text(value) for name, value in data.get("fields", {}).items()}
        facts = {name: Fact(_text(one["mine"]), _text(one["before"])) for name, one in data["facts"].items()}
        if not KEY.fullmatch(data["key"]) or not set(facts) <= set(FACTS) or type(data["child"]) is not int:
            raise ValueError("shape")
        if not 1 <= data["child"] <= 999_999_999:
            raise ValueError("child")
        return SentVisit(data["key"], data["child"], fields, facts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise BadVisit from fault


def _text(given: Any) -> str:
    if not isinstance(given, str) or len(given) > LONGEST:
        raise ValueError("text")
    return given
