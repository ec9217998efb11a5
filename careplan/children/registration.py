"""The form of 2016 (DOMAIN 4.5): its answers in words, and its cross-checks with what else is known. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careplan.children.left_behind import age_on

NOT_APPLICABLE = "—"
"""In the form: does not apply (a relative who is dead); not the same as missing."""
SCHOOLING = {
    "primary": ("小学", "primary school"),
    "kindergarten": ("幼儿园", "kindergarten"),
    "not-yet": ("未入园", "not yet"),
    "junior": ("初中", "junior middle school"),
    "dropped": ("辍学", "dropped out"),
    "none": ("不在学", "at no school"),
}
BODY = {"healthy": ("健康", "healthy"), "disabled": ("残疾", "disabled"), "ill": ("患病", "ill")}
CUSTODY = {
    "nobody": ("无人监护", "nobody"),
    "parent-unable": ("父或母无监护能力", "a parent who is unable"),
    "weak": ("受委托人能力不足", "entrusted, not able enough"),
    "fair": ("受委托人能力一般", "entrusted, fairly able"),
    "good": ("受委托人能力较好", "entrusted, well able"),
}
ENTRUSTED = frozenset({"weak", "fair", "good"})
"""Answers of the form by which somebody is entrusted."""
INCOME = {
    "work": ("打工", "wages"),
    "farming": ("种养", "farming"),
    "state": ("政府救助", "state aid"),
    "relatives": ("亲朋", "relatives"),
    "other": ("其他", "other"),
}
AID = {
    "subsistence": ("低保", "subsistence allowance"),
    "temporary": ("临时救助", "temporary aid"),
    "medical": ("医疗救助", "medical aid"),
    "housing": ("住房救助", "housing aid"),
    "other": ("其他", "other"),
}
AGE_GROUPS = ((0, 5), (6, 13), (14, 16))


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks compare of one child. Situations as in the roster: home, away, dead, other; None is not known."""

    birth_date: date
    father: str | None
    mother: str | None
    unable: bool
    carer: bool
    entrusted: bool | None
    boards: bool | None
    placed: bool
    categories: frozenset[str]
    filled_on: date | None
    custody: str = ""
    body: str = ""
    entrusted_person: str = ""
    aid: frozenset[str] = frozenset()
    schooling: str = ""


CHECKS = {
    "no-form": "The form has not been filled in yet.",
    "no-custody": "Who looks after the child is not answered in the form.",
    "nobody-but-carer": "The form says nobody looks after the child, the roster names a carer. "
    "If nobody is there, report it today; if somebody is, correct the form.",
    "nobody-but-entrusted": "The form says nobody looks after the child and names an entrusted person. "
    "Correct one of them.",
    "not-at-school": "The form says the child dropped out or goes to no school; here it is on the roll. "
    "If it stays away, record it as an event; if it comes, correct the form.",
    "unable-not-noted": "The form says a parent is unable; the roster notes no such parent. "
    "Ask the office to note it, or correct the form.",
    "both-away-no-entrusted": "Both parents are away and the form names no entrusted person. "
    "Ask the parents for the written entrustment.",
    "entrusted-differs": "The form names an entrusted person, the roster says there is no written entrustment. "
    "See the paper and correct one of them.",
    "disabled-no-category": "The form says disabled; no category with its certificate is recorded. "
    "Ask for the certificate.",
    "aid-no-category": "The form says subsistence allowance; no such category is recorded. Add it with its paper.",
    "boards-no-place": "The child boards; no placement says where and what it costs. Add it in the file.",
    "too-old": "The child is over 16: the form of 2016 no longer counts it.",
}
"""Check → what is wrong and what to do; msgids for gettext."""


FORM, RECORD, CATEGORY, PLACEMENT = "form", "record", "category", "placement"
"""Where a finding is mended: a field of the form; the roster's record; a new category or living place in the file."""
MENDED_AT = {
    "no-form": (FORM, "custody"),
    "no-custody": (FORM, "custody"),
    "nobody-but-carer": (FORM, "custody"),
    "nobody-but-entrusted": (FORM, "custody"),
    "not-at-school": (FORM, "schooling"),
    "unable-not-noted": (RECORD, "father_unable"),
    "both-away-no-entrusted": (FORM, "entrusted_person"),
    "entrusted-differs": (FORM, "entrusted_person"),
    "disabled-no-category": (CATEGORY, "disabled"),
    "aid-no-category": (CATEGORY, "subsistence"),
    "boards-no-place": (PLACEMENT, "kind"),
    "too-old": (RECORD, "birth_date"),
}
"""Check → where it is mended, and the field there (of a category: which one is missing).

Who may not change the roster's record comes to the record itself.
"""


def checks(known: Known, day: date) -> list[str]:
    """Codes of what does not fit together, in the order of CHECKS."""
    if known.filled_on is None:
        return ["no-form"]
    both_away = known.father == known.mother == "away"
    person = known.entrusted_person not in ("", NOT_APPLICABLE)
    found = {
        "no-custody": not known.custody,
        "nobody-but-carer": known.custody == "nobody" and known.carer,
        "nobody-but-entrusted": known.custody == "nobody" and person and not known.carer,
        "not-at-school": known.schooling in ("dropped", "none"),
        "unable-not-noted": known.custody == "parent-unable" and not known.unable,
        "both-away-no-entrusted": both_away and not person,
        "entrusted-differs": person and known.entrusted is False,
        "disabled-no-category": known.body == "disabled" and "disabled" not in known.categories,
        "aid-no-category": "subsistence" in known.aid and "subsistence" not in known.categories,
        "boards-no-place": known.boards is True and not known.placed,
        "too-old": age_on(known.birth_date, day) > AGE_GROUPS[-1][1],
    }
    return [code for code in CHECKS if found.get(code)]


@dataclass(frozen=True, slots=True)
class Sums:
    """The statistical table: children by age group and by custody ("" is not answered). All sums must agree."""

    total: int
    ages: dict[tuple[int, int], int]
    custody: dict[str, int]

    @property
    def agree(self) -> bool:
        """Sum of the ages = sum of the custody = total (DOMAIN 4.5); False where somebody is in no group."""
        return sum(self.ages.values()) == sum(self.custody.get(code, 0) for code in CUSTODY) == self.total


def sums(everybody: Iterable[Known], cut_off: date) -> Sums:
    """Counted at a cut-off date; who is over 16 is in no age group, who has no answer under no kind of custody."""
    rows = list(everybody)
    ages = Counter(
        group for one in rows for group in AGE_GROUPS if group[0] <= age_on(one.birth_date, cut_off) <= group[1]
    )
    custody = Counter(one.custody for one in rows)
    return Sums(len(rows), {group: ages[group] for group in AGE_GROUPS}, {c: custody[c] for c in (*CUSTODY, "")})
