"""Figures of pages, each with the address of the list behind it; that list as its own page tells it; and whether both agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from careplan.indicators.catalogue import MEASURES

LIST = re.compile(r"^(/indicators/measures|/board/mine|/reports/\d+/figures)/(?P<code>[a-z_]+)(?=[?#]|$)")
"""Addresses of lists of records behind a figure."""
FIGURES = (
    ".figure-plain, .figure-value, .late-list strong, .clause-list strong, td a[href], .measure-figure, a.report-source"
)
PLACES = ["tr", "li", "div.figure-card"]
"""What a figure and its link share."""
UNTOLD = ("无数据", "不足5", "只有全校数字", "未判定", "人工评定")
"""In place of a figure: there is none, or too few children stand behind it."""
BY_OTHERS = frozenset({"visit_evenness", "leader_named", "training_hours", "counselor_load"})
"""Set against what their records are not: the mean of months, the one school, teachers, leaders."""
NEAR = 0.0501
"""Half of the last place told."""
NUMBER = r"(\d[\d,]*(?:\.\d+)?)"


@dataclass(frozen=True)
class Told:
    """A figure as a page tells it, and where its link leads."""

    page: str
    text: str
    address: str

    @property
    def code(self) -> str:
        """The measure."""
        found = LIST.match(self.address)
        assert found is not None
        return found["code"]

    @property
    def side(self) -> str:
        """The side of the list that the link opens; "" where it leaves that to the page."""
        return parse_qs(urlsplit(self.address).query).get("show", [""])[0]


@dataclass(frozen=True)
class Behind:
    """The records on a list: (weight, None where it is not counted; out of); and the denominator told over them."""

    rows: tuple[tuple[float | None, float], ...]
    told: float | None

    @property
    def part(self) -> float:
        """The sum of what is counted."""
        return sum(weight for weight, _ in self.rows if weight is not None)

    def whole(self, code: str) -> float:
        """What the sum is set against, from the list wherever it can be."""
        unit = MEASURES[code].unit
        if code in BY_OTHERS:
            return self.told or 0
        if unit == "rate":
            return sum(of for _, of in self.rows)
        return 1 if unit == "count" else sum(weight is not None for weight, _ in self.rows)


def main_of(client: FlaskClient, address: str) -> Tag:
    """The main part of a page."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{answer.status_code} {address}"
    main = BeautifulSoup(answer.text, "html.parser").select_one("main")
    assert main is not None, address
    return main


def words(tag: Tag) -> str:
    """The text of a part of a page, with single spaces."""
    return " ".join(tag.get_text(" ", strip=True).split())


def behind(client: FlaskClient, told: Told) -> Behind:
    """The list that a figure's link opens, whole unless the link asks for a side."""
    address = told.address.split("#")[0]
    main = main_of(client, address if told.side else f"{address}{'&' if '?' in address else '?'}show=all")
    rows = tuple(
        (float(str(row["data-weight"])) if row.has_attr("data-weight") else None, float(str(row["data-of"])))
        for row in main.select("tr[data-of]")
    )
    fraction = main.select_one(".measure-fraction")
    found = re.fullmatch(f"{NUMBER} / {NUMBER}", words(fraction)) if fraction else None
    return Behind(rows, _float(found[2]) if found else None)


def figures(main: Tag, page: str) -> Iterator[Told | str]:
    """Every figure with a list; a sentence for each link to a list beside which no figure stands."""
    claimed: set[int] = set()
    for one in main.select(FIGURES):
        link = _link_of(one)
        if link is not None and not (id(link) in claimed and "figure-plain" in (one.get("class") or [])):
            claimed.add(id(link))
            if re.search(r"\d", words(one)) and not any(word in words(one) for word in UNTOLD):
                yield Told(page, _text(one), str(link["href"]))
    for link in main.select("a[href]"):
        place = link.find_parent(["tr", "li"])
        if LIST.match(str(link["href"])) and id(link) not in claimed and not (place and _is_untold(words(place))):
            yield f"{page}: no figure stands beside {words(place or link)[:90]}"


def _is_untold(text: str) -> bool:
    return any(word in text for word in UNTOLD)


def _link_of(one: Tag) -> Tag | None:
    """The link to a list: the figure itself, around it, in it, or the first in its place."""
    place = one.find_parent(["tr", "li"]) or one.find_parent("div", class_="figure-card")
    near = [one, *one.find_parents("a"), *one.select("a[href]")]
    if one.name != "a":
        near += place.select("a[href]") if place else []
    return next((a for a in near if a.name == "a" and LIST.match(str(a.get("href", "")))), None)


def _text(one: Tag) -> str:
    """The words of a figure, with numerator and denominator where they stand beside it."""
    note = one.find_next_sibling(["small", "div"])
    text = words(one)
    return f"{text} {words(note)}" if note and re.fullmatch(f"{NUMBER} / {NUMBER}", words(note)) else text


def _float(text: str) -> float:
    return float(text.replace(",", ""))


def differs(told: Told, found: Behind) -> str:
    """Why a figure is not the length or the sum of its list; "" when it is."""
    part, whole = found.part, found.whole(told.code)
    told_here = f"{told.page}: “{told.text}” → {told.address}: {part}/{whole} of {len(found.rows)}"
    if told.side:
        left = len(found.rows) if told.side == "counted" else sum(of - (weight or 0) for weight, of in found.rows)
        return "" if _float(re.findall(NUMBER, told.text)[0]) == left else told_here
    return "" if whole and all(_agrees(told.text, part, whole, MEASURES[told.code].unit)) else told_here


def _agrees(text: str, part: float, whole: float, unit: str) -> Iterator[bool]:
    fractions = re.findall(f"{NUMBER} ?/ ?{NUMBER}", text)
    for over, under in fractions:
        yield abs(_float(over) - part) <= NEAR and abs(_float(under) - whole) <= NEAR
    alone = re.sub(f"{NUMBER} ?/ ?{NUMBER}", "", text)
    for bound, share in re.findall(f"(不低于|不高于)?{NUMBER}%", alone):
        exact, said = part / whole * 100, _float(share)
        yield exact >= said if bound == "不低于" else exact <= said if bound == "不高于" else abs(exact - said) <= NEAR
    if unit != "rate" and (numbers := re.findall(NUMBER, alone)):
        yield abs(_float(numbers[0]) - part / whole) <= NEAR
    yield bool(fractions or re.search(NUMBER, alone))
