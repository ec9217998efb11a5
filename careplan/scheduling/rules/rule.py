"""What a rule and a preference are: a code, a sentence in both languages, and one function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from careplan.scheduling.agenda import Agenda


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule.

    `code` is a structure code or a rule reference; `sessions` are places in the plan; `who` and `when` are
    ids (a week is its number as text); `has` and `limit` are figures where the rule counts something.
    """

    code: str
    sessions: tuple[int, ...] = ()
    who: str = ""
    when: str = ""
    has: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold. `check` yields every breach. The sentences' fields are filled by `sentences`."""

    code: str
    zh: str
    en: str
    check: Callable[[Agenda], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Preference:
    """What is better avoided. `count` is multiplied by the weight of the same name."""

    name: str
    zh: str
    en: str
    count: Callable[[Agenda], int]
