"""Another school's file read strictly: what it may hold is written here, anything else refuses it whole. Pure.

The size is looked at before the text, the depth before it is parsed; then every field, its kind and its length.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, get_args

from careplan.indicators.results import Unit
from careplan.indicators.words import AREAS
from careplan.reports.canonical import canonical, fingerprint
from careplan.reports.exchange import SAYS, SCHEMA, Defined, PublicFigures, Told

LARGEST = 256 * 1024
"""Bytes; a file of 70 measures has about 40,000."""
DEEPEST = 4
MOST_MEASURES = 300
LINE, WORDS = 120, 1000
FAULTS: dict[str, tuple[str, str]] = {
    "empty": (
        "文件是空的。",
        "The file is empty.",
    ),
    "large": (
        "文件太大（超过256 KB），不是学校公开数据文件。",
        "The file is larger than 256 KB; it is no file of public figures.",
    ),
    "text": (
        "文件不是UTF-8文本，打不开。",
        "The file is not UTF-8 text.",
    ),
    "deep": (
        "文件层次太深，不是学校公开数据文件。",
        "The file is nested too deeply; it is no file of public figures.",
    ),
    "json": (
        "文件内容不完整或格式不对。请向对方学校重新要一份。",
        "The file is damaged or of another format. Ask the other school for it again.",
    ),
    "twice": (
        "文件里“{at}”出现了两次。",
        "“{at}” stands in the file twice.",
    ),
    "schema": (
        "这不是学校公开数据文件，或者是别的版本。",
        "This is no file of public figures, or of another version.",
    ),
    "unknown": (
        "文件里有不认识的内容“{at}”，没有收下。",
        "The file holds “{at}”, which is not known here. Nothing was taken in.",
    ),
    "missing": (
        "文件里缺少“{at}”。",
        "“{at}” is missing in the file.",
    ),
    "wrong": (
        "文件里“{at}”的内容不对。",
        "What stands at “{at}” in the file cannot be right.",
    ),
    "many": (
        "文件里的测量太多。",
        "There are too many measures in the file.",
    ),
    "hash": (
        "文件的校验值不对：内容改动过，或者传输中损坏了。请向对方学校重新要一份。",
        "The fingerprint does not fit: the file was changed or damaged. Ask the other school for it again.",
    ),
}
"""Code → what is wrong, in Chinese and English."""
_YEAR = re.compile(r"(20[0-9]{2})—(20[0-9]{2})")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?")
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
_HASH = re.compile(r"[0-9a-f]{64}")
_HIDDEN_SIGNS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
Check = Callable[[Any], bool]


class FileFault(ValueError):
    """Why a file is not taken in. code: of FAULTS; at: where in the file."""

    def __init__(self, code: str, at: str = "") -> None:
        super().__init__(code, at)
        self.code, self.at = code, at[:40]


def read_file(data: bytes) -> tuple[PublicFigures, str]:
    """What a file holds, and its fingerprint; FileFault for everything that is not exactly such a file."""
    plain = _parsed(data)
    if plain.get("schema") != SCHEMA:
        raise FileFault("schema")
    _fields(plain, _HEAD, "")
    if plain["signed_on"] < plain["cut_off"]:
        raise FileFault("wrong", "signed_on")
    if len(plain["measures"]) > MOST_MEASURES:
        raise FileFault("many")
    measures = tuple(_measure(one, n) for n, one in enumerate(plain["measures"], 1))
    if len({one.code for one in measures}) < len(measures):
        raise FileFault("twice", "code")
    said = plain["sha256"]
    if fingerprint(canonical({key: value for key, value in plain.items() if key != "sha256"})) != said:
        raise FileFault("hash")
    return _figures(plain, measures), said


def _figures(plain: Mapping[str, Any], measures: tuple[Defined, ...]) -> PublicFigures:
    cut_off, signed_on = (date.fromisoformat(plain[name]) for name in ("cut_off", "signed_on"))
    head = (plain["school"], plain["county"], plain["year"], plain["number"])
    return PublicFigures(*head, cut_off, signed_on, plain["judged_by"], plain["set_number"], measures)


def _parsed(data: bytes) -> dict[str, Any]:
    if not data:
        raise FileFault("empty")
    if len(data) > LARGEST:
        raise FileFault("large")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileFault("text") from error
    if _depth(text) > DEEPEST:
        raise FileFault("deep")
    try:
        plain = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_no_constant)
    except FileFault:
        raise
    except ValueError as error:
        raise FileFault("json") from error
    if not isinstance(plain, dict):
        raise FileFault("schema")
    return plain


def _depth(text: str) -> int:
    """How deeply the brackets outside texts are nested."""
    depth = deepest = 0
    quoted = escaped = False
    for sign in text:
        if quoted:
            quoted, escaped = sign != '"' or escaped, sign == "\\" and not escaped
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise FileFault("twice", _seen(key))
        found[key] = value
    return found


def _no_constant(text: str) -> Any:
    raise FileFault("wrong", text)


def _fields(plain: Any, checks: Mapping[str, Check], within: str) -> None:
    """Exactly these fields, each as its check says."""
    if not isinstance(plain, dict):
        raise FileFault("wrong", within)
    for name in plain:
        if name not in checks:
            raise FileFault("unknown", within + _seen(name))
    for name, fits in checks.items():
        if name not in plain:
            raise FileFault("missing", within + name)
        if not fits(plain[name]):
            raise FileFault("wrong", within + name)


def _seen(name: str) -> str:
    """A name out of the file as it may be shown."""
    return "".join(sign if unicodedata.category(sign) not in _HIDDEN_SIGNS else "?" for sign in name)


def _measure(plain: Any, number: int) -> Defined:
    at = f"measures {number} "
    _fields(plain, _MEASURE, at)
    tells = plain["says"] in ("value", "at-least", "at-most")
    if tells != bool(plain["figure"]) or (plain["says"].startswith("at-") and plain["unit"] != "rate"):
        raise FileFault("wrong", at + "figure")
    if plain["unit"] == "rate" and tells and not 0 <= float(plain["figure"]) <= 100:
        raise FileFault("wrong", at + "figure")
    texts = ("code", "area", "name", "name_en", "definition", "definition_en", "unit")
    return Defined(**{name: plain[name] for name in texts}, told=Told(plain["says"], plain["figure"]))


def _words(most: int, least: int = 1) -> Check:
    def fits(value: Any) -> bool:
        return (
            isinstance(value, str)
            and least <= len(value) <= most
            and value == value.strip()
            and not any(unicodedata.category(sign) in _HIDDEN_SIGNS for sign in value)
        )

    return fits


def _matching(pattern: re.Pattern[str], empty: bool = False) -> Check:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value) or (empty and not value))


def _whole(least: int, most: int) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _one_of(choices: tuple[str, ...]) -> Check:
    return lambda value: isinstance(value, str) and value in choices


def _year(value: Any) -> bool:
    found = _YEAR.fullmatch(value) if isinstance(value, str) else None
    return found is not None and int(found[2]) == int(found[1]) + 1


def _day(value: Any) -> bool:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


_HEAD: dict[str, Check] = {
    "schema": _one_of((SCHEMA,)),
    "school": _words(LINE),
    "county": _words(LINE, 0),
    "year": _year,
    "number": _whole(1, 999),
    "cut_off": _day,
    "signed_on": _day,
    "judged_by": _words(LINE),
    "set_number": _whole(0, 999),
    "measures": lambda value: isinstance(value, list) and bool(value),
    "sha256": _matching(_HASH),
}
_MEASURE: dict[str, Check] = {
    "code": _matching(_CODE),
    "area": _one_of(tuple(AREAS)),
    "name": _words(LINE),
    "name_en": _words(LINE),
    "definition": _words(WORDS),
    "definition_en": _words(WORDS),
    "unit": _one_of(get_args(Unit)),
    "says": _one_of(SAYS),
    "figure": _matching(_NUMBER, empty=True),
}
