"""Make a drawn chart fit for print and for a page with a strict content security policy.

Only known elements and attributes stay; `style` becomes attributes, `<style>` goes, ids are counted anew (so the same
chart is the same text each time, and two charts on a page do not share ids), `<title>` comes first: it is the only
thing that WeasyPrint turns into the figure's /Alt.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    "svg g path text tspan rect circle ellipse line polyline polygon defs pattern clipPath linearGradient stop".split()
)
_ATTRIBUTES = frozenset(
    "d x y x1 y1 x2 y2 cx cy r rx ry width height points transform viewBox id fill fill-opacity fill-rule stroke "
    "stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit "
    "opacity font-size font-family font-weight font-style text-anchor dominant-baseline clip-path patternUnits "
    "patternContentUnits patternTransform offset stop-color stop-opacity xml:space dx dy".split()
)
_URL = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"^(?:(normal|bold|italic|\d{3})\s+)*([\d.]+px)\s+(.+)$")


def tidy(source: str, *, title: str, prefix: str) -> str:
    """The SVG text `source` with only what we know, ids starting with `prefix`, named `title` (plain text)."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(source)
    _clean(root)
    _name_ids(root, prefix)
    for attribute in ("width", "height", "id"):
        root.attrib.pop(attribute, None)
    heading = ET.Element(f"{{{_SVG}}}title")
    heading.text = title
    root.insert(0, heading)
    root.text = None
    return ET.tostring(root, encoding="unicode")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _clean(element: ET.Element) -> None:
    for child in list(element):
        if _local(child.tag) in _ELEMENTS:
            _clean(child)
        else:
            element.remove(child)
    style = element.attrib.pop("style", "")
    for declaration in style.split(";"):
        name, _, value = declaration.partition(":")
        if name.strip() == "font":
            _set_font(element, value.strip())
        elif value:
            element.attrib.setdefault(name.strip(), value.strip())
    for name in list(element.attrib):
        if name not in _ATTRIBUTES or "url(" in _URL.sub("", element.attrib[name]):
            del element.attrib[name]


def _set_font(element: ET.Element, value: str) -> None:
    match = _FONT.match(value)
    if match:
        if match[1]:
            element.set("font-weight", match[1])
        element.set("font-size", match[2])
        element.set("font-family", match[3])


def _name_ids(root: ET.Element, prefix: str) -> None:
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            names[element.attrib["id"]] = f"{prefix}-{len(names)}"
            element.set("id", names[element.attrib["id"]])
    for element in root.iter():
        for name, value in element.attrib.items():
            if "url(#" in value:
                element.set(name, _URL.sub(lambda match: f"url(#{names.get(match[1], 'none')})", value))
