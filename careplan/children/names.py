"""Chinese personal names: how they are written and how they are found by pinyin.

pypinyin reads many surnames as ordinary words (曾 ceng, 仇 chou, 解 jie): the table of
surname readings comes first, and every reading of the first character is searchable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

SURNAMES = {
    "曾": "zeng", "仇": "qiu", "解": "xie", "翟": "zhai", "查": "zha", "乐": "yue", "朴": "piao",
    "单": "shan", "区": "ou", "盖": "ge", "员": "yun", "任": "ren", "宁": "ning", "覃": "qin",
    "缪": "miao", "冼": "xian", "种": "chong", "秘": "bi", "繁": "po", "折": "she", "燕": "yan",
    "纪": "ji", "应": "ying", "尉": "wei", "柏": "bai", "隗": "wei", "逄": "pang", "祭": "zhai",
    "谌": "chen", "撒": "sa", "么": "yao", "宓": "mi", "郗": "xi", "车": "che", "干": "gan",
    "曲": "qu", "牟": "mou", "佴": "nai", "句": "gou", "过": "guo", "都": "du", "盛": "sheng",
    "薄": "bo", "贾": "jia", "石": "shi", "华": "hua", "葛": "ge", "洗": "xian", "黑": "he",
    "尉迟": "yu chi", "单于": "chan yu", "万俟": "mo qi", "令狐": "ling hu", "澹台": "tan tai",
    "长孙": "zhang sun", "欧阳": "ou yang", "上官": "shang guan", "司马": "si ma",
    "诸葛": "zhu ge", "皇甫": "huang fu", "宇文": "yu wen", "慕容": "mu rong",
}  # fmt: skip

MAX_LENGTH = 40
Named = tuple[int, str, dict[str, str]]  # a choice of a form's list, with what its option says beside its label
_DOTS = re.compile(r"[•・‧∙．.｡･●]")
_LETTERS = re.compile(r"[a-z]+")


def clean_name(text: str) -> str:
    """李 明 → 李明; one form of the dot in minority names; Latin words keep one space."""
    plain = unicodedata.normalize("NFC", text).strip()
    plain = re.sub(r"[\u200b-\u200f\ufeff\u2060]", "", plain)
    plain = re.sub(r"\s*" + _DOTS.pattern + r"\s*", "·", plain)
    plain = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", plain)
    return re.sub(r"\s+", " ", plain)


def name_fault(name: str) -> str | None:
    """A code of `faults.WORDS` when a cleaned name cannot be a person's name."""
    if any(unicodedata.category(char) == "Co" for char in name):
        return "name-private-character"
    if any(unicodedata.category(char) in ("Cc", "Cs", "Cf", "Cn") for char in name):
        return "name-characters"
    if not all(char in "·- '" or unicodedata.category(char)[0] in "LM" for char in name):
        return "name-characters"
    if not 2 <= len(name) <= MAX_LENGTH:
        return "name-length"
    return None


@lru_cache(maxsize=8192)
def sort_key(name: str) -> str:
    """The most likely pinyin, syllables apart, for ordering a list."""
    return " ".join(_syllables(name))


def search_keys(name: str) -> str:
    """Full pinyin and initials in every reading of the surname, each after a space.

    A search for a prefix looks for a space and the prefix: `" zxm"` finds 曾小明.
    """
    base = _syllables(name)
    firsts = dict.fromkeys([base[0], *_readings(name[:1])]) if base else {}
    keys: dict[str, None] = {}
    for first, rest in product(firsts, [base[1:]]):
        syllables = [first, *rest]
        keys["".join(syllables)] = None
        keys["".join(part[:1] for part in syllables)] = None
        if rest:
            keys["".join(rest)] = None
    return "".join(f" {key}" for key in keys)


def search_term(text: str) -> str:
    """What a person typed, as it is compared with `search_keys` (letters only)."""
    return re.sub(r"[^a-z]", "", text.strip().lower().replace("ü", "v"))


def name_fits(text: str, name: str, keys: str) -> bool:
    """Whether what was typed finds this child: `list_queries.name_matches` without the numbers, for a list in memory.

    keys: the child's `search_keys`. The browser's lists follow the same rule (frontend/src/behaviours/name_match.js).
    """
    typed, term, sound = "".join(text.split()), search_term(text), sound_of(text)
    if text in name or typed in name or (sound and f" {sound} " in f"{keys} "):
        return True
    return bool(term) and f" {term}" in keys


def child_choice(child_id: int, label: str, name: str, keys: str) -> Named:
    """A child in a form's list: the browser finds it by what it is called and by its `search_keys`."""
    return child_id, label, {"data-name": name, "data-keys": keys}


def sound_of(text: str) -> str:
    """The pinyin of a name typed in characters: a search by it forgives 刘研婷 for 刘妍婷. Empty for anything else."""
    typed = "".join(text.split())
    whole = len(typed) > 1 and all("\u3400" <= char <= "\u9fff" for char in typed)
    return "".join(_syllables(typed)) if whole else ""


def _syllables(name: str) -> list[str]:
    for length in (2, 1):
        surname = name[:length]
        if len(surname) == length and surname in SURNAMES and len(name) > length:
            return [*SURNAMES[surname].split(), *_plain(name[length:])]
    return _plain(name)


def _plain(text: str) -> list[str]:
    """Syllables of Chinese characters; Latin words stay words; other signs are left out."""
    parts = pinyin(text, style=Style.NORMAL)
    return [word for part in parts for word in _LETTERS.findall(part[0].lower())]


def _readings(char: str) -> list[str]:
    if not char:
        return []
    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return list(found[0]) if found else []
