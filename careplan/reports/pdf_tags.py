"""What a paper tells a screen reader, put right where WeasyPrint's structure tree says less than PDF/UA-1 asks for.

Used by the child program (pdf.py) alone, on the document and the PDF just before it is written; knows nothing of
careplan. A page kept from before these mends is set without them and so keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any
"""A `pydyf.Dictionary` of the structure tree: S its tag, K what is in it, P the element around it."""


def one_note_a_link(document: Any) -> None:
    """Keep the link itself and drop those of the words in it: `link` is inherited, so each span in it made one more."""
    for page in document.pages:
        page.links = [link for link in page.links if link[3].element_tag == "a"]


class Tree:
    """The structure tree of a PDF that WeasyPrint has just made."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {one.reference: one for one in pdf.objects}
        found = (one for one in pdf.objects if isinstance(one, dict))
        self.elements: list[Element] = [one for one in found if one.get("Type") == "/StructElem"]
        self.root = self.objects[pdf.catalog["StructTreeRoot"]]
        self.top = self.objects[self.root["K"][0]]

    def kids(self, element: Element) -> list[Element]:
        found = (self.objects[kid] for kid in element["K"] if isinstance(kid, bytes))
        return [one for one in found if one.get("Type") == "/StructElem"]

    def walk(self, element: Element) -> Iterator[Element]:
        yield element
        for kid in self.kids(element):
            yield from self.walk(kid)

    def all(self, *tags: str) -> list[Element]:
        return [one for one in self.walk(self.top) if one["S"] in tags]


def mend(document: Any, pdf: Any) -> None:
    """Mend the tree of `pdf`, made of `document`, in place."""
    tree = Tree(pdf)
    _running_heads(document, tree)
    _name_links(document, tree)
    _first_heading_is_the_first_level(tree)
    _pairs_are_items(tree)
    _headers_have_a_side(tree)
    _drop_what_is_empty(tree, tree.top)


def _running_heads(document: Any, tree: Tree) -> None:
    """Heads, feet and page numbers are pagination artifacts (7.8), where they were content outside the tree."""
    import pydyf  # type: ignore[import-untyped]

    sides = _sides(document, tree)
    nums = tree.objects[tree.root["ParentTree"]]["Nums"]
    for at, reference in enumerate(tree.pdf.page_references):
        marked, stream = nums[2 * at + 1], tree.objects[tree.objects[reference]["Contents"]].stream
        for place, words in enumerate(stream):
            side = sides.get(marked[words["MCID"]]) if isinstance(words, pydyf.Dictionary) and "MCID" in words else None
            if side:
                marked[words["MCID"]] = "null"
                kind = pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{side}"})
                stream[place - 1 : place + 1] = ["/Artifact", kind]
    for stray in sides:
        tree.objects[stray].clear()


def _sides(document: Any, tree: Tree) -> dict[bytes, str]:
    """The elements that hang on no tree, with Header or Footer: WeasyPrint makes them of the boxes in the margins."""
    reached = {one.reference for one in tree.walk(tree.top)}
    strays = [one for one in tree.elements if one.reference not in reached]
    roots = [one.reference for one in strays if one["P"] == tree.top.reference]
    margins = [
        "Header" if box.at_keyword.startswith("@top") else "Footer"
        for page in document.pages
        for box in page._page_box.children
        if hasattr(box, "at_keyword")
        for _child in box.children
    ]
    sides = dict(zip(roots, margins, strict=True))
    for one in strays:  # in the order they were made: around before inside
        sides.setdefault(one.reference, sides.get(one["P"], "Header"))
    return sides


def _name_links(document: Any, tree: Tree) -> None:
    """A link's note says its words, where it said the name of the target (7.18.5); a link without a note is none."""
    import pydyf

    for page in document.pages:
        for *_rest, box in page.links:
            if box.link_annotation:
                words = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(words or box.link_annotation["Contents"].string)
    notes = {
        ref for ref, one in tree.objects.items() if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/OBJR"
    }
    for link in tree.all("/Link"):
        if not notes & {kid for kid in link["K"] if isinstance(kid, bytes)}:
            link["S"] = "/Span"


def _first_heading_is_the_first_level(tree: Tree) -> None:
    """A sheet's own title is its first level (7.4.2), though on the site it stands under the page's."""
    headings = tree.all("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")
    if headings and all(one["S"] != "/H1" for one in headings):
        up = min(int(one["S"][2]) for one in headings) - 1
        for one in headings:
            one["S"] = f"/H{int(one['S'][2]) - up}"


def _pairs_are_items(tree: Tree) -> None:
    """A word and what is said to it, in a <div> of a <dl>, are one item with its label (7.6)."""
    for pair in (kid for row in tree.all("/L") for kid in tree.kids(row) if kid["S"] == "/Div"):
        pair["S"] = "/LI"
        for place, part in enumerate(tree.kids(pair)):
            part["S"] = "/LBody" if place else "/Lbl"
            for body in tree.kids(part):
                body["S"] = "/NonStruct"


def _headers_have_a_side(tree: Tree) -> None:
    """Each header cell says whether it heads its column or its row (7.5)."""
    head = {cell.reference for part in tree.all("/THead") for cell in tree.walk(part)}
    for cell in tree.all("/TH"):
        column = cell.reference in head or "ColSpan" in cell["A"]
        cell["A"]["Scope"] = "/Column" if column else "/Row"


def _drop_what_is_empty(tree: Tree, element: Element) -> None:
    """A line to sign on or a box to tick holds no text: it is drawn, and nothing is read."""
    for kid in tree.kids(element):
        _drop_what_is_empty(tree, kid)
        if not kid["K"] and kid["S"] in {"/Span", "/NonStruct"}:
            element["K"].remove(kid.reference)
            kid.clear()
