"""What the board asks and tells about a draft, as JSON: state, places, one move, undo, locks."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import abort, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.access.roles import HEAD_COUNSELOR
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.scheduling.solution import Session
from careplan.sessions.board_load import ROWS, Ids, board_state, finding_json, ground_json
from careplan.sessions.board_rows import RowKind, row_of, to_row
from careplan.sessions.desk import Desk
from careplan.sessions.draft_load import load_desk
from careplan.sessions.draft_operations import Blocked, make_step, reader_language, try_step
from careplan.sessions.draft_operations import redo as redo_step
from careplan.sessions.draft_operations import undo as undo_step
from careplan.sessions.draft_queries import LockKind
from careplan.sessions.findings import Effect
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.load import names_of
from careplan.sessions.lock_operations import KINDS, lock, unlock
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.moves import at_time, move_words, swap_words, swaps
from careplan.sessions.places import Finder
from careplan.sessions.taken_load import taken_of
from careplan.sessions.views_rights import blueprint, draft_or_404
from careplan.web.guard import roles, user
from careplan.web.query import query_choice, query_int

LARGEST = 10**9  # an id in an address has nine digits at the most
Step = tuple[tuple[Session, ...], tuple[Session, ...], str]


class NotUnderstood(Refused):
    """The board asked something that makes no sense."""


@blueprint.get("/draft/<int:version_id>/state")
def board(version_id: int) -> Response:
    return jsonify(_state(draft_or_404(version_id)))


def _state(version: ScheduleVersion) -> dict[str, Any]:
    found = board_state(version, HEAD_COUNSELOR in roles(), user().id)
    words = {row: {"why": fixed.why, "words": fixed.words(reader_language())} for row, fixed in found["fixed"].items()}
    return {**found, "fixed": words}


@blueprint.get("/draft/<int:version_id>/places")
def places(version_id: int) -> Response:
    """?session=&rows=: where a session may go, what forbids the other places, what the judge would say of the rest."""
    version = draft_or_404(version_id)
    kind = cast("RowKind", query_choice("rows", ROWS, "none"))
    desk, ids = load_desk(version), Ids.now()
    row = query_int("session") or abort(404)
    place = desk.place_of(row)
    session = abort(404) if place is None else desk.sessions[place]
    taken = taken_of(desk.problem)
    finder = Finder(desk, place or 0, kind, load_fixing(version), reader_language(), _names(), taken)
    codes = {code: key for key, code in ids.of(kind).items() if _known(desk, kind, code)}
    found = finder.find(list(codes))
    slot = desk.judge.index.slots[session.start]
    return jsonify(
        {
            "session": row,
            "edit": version.edits,
            "lessons": desk.judge.index.activities[session.activity].periods,
            "here": {
                "day": slot.date.isoformat(),
                "period": slot.period,
                "row": codes.get(row_of(desk.judge.index, session, kind) or ""),
            },
            "slots": [ground_json(one, codes) for one in found.slots],
            "rows": [ground_json(one, codes) for one in found.rows],
            "pairs": [ground_json(one, codes) for one in found.pairs],
        }
    )


def _known(desk: Desk, kind: RowKind, code: str) -> bool:
    index = desk.judge.index
    if kind == "squad":
        return code in index.squads
    return code in (index.staff if kind == "leader" else index.venues)


def _names() -> dict[str, str]:
    year = current_year()
    return names_of(year.start_year if year else 0, reader_language())


@blueprint.post("/draft/<int:version_id>/move")
def move(version_id: int) -> Any:
    """One session to another time or row, or two that change times; with "try" only judged."""
    version = draft_or_404(version_id)
    given = _given()
    if stale := _stale(version, given, "moved"):
        return stale
    desk = load_desk(version)
    try:
        step = _step(version, desk, given)
        if given.get("try") is True:
            tried, effect = try_step(version=version, out=step[0], into=step[1])
            if effect.blocking:
                raise Blocked(effect)
            return jsonify({"moved": False, "edit": version.edits, "said": step[2], **_effect(tried, effect)})
        effect = make_step(actor_id=user().id, version=version, out=step[0], into=step[1], words=step[2])
    except Blocked as refused:
        told = _effect(desk, refused.effect)
        told["findings"] = finding_json(desk, refused.findings)
        return jsonify({"moved": False, "message": str(refused), **told}), 422
    except NotUnderstood as refused:
        return jsonify({"moved": False, "message": str(refused), "findings": [], "score": None}), 422
    except Refused as refused:
        return _refused(version, str(refused), "moved")
    db.session.commit()
    return jsonify({"moved": True, "said": step[2], **_done(version, desk), **_effect(load_desk(version), effect)})


def _given() -> dict[str, Any]:
    try:
        given = request.get_json(silent=True)
    except RecursionError:  # brackets in brackets in brackets
        return {}
    return given if isinstance(given, dict) else {}


def _stale(version: ScheduleVersion, given: dict[str, Any], key: str) -> Any:
    """409 where somebody else changed the draft since the board last looked."""
    if given.get("edit") == version.edits:
        return None
    words = _("The draft was changed in the meantime. Please look at it again.")
    return jsonify({key: False, "stale": True, "message": words, "state": _state(version)}), 409


def _refused(version: ScheduleVersion, words: str, key: str) -> Any:
    db.session.rollback()
    return jsonify({key: False, "stale": False, "message": words, "state": _state(version)}), 409


def _step(version: ScheduleVersion, desk: Desk, given: dict[str, Any]) -> Step:
    language, names = reader_language(), _names()
    if "swap" in given:
        return _swap_step(version, desk, given["swap"], language, names)
    before = _session(desk, given.get("session"))
    after = _moved(desk, before, given)
    if after == before:
        raise NotUnderstood(_("The session is there already."))
    return (before,), (after,), move_words(desk, before, after, language, names)


def _swap_step(version: ScheduleVersion, desk: Desk, pair: object, language: str, names: dict[str, str]) -> Step:
    if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
        raise NotUnderstood(_("Two sessions are needed to change times."))
    one, other = (_session(desk, row) for row in pair)
    ways = list(swaps(one, other))
    good = (way for way in ways if not try_step(version=version, out=(one, other), into=way)[1].blocking)
    return (one, other), next(good, ways[0]), swap_words(desk, one, other, language, names)


def _session(desk: Desk, row: object) -> Session:
    found = desk.session_of(row) if isinstance(row, int) else None
    if found is None:
        raise NotUnderstood(_("This session is not in the draft any more. Please load the page anew."))
    return found


def _moved(desk: Desk, session: Session, given: dict[str, Any]) -> Session:
    found: Session | None = session
    if "day" in given or "period" in given:
        found = _at(desk, session, given.get("day"), given.get("period"))
    row = given.get("row")
    if row is not None and found is not None:
        kind, code = _row(row)
        found = to_row(desk, found, kind, code)
    if found is None:
        raise NotUnderstood(_("This session cannot go there: it is no lesson, or not for these people."))
    return found


def _at(desk: Desk, session: Session, day: object, period: object) -> Session | None:
    try:
        when = date.fromisoformat(str(day))
    except ValueError:
        return None
    return at_time(desk, session, when, period) if isinstance(period, int) else None


def _row(given: object) -> tuple[RowKind, str]:
    kind, row = (given.get("kind"), given.get("id")) if isinstance(given, dict) else (None, None)
    code = Ids.now().of(cast("RowKind", kind)).get(row) if kind in ROWS and isinstance(row, int) else None
    if code is None:
        raise NotUnderstood(_("This session cannot go there: it is no lesson, or not for these people."))
    return cast("RowKind", kind), code


def _effect(desk: Desk, effect: Effect) -> dict[str, Any]:
    return {
        "findings": finding_json(desk, effect.brings),
        "solved": finding_json(desk, effect.solves),
        "score": {"before": effect.before, "after": effect.after, "change": effect.points},
    }


def _done(version: ScheduleVersion, before: Desk) -> dict[str, Any]:
    """What changed on the board, and how it stands now."""
    desk, ids = load_desk(version), Ids.now()
    old = dict(zip(before.rows, before.sessions, strict=True))
    rows = [
        (row, one) for row, one in zip(desk.rows, desk.sessions, strict=True) if row is not None and old.get(row) != one
    ]
    gone = sorted(set(filter(None, before.rows)) - set(filter(None, desk.rows)))
    return {
        "edit": version.edits,
        "gone": gone,
        "sessions": [_session_json(desk, ids, row, one) for row, one in rows],
        "state": _state(version),
    }


def _session_json(desk: Desk, ids: Ids, row: int, one: Session) -> dict[str, Any]:
    index = desk.judge.index
    slot = index.slots[one.start]
    squads, staff, venues = ({code: key for key, code in ids.of(kind).items()} for kind in ROWS[1:])
    return {
        "id": row,
        "day": slot.date.isoformat(),
        "period": slot.period,
        "lessons": index.activities[one.activity].periods,
        "squads": [squads[code] for code in index.groups[one.group].squads],
        "staff": [staff[number] for number in one.staff],
        "venue": venues[one.venue],
    }


@blueprint.post("/draft/<int:version_id>/undo")
def board_undo(version_id: int) -> Any:
    return _turn(version_id, back=True)


@blueprint.post("/draft/<int:version_id>/redo")
def board_redo(version_id: int) -> Any:
    return _turn(version_id, back=False)


def _turn(version_id: int, *, back: bool) -> Any:
    version = draft_or_404(version_id)
    if stale := _stale(version, _given(), "done"):
        return stale
    before = load_desk(version)
    try:
        step = (undo_step if back else redo_step)(actor_id=user().id, version=version)
    except Refused as refused:
        return _refused(version, str(refused), "done")
    db.session.commit()
    said = _("Undone: %(step)s", step=step.words) if back else _("Done again: %(step)s", step=step.words)
    return jsonify({"done": True, "said": said, **_done(version, before)})


@blueprint.post("/draft/<int:version_id>/lock")
def board_lock(version_id: int) -> Any:
    """{"kind", "target", "locked"}: one's own lock on or off."""
    version = draft_or_404(version_id)
    given = _given()
    if stale := _stale(version, given, "done"):
        return stale
    kind, target, locked = given.get("kind"), given.get("target"), given.get("locked") is True
    if kind not in KINDS or type(target) is not int or not 0 <= target < LARGEST:
        return jsonify({"done": False, "message": _("What is to be locked is not in this draft.")}), 422
    try:
        change = lock if locked else unlock
        change(actor_id=user().id, version=version, kind=cast("LockKind", kind), target=target)
    except Refused as refused:
        return _refused(version, str(refused), "done")
    db.session.commit()
    said = _("Locked. It is moved neither by hand nor by the computer.") if locked else _("Unlocked.")
    return jsonify({"done": True, "edit": version.edits, "said": said, "state": _state(version)})
