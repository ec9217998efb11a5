"""Repairs as plain JSON values, with their sentences, and back again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, get_args

from careplan.scheduling.json_place import Place
from careplan.scheduling.solution import Kind, LeftOut, Price, Repair


def repair_json(repair: Repair) -> dict[str, Any]:
    """What is at its default is left out; the price is always there."""
    found = {
        key: value for key, value in asdict(repair).items() if not (value is None or value is False or value == ())
    }
    found = {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()}
    return found if repair.then is None else found | {"then": repair_json(repair.then)}


def read_repair(at: Place) -> Repair:
    """A repair from JSON; its ids are for `apply_repair` to look up."""
    kind = at.needed("kind").text()
    if kind not in get_args(Kind):
        at.key("kind").fault(f"no kind of repair {kind[:40]!r}")
    price, smallest = at.key("price"), at.key("smallest")
    figures = ("people", "squads", "lessons", "money")
    return Repair(
        kind,  # type: ignore[arg-type]  # one of them, just checked
        at.needed("reference").name(),
        at.key("was").whole_or_none(),
        at.key("to").whole_or_none(),
        at.key("people").each_or(Place.name),
        at.key("skills").each_or(Place.name),
        at.key("until").name_or_none(),
        at.key("venue").name_or_none(),
        at.key("slots").each_or(Place.name),
        Price(**{one: price.key(one).whole_or(0) for one in figures}) if price.value is not None else Price(),
        smallest.truth_or(False),
        at.key("activity").name_or_none(),
        at.key("squads").each_or(Place.name),
        None if at.key("then").value is None else read_repair(at.key("then")),
        at.key("pupils").whole_or_none(),
    )


def left_out_json(one: LeftOut) -> dict[str, Any]:
    found: dict[str, Any] = {"reference": one.reference, "reason": list(one.reason)}
    return found if one.broken is None else found | {"broken": one.broken}


def read_left_out(at: Place) -> LeftOut:
    reason, broken = at.key("reason").each_or(Place.name), at.key("broken").whole_or_none()
    return LeftOut(at.needed("reference").name(), reason, broken)
