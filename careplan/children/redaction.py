"""Take names and numbers out of free text and file names before they go to a charity (DOMAIN 5.2, C37). Pure.

Nothing is eaten silently: every replacement is reported as a piece of its own, marked doubtful where the words may be
ordinary ones (a child called 高兴), so that a person looks before anything goes out. What no rule can know, a hint at a
person without a name, only that person sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from careplan.children.names import SURNAMES, clean_name, sort_key

COMPOUND = frozenset(name for name in SURNAMES if len(name) > 1)
PLACEHOLDER = {
    "full": "该生",
    "given": "该生",
    "little": "该生",
    "nickname": "该生",
    "pinyin": "该生",
    "classmate": "某同学",
    "family": "家人",
    "staff": "老师",
    "address": "（地址略）",
    "school": "本校",
    "class": "（班级略）",
    "number": "（号码略）",
}
"""Kind of replacement → what stands there instead; none of them tells anything of the child."""
DOUBTFUL = frozenset({"given", "little", "class"})
"""Kinds whose words may be ordinary ones; a person may keep them, never the others."""
OF_A_CHILD = frozenset({"full", "given", "little", "nickname", "pinyin"})
"""Kinds of words that mean a child."""
_BETWEEN = r"[\s\u200b-\u200f\u2060\ufeff·•・．.\-_*]*"
_SEPARATORS = re.compile(_BETWEEN.removesuffix("*") + "+")
_DIGIT = r"[0-9０-９]"
_NUMBERS = re.compile(
    rf"{_DIGIT}{{7,}}[XxＸｘ]?"  # any long run: identity, student and account numbers
    rf"|(?<!{_DIGIT})[1１][3-9３-９](?:[\s\-－—.]?{_DIGIT}){{9}}(?!{_DIGIT})"
    rf"|(?<!{_DIGIT})[0０]{_DIGIT}{{2,3}}[\s\-－—]?{_DIGIT}{{7,8}}(?!{_DIGIT})"
    rf"|(?<!{_DIGIT}){_DIGIT}(?:[\s\-－—]?{_DIGIT}){{16}}[\s\-－—]?[0-9０-９XxＸｘ]"
    r"|[零〇一二三四五六七八九幺两]{7,}"
)
_NUMBER_WORD = "一二三四五六七八九十"
_CLASSES = re.compile(
    rf"(?:(?:20)?{_DIGIT}{{2}}级|[{_NUMBER_WORD}1-9１-９]年级?)[\s(（.]*[{_NUMBER_WORD}0-9０-９]{{1,2}}[)）]?\s*(?:班|中队)"
    rf"|[{_NUMBER_WORD}1-9１-９]\s*[(（.]\s*[{_NUMBER_WORD}0-9０-９]{{1,2}}\s*[)）]?\s*(?:班|中队)"
    rf"|(?<!{_DIGIT})[1-9]0?[0-9]{{1,2}}班"
)
SHORTEST = 2
_UNITS = re.compile(r".+?(?:自治区|社区|小区|街道|(?:[省市县区镇乡村寨屯庄]|街(?!道))(?!社区))")
"""The parts of an address down to the village: 清源县 · 青石镇 · 茶园村; what follows is a group or a house."""
_HOME = ("村", "寨", "屯", "庄", "社区", "小区", "街")
"""Ends of the part that says where a child lives, by itself."""


@dataclass(frozen=True, slots=True)
class Term:
    """Words to take out, and which kind they are."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. kind "": as it was; else `text` stands instead of `original`, or was kept by a person."""

    text: str
    kind: str = ""
    original: str = ""
    kept: bool = False

    @property
    def doubtful(self) -> bool:
        return self.kind in DOUBTFUL


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text in pieces; `text` is what goes out."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def replaced(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind)


def split_name(name: str) -> tuple[str, tuple[str, ...]]:
    """Surname and given names: 欧阳小满 → 欧阳, (小满,). A name with · has no surname; each of its parts counts."""
    name = clean_name(name)
    if "·" in name or " " in name:
        return "", tuple(part for part in re.split(r"[· ]", name) if part)
    length = 2 if name[:2] in COMPOUND and len(name) > len("欧阳") else 1
    return name[:length], (name[length:],) if len(name) > length else ()


def terms_of_child(name: str, nicknames: Iterable[str] = ()) -> list[Term]:
    """Every way in which the child itself may be called."""
    surname, given = split_name(name)
    terms = [Term(clean_name(name), "full"), *(Term(nickname, "nickname") for nickname in nicknames)]
    terms += [Term(part, "given") for part in given if len(part) >= SHORTEST]
    terms += [Term(form, "little") for form in _little_forms(surname, given)]
    syllables = sort_key(name).split()
    if len(syllables) >= SHORTEST:
        terms.append(Term("".join(syllables), "pinyin"))
    return terms


def _little_forms(surname: str, given: Sequence[str]) -> list[str]:
    """小明, 阿明, 明明, 明儿 …, and 小李, 李同学: how children are called in a village."""
    forms = [f"{surname}{title}" for title in ("同学", "某", "某某")] + [f"小{surname}"] if surname else []
    for part in given:
        last = part[-1]
        forms += [f"小{part}", f"阿{part}", f"小{last}", f"阿{last}"]
        if surname:
            forms += [last * 2, f"{last}儿", f"{last}仔", f"{last}娃", f"{last}伢"]
    return [form for form in forms if len(form) >= SHORTEST]


def terms_of(kind: str, names: Iterable[str | None]) -> list[Term]:
    """Whole names or words of one kind; single characters are none."""
    return [Term(clean_name(name), kind) for name in names if name and len(clean_name(name)) >= SHORTEST]


def terms_of_address(addresses: Iterable[str | None]) -> list[Term]:
    """Whole addresses and how people write them: from any part to the end (茶园村3组), and the village alone."""
    found: list[Term] = []
    for address in addresses:
        whole = clean_name(address or "")
        units = [(match.start(), match.group()) for match in _UNITS.finditer(whole)]
        found += terms_of("address", [whole, *(whole[start:] for start, _unit in units)])
        found += terms_of("address", [unit for _start, unit in units if unit.endswith(_HOME) and len(unit) > SHORTEST])
    return found


def redact(text: str, terms: Iterable[Term], keep: Collection[str] = ()) -> Redacted:
    """The text without these terms and without numbers and classes. keep: doubtful words that a person lets stand."""
    text = unicodedata.normalize("NFC", text)
    kinds: dict[str, str] = {}
    for term in terms:
        kinds.setdefault(_key(term.text), term.kind)
    pieces: list[Piece] = []
    at = 0
    for first, last, kind in _chosen(_spans(text, kinds)):
        if first > at:
            pieces.append(Piece(text[at:first]))
        original = text[first:last]
        kept = kind in DOUBTFUL and original in keep
        pieces.append(Piece(original if kept else PLACEHOLDER[kind], kind, original, kept))
        at = last
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return Redacted(tuple(pieces))


def called(text: str, terms: Iterable[Term], keep: Collection[str] = ()) -> tuple[Piece, ...]:
    """The words of a text that may mean a child. terms that mean none (a teacher, a place) may cover such words.

    keep: doubtful words of which a person said that they are no name.
    """
    plain = _key(text)
    near = [term for term in terms if _key(term.text) in plain]
    return tuple(one for one in redact(text, near, keep).replaced if one.kind in OF_A_CHILD and not one.kept)


def redact_file_name(name: str, terms: Iterable[Term]) -> str:
    """A file's name without names and numbers, its ending kept: 王小明-残疾证.jpg → 该生-残疾证.jpg."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        return redact(name, terms).text
    return f"{redact(stem, terms).text}.{ending.lower()}"


def _key(text: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFC", text)).casefold()


def _spans(text: str, kinds: dict[str, str]) -> list[tuple[int, int, str]]:
    found = [(match.start(), match.end(), "number") for match in _NUMBERS.finditer(text)]
    found += [(match.start(), match.end(), "class") for match in _CLASSES.finditer(text)]
    for key, kind in kinds.items():
        if len(key) < SHORTEST:
            continue
        pattern = _BETWEEN.join(map(re.escape, key))
        if kind == "pinyin" or key.isascii():
            pattern = rf"(?<![a-z]){pattern}(?![a-z])"
        found += [(m.start(), m.end(), kind) for m in re.finditer(pattern, text, re.IGNORECASE)]
    return found


def _chosen(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that do not overlap: the longest first, then the surest; what is left of a shorter one goes along."""
    order = sorted(spans, key=lambda one: (one[0] - one[1], one[2] in DOUBTFUL, one[0]))
    taken: list[tuple[int, int, str]] = []
    for first, last, kind in order:
        inside = [one for one in taken if one[0] < last and first < one[1]]
        if not inside:
            taken.append((first, last, kind))
        elif kind not in DOUBTFUL:
            taken = [one for one in taken if one not in inside]
            joined = (min(first, *(one[0] for one in inside)), max(last, *(one[1] for one in inside)))
            taken.append((*joined, inside[0][2] if inside[0][2] not in DOUBTFUL else kind))
    return sorted(taken)
