"""Passing on: packets, their children, the preview of exactly what goes out, the way out, and the calling back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.even_load import trough_days
from careplan.casework.queries import Sight, children_in_care
from careplan.children.consent_queries import Stands
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.partners.queries import partners_asked
from careplan.passing.deciding import CHARITY, PUBLIC, RECIPIENTS, Verdict, kinds_for
from careplan.passing.document import unbroken
from careplan.passing.facts_load import code_of, needs_of
from careplan.passing.forms import BadItem, FileForm, PacketForm, ReleaseForm, chosen_children
from careplan.passing.models import Packet
from careplan.passing.operations import (
    BadExpiry,
    BadPartner,
    BadReason,
    choose_children,
    discard,
    save_packet,
)
from careplan.passing.packet_load import kept_document, preview, verdicts
from careplan.passing.queries import find_packet, packets, recalls
from careplan.passing.words import KINDS
from careplan.web.filters import in_english
from careplan.web.guard import audit_read, roles, user
from careplan.web.query import query_text

blueprint = Blueprint("passing", __name__, url_prefix="/passing")
STATES = {"draft": ("草稿", "draft"), "out": ("已提供", "passed on"), "discarded": ("已作废", "put aside")}
WHY = {
    "none": ("未征询监护人", "the guardian was not asked"),
    "refused": ("监护人不同意", "the guardian refused"),
    "withdrawn": ("监护人已撤回", "the guardian took it back"),
    "expired": ("同意已过期", "the consent has expired"),
    "guardian_changed": ("监护人已变更", "the guardian has changed"),
    "role": ("您没有这项权限", "not yours to pass on"),
    "reason": ("理由太短", "the reason is too short"),
    "wrong": ("本不该提供", "should not have gone out"),
    "expiry": ("使用期限已到", "the time of use is over"),
}
KIND_WORDS = {
    "full": ("姓名", "full name"),
    "given": ("名字", "given name"),
    "little": ("称呼", "way of calling"),
    "nickname": ("小名", "nickname"),
    "pinyin": ("拼音姓名", "name in pinyin"),
    "classmate": ("其他孩子", "another child"),
    "family": ("家人姓名", "family name"),
    "staff": ("教职工姓名", "staff name"),
    "address": ("地址", "address"),
    "school": ("校名", "school"),
    "class": ("班级", "class"),
    "number": ("号码", "number"),
}
WORDS = {"kind": KINDS, "state": STATES, "why": WHY, "term": KIND_WORDS}


@blueprint.app_template_filter("passing_word")
def passing_word(code: str, which: str) -> str:
    return WORDS[which].get(code, (code, code))[in_english()]


@blueprint.app_template_filter("passing_code")
def passing_code(recipient: str, child_id: int) -> str:
    return code_of(recipient, child_id)


@blueprint.get("/", endpoint="packets")
def packet_list() -> str:
    """What was passed on, the newest first. ?q= part of the recipient's name."""
    text, kinds = query_text("q"), kinds_for(roles())
    open_recalls = [one for one in recalls(kinds, today()) if one.line.deleted_on is None]
    return render_template("passing/packets.html", packets=packets(kinds, text), text=text, recalls=len(open_recalls))


def packet_or_404(packet_id: int) -> Packet:
    found = find_packet(packet_id)
    return found if found and found.kind in kinds_for(roles()) else abort(404)


@blueprint.get("/new", endpoint="packet_new")
@blueprint.post("/new", endpoint="packet_new")
def packet_new() -> Any:
    return _particulars(None)


@blueprint.get("/<int:packet_id>/edit", endpoint="packet_edit")
@blueprint.post("/<int:packet_id>/edit", endpoint="packet_edit")
def packet_edit(packet_id: int) -> Any:
    row = packet_or_404(packet_id)
    return _particulars(row) if row.state == "draft" else _gone(row)


def _gone(row: Packet) -> Response:
    """Nothing of a packet that went out or was put aside is changed: one is led to the packet itself."""
    if row.state == "out":
        flash(_("This packet has gone out as it stands here. To change something, make a new one."), "info")
    else:
        flash(_("This packet was put aside. Please make a new one."), "info")
    return redirect(url_for("passing.packet", packet_id=row.id))


def _particulars(row: Packet | None) -> Any:
    form = PacketForm(data=_kept(row))
    form.offer([(kind, KINDS[kind][in_english()]) for kind in kinds_for(roles())], partners_asked())
    if not form.is_submitted():
        if row:
            form.open_for(row)
        return render_template("passing/packet_edit.html", form=form, row=row, stale=False)
    if row and form.is_stale(row):
        page = render_template("passing/packet_edit.html", form=form, row=row, stale=True)
        form.version.data = str(row.version)
        return page, 409
    if form.validate():
        try:
            made = _save(row, form)
        except Refused as refused:
            db.session.rollback()
            form[_place(refused)].errors = [str(refused)]
        else:
            db.session.commit()
            flash(_("Saved."), "success")
            return redirect(url_for("passing.packet", packet_id=made))
    again = find_packet(row.id) if row else None
    return render_template("passing/packet_edit.html", form=form, row=again, stale=False), 422


def _kept(row: Packet | None) -> dict[str, Any]:
    if row is None:
        return {"expires_on": today() + timedelta(days=90), "kind": "charity"}
    names = ("kind", "recipient", "purpose", "expires_on", "reason", "keep")
    return {name: getattr(row, name) for name in names} | {"partner": str(row.partner_id or "")}


def _place(refused: Refused) -> str:
    if isinstance(refused, BadExpiry):
        return "expires_on"
    if isinstance(refused, BadPartner):
        return "partner"
    return "reason" if isinstance(refused, BadReason) else "kind"


def _save(row: Packet | None, form: PacketForm) -> int:
    return save_packet(
        actor_id=user().id,
        roles=roles(),
        row=row,
        kind=form.kind.data,
        recipient=form.recipient.data or "",
        purpose=form.purpose.data or "",
        expires_on=form.expires_on.data,
        reason=form.reason.data or "",
        keep=form.keep.data or "",
        partner_id=int(form.partner.data) if form.partner.data else None,
    ).id


@blueprint.get("/<int:packet_id>/children", endpoint="children")
@blueprint.post("/<int:packet_id>/children", endpoint="children")
def children(packet_id: int) -> Any:
    """Choose who stands in it; who may not is listed too, with the reason."""
    row, fault, typed = packet_or_404(packet_id), "", None
    if RECIPIENTS[row.kind].tier == PUBLIC:
        abort(404)
    if row.state != "draft":
        return _gone(row)
    if request.method == "POST":
        try:
            typed = chosen_children(request.form, request.form.getlist("child"))
            if request.form.get("version") != str(row.version):
                raise Refused(_("Somebody else saved this while you were editing."))
            choose_children(actor_id=user().id, roles=roles(), row=row, chosen=typed)
        except BadItem:
            fault = _("An item or a size is too long or holds characters that cannot be used here.")
        except Refused as refused:
            fault = str(refused)
        else:
            db.session.commit()
            return redirect(url_for("passing.packet", packet_id=packet_id))
        db.session.rollback()
        row = packet_or_404(packet_id)
    else:
        audit_read("child_list", None, about="packet")
    return _children_page(row, typed, fault), 422 if fault else 200


def _children_page(row: Packet, typed: dict[int, tuple[str, str]] | None, fault: str) -> str:
    """By class; of a charity's help those first whom nothing has reached for a month and a half (C29)."""
    kept = {line.child_id: (line.item, line.size) for line in row.children}
    in_care = children_in_care(Sight(None), today())
    ids = [child.id for child in in_care]
    trough = trough_days(ids, today()) if RECIPIENTS[row.kind].tier == CHARITY else {}
    listed = sorted(in_care, key=lambda one: (one.id not in trough, -one.squad.entry_year, one.squad.number, one.id))
    said: dict[int, tuple[Verdict, Stands]] = verdicts(row.kind, ids, roles(), row.reason or "", today())
    needs = {one: "；".join(need.words for need in rows)[:300] for one, rows in needs_of(ids).items()}
    return render_template(
        "passing/children.html",
        packet=row,
        may_stand=[one for one in listed if said[one.id][0].allowed],
        may_not=[(one, said[one.id][0].why) for one in listed if not said[one.id][0].allowed],
        chosen=kept if typed is None else typed,
        needs=needs,
        trough=trough,
        fault=fault,
    )


@blueprint.get("/<int:packet_id>", endpoint="packet")
def packet(packet_id: int) -> str:
    """A draft: exactly what would go out, to be confirmed. Gone out: what went, to whom, which files."""
    row = packet_or_404(packet_id)
    audit_read("packet", row.id, children=len(row.children))
    return packet_page(row, ReleaseForm(formdata=None), FileForm(formdata=None))


def packet_page(row: Packet, form: ReleaseForm, file_form: FileForm, fault: str = "") -> str:
    shown = preview(row, roles(), today()) if row.state == "draft" else None
    if shown:
        form.sha256.data = shown.sha256
    went = kept_document(row) if row.state == "out" else None
    document = went or (shown.packet if shown else None)
    return render_template(
        "passing/packet.html",
        packet=row,
        shown=shown,
        document=document,
        short=unbroken(document) if document else frozenset(),
        form=form,
        file_form=file_form,
        fault=fault,
        public=RECIPIENTS[row.kind].tier == PUBLIC,
        over=row.expires_on < today(),
    )


@blueprint.post("/<int:packet_id>/discard", endpoint="discard")
def discard_packet(packet_id: int) -> Response:
    try:
        discard(actor_id=user().id, row=packet_or_404(packet_id))
    except Refused as refused:
        db.session.rollback()
        flash(str(refused), "warning")
    else:
        db.session.commit()
        flash(_("Put aside."), "success")
    return redirect(url_for("passing.packets"))


from careplan.passing import views_out, views_recall  # noqa: E402,F401 - their routes join the blueprint
