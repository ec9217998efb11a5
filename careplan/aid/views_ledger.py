"""The ledger: money that arrived, set aside, spent, goods; taken back with a reason; on paper and as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import abort, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from careplan.aid.forms import EntryForm, split_form
from careplan.aid.ledger import GOODS, PAID, SPENT
from careplan.aid.ledger_operations import WrongEntryDay, add_entry, split_money, take_back_entry
from careplan.aid.ledger_xlsx import Row, make_ledger
from careplan.aid.list_load import squad_of
from careplan.aid.load import balance_of_case, benefit_of
from careplan.aid.models import AidCase, AidEntry
from careplan.aid.money import typed
from careplan.aid.paper_operations import add_paper
from careplan.aid.queries import cases_of, find_entry, helped_ids
from careplan.aid.rates import rate_on
from careplan.aid.views_children import known_children, year_begins
from careplan.aid.views_form import form_page, gone_to, reason_page
from careplan.aid.views_rights import blueprint, case_or_404, child_or_404
from careplan.aid.views_words import aid_word, case_giver
from careplan.children.class_names import ClassRef
from careplan.children.load import class_ref
from careplan.children.models import Child
from careplan.children.views import squad_label
from careplan.clock import today
from careplan.db import db
from careplan.errors import Refused
from careplan.school.queries import this_school
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/cases/<int:case_id>/entry", endpoint="entry")
@blueprint.post("/cases/<int:case_id>/entry", endpoint="entry")
def entry(case_id: int) -> Any:
    """One line: ?kind=paid, spent or goods."""
    found = case_or_404(case_id)
    kind = query_choice("kind", (PAID, SPENT, GOODS), PAID)
    form = EntryForm(data={"day": today(), "amount": _usual(found, kind)})
    form.offer(kind)

    def save() -> str:
        row = add_entry(actor_id=user().id, case=found, words=form.words(kind))
        keep_receipt(found.child, found.id, row.id, None)
        return _case_url(found)

    refused_at = {PAID: "amount", SPENT: "purpose", GOODS: "what"}[kind]
    balance = balance_of_case(found)
    return form_page(
        "aid/entry.html", form, found.child, save, _case_url(found), refused_at, case=found, kind=kind, balance=balance
    )


def keep_receipt(child: Child, case_id: int | None, entry_id: int | None, record_id: int | None) -> None:
    """The photograph of a receipt that came with a form, if one did; nobody is said to be seen in it."""
    file = request.files.get("receipt") or request.files.get("picture")
    if file is not None and file.filename:
        add_paper(
            actor_id=user().id,
            child=child,
            kind="delivery" if record_id else "receipt",
            data=file.read(),
            shows_child=False,
            case_id=case_id,
            record_id=record_id,
            entry_id=entry_id,
        )


def _usual(case: AidCase, kind: str) -> str:
    """What most likely arrives: of a monthly benefit the month's amount, else what has not come yet."""
    if kind != PAID:
        return ""
    rate = rate_on(benefit_of(case).rates, today()) if case.monthly else None
    return typed(rate.fen if rate else balance_of_case(case).to_come or None)


@blueprint.get("/cases/<int:case_id>/split", endpoint="split")
@blueprint.post("/cases/<int:case_id>/split", endpoint="split")
def split(case_id: int) -> Any:
    """Set one grant aside for several purposes at once (C27)."""
    found = case_or_404(case_id)
    form, refused = split_form(day=today()), ""
    if form.validate_on_submit():
        try:
            split_money(actor_id=user().id, case=found, day=form.day.data, parts=form.parts())
        except WrongEntryDay as fault:
            db.session.rollback()
            form.day.errors = [str(fault)]
        except Refused as fault:
            db.session.rollback()
            refused = str(fault)
        else:
            return gone_to(_case_url(found))
    audit_read("aid", found.child_id, form="split")
    if form.is_submitted():
        db.session.commit()
    return render_template(
        "aid/split.html",
        form=form,
        child=found.child,
        case=found,
        balance=balance_of_case(found),
        refused=refused,
        back=_case_url(found),
    ), 422 if form.is_submitted() else 200


@blueprint.get("/entries/<int:line_id>/take-back", endpoint="entry_take_back")
@blueprint.post("/entries/<int:line_id>/take-back", endpoint="entry_take_back")
def entry_take_back(line_id: int) -> Any:
    """A contra-entry with its reason."""
    row = find_entry(line_id) or abort(404)
    found = case_or_404(row.case_id)
    return reason_page(
        lambda reason: take_back_entry(actor_id=user().id, row=row, reason=reason), found.child, _case_url(found), row
    )


@blueprint.get("/children/<int:child_id>/ledger", endpoint="ledger")
def ledger(child_id: int) -> str:
    """Every line of a child's aid, to print."""
    found = child_or_404(child_id)
    audit_read("aid", found.id, form="ledger")
    cases = cases_of([found.id]).get(found.id, [])
    balances = {case.id: balance_of_case(case) for case in cases}
    return render_template("aid/ledger.html", child=found, cases=cases, balances=balances)


@blueprint.get("/children/<int:child_id>/ledger.xlsx", endpoint="ledger_file")
def ledger_file(child_id: int) -> Response:
    """The same as a workbook."""
    found = child_or_404(child_id)
    audit_read("aid", found.id, form="xlsx")
    whose = (found.name, class_ref(found.squad))
    rows = [_row(*whose, case, row) for case in cases_of([found.id]).get(found.id, []) for row in case.entries]
    return _workbook(rows, f"aid-{found.id}")


@blueprint.get("/ledger.xlsx", endpoint="school_ledger_file")
def school_ledger_file() -> Response:
    """The ledger of every child, the school year's lines."""
    since, listed = year_begins(), [one.child for one in known_children(ids=helped_ids())]
    known = {child.id: (child.name, squad_of(child)) for child in listed}
    cases = [case for child_id, found in cases_of(list(known)).items() for case in found if child_id in known]
    rows = [_row(*known[case.child_id], case, row) for case in cases for row in case.entries if row.day >= since]
    audit_read("aid_list", None, count=len(rows), form="xlsx")
    return _workbook(sorted(rows, key=lambda row: (row.day, row.number)), "aid-ledger")


def _row(name: str, school_class: ClassRef, case: AidCase, row: AidEntry) -> Row:
    undone = row.undoes_id is not None
    kind = aid_word(row.kind, "entry")
    return Row(
        number=row.id,
        day=row.day,
        school_class=squad_label(school_class),
        name=name,
        aid=aid_word(case.kind, "kind"),
        giver=case_giver(case),
        kind=_("Taken back: %(kind)s", kind=kind) if undone else kind,
        purpose=aid_word(row.purpose, "purpose") if row.purpose else "",
        what=row.what,
        fen=-row.fen if undone and row.fen else row.fen,
        undoes=row.undoes_id,
        reason=row.reason,
    )


def _workbook(rows: list[Row], name: str) -> Response:
    heads = [
        *(_("Entry no."), _("Date"), _("Class"), _("Name"), _("Aid"), _("From whom"), _("What"), _("For what")),
        *(_("What exactly"), _("Amount in yuan"), _("Takes back No."), _("Reason")),
    ]
    note = "演示 DEMO" if this_school().is_demo else ""
    data = make_ledger(rows, heads, _("Ledger of aid"), note)
    return send_file(BytesIO(data), XLSX, as_attachment=True, download_name=f"{name}-{today().isoformat()}.xlsx")


def _case_url(found: AidCase) -> str:
    return url_for("aid.case", case_id=found.id)
