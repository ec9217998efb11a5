"""The board of points, the list of measures, and one measure with the records behind it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for
from flask_babel import gettext as _

from careplan.access.roles import EVERY_CHILD
from careplan.aid.views_rights import EVERY_AID
from careplan.clock import today
from careplan.indicators import views_words
from careplan.indicators.catalogue import AREAS, MEASURES
from careplan.indicators.cells import cells_of
from careplan.indicators.facts import Squad
from careplan.indicators.lines import SquadCount, count_by_squad
from careplan.indicators.moved import moved
from careplan.indicators.points import scored_leaves
from careplan.indicators.queries import Evaluation, evaluate
from careplan.indicators.queries_records import describe, squad_labels
from careplan.indicators.registry import Measure
from careplan.indicators.results import MeasureResult, RecordRef
from careplan.seeds.load import shipped_seeds
from careplan.web.filters import in_english, may, named
from careplan.web.guard import audit_read, roles
from careplan.web.query import query_choice, query_date, query_int, query_text

blueprint = Blueprint("indicators", __name__, url_prefix="/indicators")
PAGE = 50
SIDES = ("missing", "counted", "all")
LINKS = {  # kind of record → the page that shows it
    "child": "children.child",
    "session": "sessions.session",
    "event": "events.event",
    "aid": "aid.case",
    "care_goal": "casework.progress",
    "pledge": "partners.pledge",
    "duty": "aid.duty",
    "arrangement": "programme.item",
    "staff": "training.person",
    "plan": "plans.plan",
    "report": "reports.report",
    "obstacle": "voices.obstacles",
}
TELLING = frozenset({"aid", "referral", "event", "care_goal"})
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "words": views_words,
        "measures": MEASURES,
        "link_to": link_to,
        "leaves_of": scored_leaves,
        "may_see": lambda c: may_see_records(MEASURES[c]),
    }


def _day() -> date:
    """?day= up to today: the board as it stood then."""
    chosen = query_date("day", today()) or today()
    return min(chosen, today())


@blueprint.get("/")
def board() -> str:
    """Points by area, every indicator with its figure, and what has no data yet."""
    day = _day()
    return render_template("indicators/board.html", now=evaluate(day), as_of=day)


@blueprint.get("/board.csv")
def board_csv() -> Response:
    """The board as a table for a spreadsheet."""
    now = evaluate(_day())
    head = [
        _("Area"),
        _("Indicator"),
        _("Figure"),
        _("Numerator"),
        _("Denominator"),
        _("Points"),
        _("Full points"),
        _("Remark"),
    ]
    rows = []
    for area in now.scored.areas:
        for leaf in scored_leaves(area):
            result = leaf.result
            figures = ["", "", ""] if result is None else _cells_of_csv(result)
            points = "" if leaf.points is None else leaf.points
            remark = views_words.reason(leaf.reason) if leaf.reason else ""
            rows.append([named(area.branch), named(leaf.leaf), *figures, points, leaf.leaf.full, remark])
    return _csv(f"indicators-{now.snapshot.as_of}.csv", head, rows)


def _cells_of_csv(result: MeasureResult) -> list[object]:
    """Figure, numerator, denominator; the two are left out where they would tell a small group."""
    seen = may_see_records(MEASURES[result.code])
    told = views_words.told(result, seen)
    hidden = not seen and result.unit == "rate" and not views_words.told_fraction(result, seen)
    return [told, "", ""] if hidden else [told, result.numerator, result.denominator]


@blueprint.get("/measures")
def measures() -> str:
    """Every measure there is, with or without points."""
    day = _day()
    return render_template("indicators/measures.html", now=evaluate(day), as_of=day, areas=AREAS)


@blueprint.get("/measures/<code>")
def measure(code: str) -> str:
    """One measure: what it counts, where it comes from, its figure, and the records counted and not counted."""
    chosen, now, result = _measured(code)
    labels = squad_labels(int(now.snapshot.year[:4]))
    squad = query_int("squad")
    side = query_choice("show", SIDES, _first_side(chosen, result))
    grade, classes = query_int("grade"), _classes()
    inside = classes or _inside(now.snapshot.squads, grade, squad)
    rows = _chosen(result, side, inside, labels)
    number = query_int("page", 1, minimum=1) or 1
    shown = rows[(number - 1) * PAGE : number * PAGE]
    open_list = may_see_records(chosen)
    if open_list and chosen.personal and shown:
        audit_read("indicator", None, measure=code, children=len(shown))
    return render_template(
        "indicators/measure.html",
        measure=chosen,
        result=result,
        as_of=now.snapshot.as_of,
        leaves=[leaf for leaf in now.scored.leaves if leaf.leaf.measure == code],
        sentences=[shipped_seeds().sentences[ref] for ref in chosen.refs],
        by_squad=_by_squad(chosen, result, now, labels),
        labels=labels,
        lines=describe(shown, labels, in_english()) if open_list else [],
        open_list=open_list,
        moved=moved(chosen, now.snapshot, result) if open_list else None,
        same={key: request.args[key] for key in ("grade", "squad", "classes", "show") if key in request.args},
        side=side,
        squad=squad,
        grade=grade,
        classes=[labels[one] for one in labels if one in classes],
        total=len(rows),
        page_number=number,
        more=len(rows) > number * PAGE,
    )


@blueprint.get("/measures/<code>.csv")
def measure_csv(code: str) -> Response:
    """The records behind a figure as a table; never with a child's name. Who may open them has the page's filter."""
    chosen, now, result = _measured(code)
    labels = squad_labels(int(now.snapshot.year[:4]))
    records: Sequence[RecordRef] = result.records
    if may_see_records(chosen):
        inside = _classes() or _inside(now.snapshot.squads, query_int("grade"), query_int("squad"))
        records = _chosen(result, query_choice("show", SIDES, "all"), inside, labels)
    else:
        labels = _joined_labels(result, now, labels) if may_see_squads(chosen, result) else {}
    if chosen.personal:
        table: Iterable[list[object]] = (
            [labels.get(r.squad_id or "", ""), "", "", _side_word(r), views_words.note(r.note)] for r in records
        )
    else:
        table = (
            [line.squad, line.title, line.detail, _side_word(line), views_words.note(line.note)]
            for line in describe(records, labels, in_english())
        )
    head = [_("Class"), _("What"), _("Day or detail"), _("Counted"), _("Remark")]
    return _csv(f"{code}-{now.snapshot.as_of}.csv", head, table)


def _measured(code: str) -> tuple[Measure, Evaluation, MeasureResult]:
    if code not in MEASURES:
        abort(404)
    now = evaluate(_day())
    return MEASURES[code], now, now.results[code]


def may_see_records(chosen: Measure) -> bool:
    """Records that are children are for those who may open every child; others see them by squad (DOMAIN 5.2)."""
    return not chosen.personal or bool(roles() & EVERY_CHILD)


def may_see_squads(chosen: Measure, result: MeasureResult) -> bool:
    """Aid, referrals, events and goals are rare, so a class tells the child: who may not see it gets no class."""
    return may_see_records(chosen) or not any(r.kind in TELLING for r in result.records)


def _by_squad(
    chosen: Measure, result: MeasureResult, now: Evaluation, labels: dict[str, str]
) -> tuple[SquadCount, ...]:
    """A rate by class; for who may not see the children classes are joined until no group is under five (G10)."""
    if may_see_records(chosen):
        return count_by_squad(result, labels)
    if not may_see_squads(chosen, result):
        return ()
    joined = _joined_labels(result, now, labels)
    return tuple(
        SquadCount(cell.squad_ids[0], joined[cell.squad_ids[0]], cell.counted, cell.total)
        for cell in cells_of(result, now.snapshot).classes
        if cell.total
    )


def _joined_labels(result: MeasureResult, now: Evaluation, labels: dict[str, str]) -> dict[str, str]:
    """Class → the names of all classes that it is told together with; {} where nothing may be told by class."""
    mark = ", " if in_english() else "、"
    cells = cells_of(result, now.snapshot).classes
    return {
        one: mark.join(labels[i] for i in cell.squad_ids if i in labels) for cell in cells for one in cell.squad_ids
    }


def _first_side(chosen: Measure, result: MeasureResult) -> str:
    """What is worth seeing first: what is missing, for “less is better” what was counted, all where records weigh."""
    if result.numerator != len(result.counted):
        return "all"
    return "missing" if result.not_counted and chosen.direction == "up" else "counted" if result.counted else "all"


def _classes() -> frozenset[str]:
    """?classes=12.13: several classes that are told together; what is no number is passed over."""
    return frozenset(one for one in query_text("classes").split(".") if one.isascii() and one.isdigit())


def _inside(squads: Iterable[Squad], grade: int | None, squad: int | None) -> frozenset[str] | None:
    """The classes of ?grade= and ?squad=; None: all records, also those of no single class."""
    if grade is None:
        return None if squad is None else frozenset({str(squad)})
    return frozenset(q.id for q in squads if q.grade == grade and (squad is None or q.id == str(squad)))


def _chosen(result: MeasureResult, side: str, inside: frozenset[str] | None, labels: dict[str, str]) -> list[RecordRef]:
    """The records of a side and of some classes; by class where they have one."""
    wanted = {"missing": (False,), "counted": (True,), "all": (True, False)}[side]
    place = {squad_id: n for n, squad_id in enumerate(labels)}
    rows = [r for r in result.records if r.counted in wanted and (inside is None or r.squad_id in inside)]
    return rows if rows and rows[0].kind == "session" else sorted(rows, key=lambda r: place.get(r.squad_id or "", -1))


def _side_word(record: Any) -> str:
    return _("yes") if record.counted else _("no")


def link_to(link: tuple[str, str]) -> str:
    """The address of a record's page when there is one that this person may open, else ""."""
    kind, row_id = link
    endpoint = LINKS.get(kind, "")
    if endpoint not in current_app.view_functions or not may(endpoint) or not row_id.isdigit():
        return ""
    if kind == "aid" and not roles() & EVERY_AID:  # others may open the aid of some of their children only
        return ""
    rule = next(current_app.url_map.iter_rules(endpoint))
    values: dict[str, Any] = {argument: int(row_id) for argument in rule.arguments}
    return url_for(endpoint, **values)


def _csv(name: str, head: list[str], rows: Iterable[list[object]]) -> Response:
    """A table that spreadsheets open as UTF-8; a cell never begins a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in [list[object](head), *rows]:
        writer.writerow([f"'{cell}" if str(cell).startswith(FORMULA_STARTS) else cell for cell in row])
    answer = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
