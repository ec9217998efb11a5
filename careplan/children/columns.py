"""The columns a roster may have, as data (seed_data/roster/columns.toml; DOMAIN 7.1)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COLUMNS_FILE = Path(__file__).parents[2] / "seed_data" / "roster" / "columns.toml"
KINDS = frozenset("name person text sex date month id student_number class grade yes_no choice phone ignored".split())

YES_WORDS = frozenset({"是", "有", "√", "Y", "YES", "TRUE", "1"})
NO_WORDS = frozenset({"否", "无", "没有", "×", "N", "NO", "FALSE", "0"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a column: its code, its word, and other words for it."""

    code: str
    word: str
    also: tuple[str, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        return frozenset({self.word, *self.also})


@dataclass(frozen=True, slots=True)
class Column:
    """What a column of a roster means; `template` columns stand in the template."""

    field: str
    kind: str
    header: str
    header_en: str = ""
    required: bool = False
    template: bool = False
    width: int = 12
    note: str = ""
    note_en: str = ""
    synonyms: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()

    def choice_of(self, word: str) -> str | None:
        """The code that a word stands for."""
        for choice in self.choices:
            if word in choice.words:
                return choice.code
        return None

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a drop-down list."""
        if self.kind == "yes_no":
            return ("是", "否")
        return tuple(choice.word for choice in self.choices)


class ColumnsError(ValueError):
    """The column file is wrong; the text says where."""


def parse_columns(text: str, source: str = "columns.toml") -> tuple[Column, ...]:
    """Read the column definition; a header word that means two fields is refused."""
    columns = tuple(_column(raw, source) for raw in tomllib.loads(text)["column"])
    header_index(columns)
    return columns


@cache
def default_columns() -> tuple[Column, ...]:
    """The columns shipped in seed_data."""
    return parse_columns(COLUMNS_FILE.read_text(encoding="utf-8"), str(COLUMNS_FILE.name))


def header_index(columns: tuple[Column, ...]) -> dict[str, Column]:
    """Every header word (plain) to its column."""
    index: dict[str, Column] = {}
    for column in columns:
        for word in (column.header, *column.synonyms):
            other = index.setdefault(plain_header(word), column)
            if other is not column:
                raise ColumnsError(f"{word}: both {other.field} and {column.field}")
    return index


def plain_header(text: str) -> str:
    """A header without spaces, line breaks, stars, and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[(\[【〔].*?[)\]】〕]", "", plain, flags=re.DOTALL)
    return re.sub(r"[\s*:;,.、，。/\\]", "", plain).upper()


def _column(raw: Mapping[str, Any], source: str) -> Column:
    values = dict(raw)
    if values.get("kind") not in KINDS:
        raise ColumnsError(f"{source}: {values.get('field')}: unknown kind {values.get('kind')}")
    values["synonyms"] = tuple(values.get("synonyms", ()))
    values["choices"] = tuple(
        Choice(item["code"], item["word"], tuple(item.get("also", ()))) for item in values.get("choices", ())
    )
    try:
        return Column(**values)
    except TypeError as error:
        raise ColumnsError(f"{source}: {values.get('field')}: {error}") from error
