"""A TOML file with the line of each table and key, so that a fault can be shown where it stands.

`tomllib` gives values without positions; `line_index` finds them: it walks the text once, minding strings,
comments and arrays that run over several lines.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Place = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*("[^"]+"|'[^']+'|[A-Za-z0-9_-]+)\s*=""")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]', re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a seed file, in plain words. `line` from 1; 0 = the file as a whole."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class SeedError(Exception):
    """The seed data cannot be used; `faults` has all of them, in order of file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class Source:
    """A parsed file: its content, the line of each place, and the faults found so far."""

    path: str
    data: dict[str, Any]
    lines: dict[Place, int]
    faults: list[Fault] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place (of a list of tables: its first), or of what stands around it; else 1."""
        while place and place not in self.lines and (*place, 0) not in self.lines:
            place = place[:-1]
        return self.lines.get(place) or self.lines.get((*place, 0), 1)

    def fault(self, place: Place, message: str) -> None:
        """Note a fault at a place."""
        self.faults.append(Fault(self.path, self.line(place), message))


def read_source(path: Path, shown_as: str = "") -> Source:
    """Read a file. A file that is missing, not UTF-8 or not TOML comes back empty, with that one fault."""
    name = shown_as or str(path)
    try:
        return parse_source(path.read_text(encoding="utf-8"), name)
    except FileNotFoundError:
        return Source(name, {}, {}, [Fault(name, 0, "the file is missing")])
    except UnicodeDecodeError:
        return Source(name, {}, {}, [Fault(name, 0, "the file is not UTF-8 text")])


def parse_source(text: str, name: str) -> Source:
    """Parse a file's text; text that is not TOML comes back empty, with that one fault."""
    try:
        return Source(name, tomllib.loads(text), line_index(text))
    except tomllib.TOMLDecodeError as error:
        where = _AT_LINE.search(str(error))
        words = _AT_LINE.sub("", str(error)).strip()
        return Source(name, {}, {}, [Fault(name, int(where[1]) if where else 0, f"not readable as TOML: {words}")])


def line_index(text: str) -> dict[Place, int]:
    """The line (from 1) of each table and each key that stands on a line of its own."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    state = _State()
    for number, line in enumerate(text.splitlines(), 1):
        if state.outside:
            header = _HEADER.match(line)
            if header:
                table = _open_table(header[2], header[1] == "[[", counts)
                lines.setdefault(table, number)
                continue
            key = _KEY.match(line)
            if key:
                lines[(*table, key[1].strip("\"'"))] = number
        state.advance(line)
    return lines


def _open_table(name: str, is_array: bool, counts: dict[Place, int]) -> Place:
    """The place of a header: `[[band.goal]]` is the next goal of the last band."""
    place: Place = ()
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    for part in parts[:-1]:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place] - 1)
    place = (*place, parts[-1])
    if not is_array:
        return place
    counts[place] = counts.get(place, 0) + 1
    return (*place, counts[place] - 1)


@dataclass(slots=True)
class _State:
    """Where the walk stands: inside a long string, or so deep in brackets."""

    long_string: str = ""
    depth: int = 0

    @property
    def outside(self) -> bool:
        return not self.long_string and self.depth == 0

    def advance(self, line: str) -> None:
        """Walk over one line."""
        at = 0
        while at < len(line):
            if self.long_string:
                end = line.find(self.long_string, at)
                if end < 0:
                    return
                at, self.long_string = end + 3, ""
                continue
            token = _TOKEN.search(line, at)
            if not token:
                return
            self._take(token[0])
            at = token.end()

    def _take(self, token: str) -> None:
        if token in ('"""', "'''"):
            self.long_string = token
        elif token in "[{":
            self.depth += 1
        elif token in "]}":
            self.depth -= 1
