"""Sentences with numbers in them: `{to:lesson|lessons}` is "1 lesson" or "2 lessons"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any

from careplan.scheduling.quotes import nested

ONE = re.compile(r"(?:[^\d]*\s)?1")  # 1, at least 1, exactly 1


class Plural(Formatter):
    """As `str.format`; after a number, `one|many` writes the noun that goes with it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return f"{value} {one if ONE.fullmatch(str(value)) else many}"


def worded(template: str, fields: Mapping[str, object]) -> str:
    """A sentence with its fields filled in; what they quote stands in single marks where the sentence quotes them."""
    return nested(Plural().vformat(template, (), fields))


def counted(number: int, one: str, many: str) -> str:
    """A number and its noun."""
    return worded("{number:" + one + "|" + many + "}", {"number": number})
