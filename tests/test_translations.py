"""Every word on a screen exists in Chinese: each English msgid of code and templates has its line in a .po file."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import polib
import pytest
from babel.messages.extract import extract_from_dir

from tools.places import ROOT

CODE = ROOT / "careplan"
CHINESE = CODE / "translations" / "zh_Hans" / "LC_MESSAGES"
METHODS = [("static/**", "ignore"), ("migrations/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_l": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


@cache
def extracted() -> dict[str, list[str]]:
    """msgid → places where it stands."""
    options = {"**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
    found: dict[str, list[str]] = defaultdict(list)
    for name, line, message, _comments, _context in extract_from_dir(str(CODE), METHODS, options, keywords=KEYWORDS):
        msgid = message if isinstance(message, str) else message[0]
        if msgid:
            found[msgid].append(f"{name}:{line}")
    return found


@cache
def entries() -> list[tuple[str, polib.POEntry]]:
    return [(path.name, entry) for path in sorted(CHINESE.glob("*.po")) for entry in polib.pofile(str(path))]


def chinese(entry: polib.POEntry) -> str:
    return entry.msgstr or "".join(entry.msgstr_plural.values())


def test_every_word_on_a_screen_has_its_chinese() -> None:
    known = {entry.msgid for _, entry in entries() if chinese(entry) and "fuzzy" not in entry.flags}
    missing = [f"{places[0]}: {msgid[:70]!r}" for msgid, places in sorted(extracted().items()) if msgid not in known]
    if missing:
        pytest.fail(f"{len(missing)} without Chinese:\n" + "\n".join(missing), pytrace=False)


def test_no_entry_is_empty_or_doubtful() -> None:
    assert [f"{name}: {e.msgid}" for name, e in entries() if not chinese(e) or "fuzzy" in e.flags] == []


def test_packages_agree_on_the_chinese_of_a_word() -> None:
    words: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for _, entry in entries():
        words[entry.msgctxt, entry.msgid].add(chinese(entry))
    assert {msgid: sorted(said) for (_, msgid), said in words.items() if len(said) > 1} == {}


def test_placeholders_are_the_same_in_both_languages() -> None:
    def names(text: str) -> set[str]:
        return {a or b for a, b in PLACEHOLDER.findall(text)}

    strange = [
        f"{name}: {entry.msgid[:60]}"
        for name, entry in entries()
        if not names(chinese(entry)) <= names(entry.msgid) | names(entry.msgid_plural)
        or names(entry.msgid) - names(chinese(entry)) - {"num"}
    ]
    assert strange == []
