"""The look ahead: each indicator now, expected and aimed at; the records that close a gap; who does what."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _

from careplan.access.roles import HEAD_COUNSELOR, OFFICE, PRINCIPAL
from careplan.clock import today
from careplan.foresight import views_words
from careplan.foresight.doing import INSTEAD, doing
from careplan.foresight.people_queries import names_of
from careplan.foresight.queries import look_ahead
from careplan.foresight.todo import Todo, Wanted, by_person, grouped, part_of, todos, wanted
from careplan.indicators.catalogue import MEASURES
from careplan.indicators.queries_records import describe, squad_labels
from careplan.indicators.views import link_to
from careplan.indicators.views_words import note, reason
from careplan.web.filters import in_english, may
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_choice, query_date, query_text

blueprint = Blueprint("foresight", __name__, url_prefix="/foresight")
MANY = 40
"""So many records stand in one table; more are folded class by class."""
LEADERS = frozenset({PRINCIPAL, HEAD_COUNSELOR, OFFICE})


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "ahead_words": views_words,
        "place_of": place_of,
        "way_of": way_of,
        "note": note,
        "reason": reason,
        "measures": MEASURES,
        "link_to": link_to,
    }


def chosen_day() -> date:
    """?day= up to today."""
    return min(query_date("day", today()) or today(), today())


def place_of(code: str) -> str:
    """The page where a gap is closed, if the reader may open it; "" else."""
    page = doing(code).page
    pages = (page, INSTEAD.get(page, ""))
    return next((url_for(one) for one in pages if one and may(one)), "")


def way_to(code: str) -> str:
    """The page where a gap is closed, else the one that says what would close it; "" for who may open neither."""
    return place_of(code) or (url_for("foresight.gap", code=code) if may("foresight.gap") else "")


def way_of(item: Todo, own: bool) -> str:
    """Where an item of the to-do list leads: the doer (own) to where it is done, who leads to the very records."""
    if item.records and not own and may("foresight.gap") and views_words.open_to_reader(item.code):
        return url_for("foresight.gap", code=item.code, person=item.person, day=chosen_day().isoformat())
    return place_of(item.code)


@blueprint.get("/")
def foresight() -> str:
    """Every indicator with points: today, at the year's end if all goes as planned, and what would close the gap."""
    now, found = look_ahead(chosen_day())
    show = query_choice("show", ("gaps", "all"), "gaps")
    leaves = [leaf for leaf in found.leaves if show == "all" or leaf.lost or leaf.soon] if found else []
    if show == "gaps":
        leaves.sort(key=lambda leaf: -leaf.lost)  # as on the board: what costs most stands first
    return render_template("foresight/foresight.html", now=now, found=found, leaves=leaves, show=show, day=chosen_day())


@blueprint.get("/<code>")
def gap(code: str) -> str:
    """The records that close one gap, the nearest first."""
    now, found = look_ahead(chosen_day())
    leaf = next((one for one in found.leaves if one.code == code), None) if found else None
    if found is None or leaf is None:
        abort(404)
    labels = squad_labels(int(now.snapshot.year[:4]))
    open_list = views_words.open_to_reader(code)
    gaps = [one for one in wanted(found) if one.leaf is leaf]
    person = query_text("person") if open_list else ""
    own = [part for part in (part_of(one, person, found) for one in gaps) if part.closing.chosen] if person else []
    gaps = own or gaps
    if open_list and MEASURES[code].personal and any(one.closing.chosen for one in gaps):
        audit_read("indicator", None, measure=code, ahead=True)
    shown = [(one, _lines(one, labels) if open_list else []) for one in gaps]
    return render_template(
        "foresight/gap.html",
        leaf=leaf,
        gaps=shown,
        found=found,
        open_list=open_list,
        person=views_words.person(person, names_of({person})) if own else "",
        day=chosen_day(),
        by_squad=lambda lines: _by_squad(lines, list(labels.values())),
    )


def _lines(one: Wanted, labels: dict[str, str]) -> list[Any]:
    known = [lack for lack in one.closing.chosen if not lack.record.id.startswith("ahead-")]
    lines = describe([lack.record for lack in known], labels, in_english())
    return list(zip(lines, [lack.work for lack in known], strict=True))


def _by_squad(lines: list[Any], order: list[str]) -> list[tuple[str | None, list[Any]]]:
    """A short list whole (None); a long one class by class in the school's order, the nearest first in each."""
    if len(lines) <= MANY:
        return [(None, lines)]
    groups: dict[str, list[Any]] = {}
    for line, work in lines:
        groups.setdefault(line.squad, []).append((line, work))
    return sorted(groups.items(), key=lambda group: order.index(group[0]) if group[0] in order else len(order))


@blueprint.get("/todo")
def todo() -> str:
    """What is to be done by when, each item one person's: all of it for those who lead, the own items for others."""
    now, found = look_ahead(chosen_day())
    items = todos(found) if found else ()
    own = by_person(items, _me(), roles())
    every = bool(roles() & LEADERS) and query_choice("whose", ("all", "mine"), "all") == "all"
    names = names_of({item.person for item in items})
    wanted_person = query_text("person")
    shown = items if every else own
    return render_template(
        "foresight/todo.html",
        items=[item for item in shown if not wanted_person or item.person == wanted_person],
        groups=grouped(shown),
        own={item.person for item in own},
        people=sorted({item.person for item in items}, key=lambda key: views_words.person(key, names)) if every else [],
        chosen=wanted_person,
        names=names,
        labels=squad_labels(int(now.snapshot.year[:4])),
        every=every,
        leads=bool(roles() & LEADERS),
        found=found,
        day=chosen_day(),
        detail=_detail,
    )


def _me() -> str:
    return f"staff-{user().staff_id}" if user().staff_id else f"user-{user().id}"


def _detail(item: Todo, labels: dict[str, str]) -> str:
    """Whose it is about: up to three classes, then how many."""
    squads = [labels[one] for one in labels if one in item.squad_ids]
    if len(squads) <= 3:
        return ("、" if not in_english() else ", ").join(squads)
    return _("%(n)s classes", n=len(squads))
