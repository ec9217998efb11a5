"""The day's visits on a phone, with and without network: an empty page that the phone keeps, the files, the sending."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Any

from flask import current_app, get_template_attribute, jsonify, render_template, request, send_from_directory
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from careplan.casework.forms import VisitForm
from careplan.casework.phone_operations import Arrived, has_arrived, stored_facts, take_in_facts
from careplan.casework.queries import find_child
from careplan.casework.register_queries import Card, cards_of, due_route
from careplan.casework.sent_visit import BadVisit, SentVisit, read_visit
from careplan.casework.views_contacts import blueprint, may_be_taken, next_by, stored_contact
from careplan.casework.views_file import file_word
from careplan.casework.views_rights import child_or_404, may_open, sight
from careplan.children.carers import Carer
from careplan.children.models import Child
from careplan.children.views import squad_label
from careplan.clock import now, today
from careplan.db import db
from careplan.errors import Refused
from careplan.secrecy import key_for
from careplan.web.filters import day
from careplan.web.guard import audit_read, user
from careplan.web.query import query_text
from careplan.web.text import BadText, clean, whole_number

KEPT = timedelta(hours=10)
MOST_FILES = 20


@blueprint.get("/phone/", endpoint="phone")
def phone() -> str:
    """The page without anybody's data; the phone fills it."""
    return render_template("casework/phone.html", form=VisitForm(formdata=None))


@blueprint.get("/phone/worker.js", endpoint="phone_worker")
def phone_worker() -> Response:
    """The service worker of the page above, at the page's own place: it can touch nothing else of the site."""
    return send_from_directory(f"{current_app.static_folder}/dist", "phone_worker.js", mimetype="text/javascript")


@blueprint.get("/phone/day", endpoint="phone_day")
def phone_day() -> Response:
    """The own children due today, and those of whom something waits on the phone: an audited read of each file.

    Only one's own register comes to a phone, also for those who may open every file: a phone is easily lost.
    """
    cards = _cards()
    for card in cards:
        audit_read("child_file", card.child.id, form="phone")
    if not cards:
        audit_read("care_list", None, children=0)
    return jsonify(
        {
            "owner": str(user().id),
            "key": b64encode(key_for(f"phone-visits:{user().id}")).decode(),
            "csrf": generate_csrf(),
            "until": f"{(now() + KEPT).isoformat(timespec='seconds')}Z",
            "today": today().isoformat(),
            "files": [_file(card) for card in cards],
        }
    )


def _cards() -> list[Card]:
    staff_id = user().staff_id
    cards = due_route(sight(), today(), staff_id)[:MOST_FILES] if staff_id else []
    asked = {whole_number(word) or 0 for word in query_text("also").split(".")} - {card.child.id for card in cards}
    waiting = [found for one in sorted(asked)[:MOST_FILES] if (found := find_child(one)) and may_open(found)]
    return [*cards, *cards_of(waiting, today())]


def _file(card: Card) -> dict[str, Any]:
    child, carer, standing = card.child, card.carer, card.standing
    whose = get_template_attribute("children/_whose.html", "whose")
    return {
        "child": child.id,
        "name": child.name,
        "squad": squad_label(child.squad),
        "whose": str(whose(child)),
        "carer": _carer_words(carer),
        "due": day(standing.due_on, "short") if standing.due_on else _("now"),
        "last": day(standing.last_on, "short") if standing.last_on else _("never"),
        "promises": [f"{one.words} · {day(one.due_on, 'short')}" for one in card.promises],
        "next": next_by(child.id).isoformat(),
        "facts": stored_facts(child),
    }


def _carer_words(carer: Carer | None) -> str:
    """Who cares, since when the file says so, and whom the roster names instead."""
    if carer is None:
        return ""
    said, other = [], carer.otherwise
    if carer.source == "file" and carer.since:
        said.append(_("care file, since %(day)s", day=day(carer.since, "short")))
    if carer.state and carer.state != "home":
        said.append(file_word(carer.state, "state"))
    if other:
        said.append(" ".join(filter(None, (_("roster:"), other.words, other.phone))))
    return f"{carer.words} ({'; '.join(said)})" if said else carer.words


@blueprint.post("/phone/send", endpoint="phone_send")
def phone_send() -> Any:
    """A visit, once; then what it found at the door. faults: the form's, by field, nothing was stored then."""
    try:
        sent = read_visit(request.get_data())
    except BadVisit:
        return jsonify({"refused": _("What the phone sent cannot be read. Please reload the page there.")}), 400
    found = child_or_404(sent.child_id)
    form = _form(sent)
    if (faults := _checked(form, sent)) or (faults := _taken(form, found, sent)):
        db.session.rollback()
        return jsonify({"faults": faults})
    try:
        arrived = take_in_facts(actor_id=user().id, child=found, facts=sent.facts)
    except Refused as refused:
        db.session.rollback()
        return jsonify({"refused": str(refused)}), 409
    told = {"key": sent.key, "facts": {name: _told(sent, name, one) for name, one in arrived.items()}}
    db.session.commit()
    return jsonify(told)


def _form(sent: SentVisit) -> VisitForm:
    """The form as it was typed, and what was found at the door with it: so both are kept whatever is decided."""
    given = {name: value for name, value in sent.fields.items() if name in VisitForm(formdata=None)}
    found = {"found_address": "address", "found_phone": "carer_phone"}
    given |= {field: sent.facts[name].mine for field, name in found.items() if name in sent.facts}
    return VisitForm(formdata=MultiDict({**given, "kind": "visit"}), meta={"csrf": False})


def _checked(form: VisitForm, sent: SentVisit) -> dict[str, str]:
    """Field → what is wrong; a decision alone (no form) has only its facts to be right."""
    form.validate()
    asked = set(form.data) if sent.fields else {"found_address", "found_phone"}
    faults = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items() if name in asked}
    for name, fact in sent.facts.items():
        try:
            if clean(fact.mine) != fact.mine:
                raise BadText
        except BadText:
            faults.setdefault({"address": "found_address", "carer_phone": "found_phone"}[name], _("Please check this."))
    return faults


def _taken(form: VisitForm, found: Child, sent: SentVisit) -> dict[str, str]:
    """Store the visit unless it came before; the faults that only storing shows. A decision needs its visit."""
    before = has_arrived(sent.key)
    if before is not None:
        fits = before.child_id == found.id and before.recorded_by == user().id
        return {} if fits else {"day": _("This entry belongs to something else.")}
    if not sent.fields:
        return {"day": _("This entry belongs to something else.")}
    if may_be_taken(form, found) and stored_contact(form, found, sent.key):
        return {}
    return {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()} or {"day": "—"}


def _told(sent: SentVisit, name: str, one: Arrived) -> dict[str, Any]:
    fact = sent.facts[name]
    return {
        "outcome": one.outcome,
        "mine": fact.mine,
        "before": fact.before,
        "theirs": one.theirs,
        "since": day(one.since, "short") if one.since else "",
    }
