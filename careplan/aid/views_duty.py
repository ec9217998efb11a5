"""One duty: begun, done on a phone, not needed, handed over, ended, a record taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, url_for

from careplan.aid.duty_forms import DutyForm, ExcuseForm, HandForm, RecordForm, SchoolRecordForm, preset_data
from careplan.aid.duty_operations import end_duty, hand_over, make_duty, record_duty, take_back_record
from careplan.aid.forms import EndForm
from careplan.aid.load import occurrences_of
from careplan.aid.models import Duty
from careplan.aid.queries import (
    cases_of,
    costs_of,
    find_case,
    find_record,
    holder_of,
    is_running,
    ownerless,
    papers_of,
    people_for,
)
from careplan.aid.views_form import form_page, reason_page
from careplan.aid.views_ledger import keep_receipt
from careplan.aid.views_rights import blueprint, child_or_404, duty_or_404, may_record
from careplan.aid.views_words import aid_word, case_giver
from careplan.aid.windows import COMING, MISSED, OPEN, Occurrence
from careplan.aid.words import RecordWords
from careplan.casework.queries import responsible_names
from careplan.children.models import Child
from careplan.clock import today
from careplan.seeds.load import shipped_aid
from careplan.web.guard import audit_read, user
from careplan.web.query import query_choice, query_date


@blueprint.get("/duties/<int:duty_id>", endpoint="duty")
def duty(duty_id: int) -> str:
    """A duty with all its times, who did it, and who did it before."""
    found = duty_or_404(duty_id)
    audit_read("aid_duty", found.id)
    records = {row.opens: row for row in found.records if row.taken_back_at is None}
    return render_template(
        "aid/duty.html",
        duty=found,
        child=found.child,
        holder=holder_of(found),
        alone=bool(ownerless([found], today())),
        times=[(one, records.get(one.window.opens)) for one in reversed(occurrences_of(found, today()))],
        taken_back=[row for row in found.records if row.taken_back_at is not None],
        may_record=may_record(found),
        running=is_running(found, today()),
        has_time=_time(found, None) is not None,
        papers={one.record_id: one for one in papers_of(found.child_id)} if found.child_id else {},
        case=find_case(found.case_id) if found.case_id else None,
    )


@blueprint.get("/children/<int:child_id>/duties/new", endpoint="duty_new")
@blueprint.post("/children/<int:child_id>/duties/new", endpoint="duty_new")
def duty_new(child_id: int) -> Any:
    """A duty for one child; ?preset= fills the form in."""
    found = child_or_404(child_id)
    back = url_for("aid.child", child_id=child_id)
    return _new(found, "child", back, [(case.id, _case_name(case)) for case in cases_of([child_id]).get(child_id, [])])


@blueprint.get("/duties/new", endpoint="school_duty_new")
@blueprint.post("/duties/new", endpoint="school_duty_new")
def school_duty_new() -> Any:
    """A duty for the school."""
    return _new(None, "school", url_for("aid.duties"), [])


def _case_name(case: Any) -> str:
    return f"{aid_word(case.kind, 'kind')} · {case_giver(case)}"


def _new(child: Child | None, audience: str, back: str, cases: list[tuple[int, str]]) -> Any:
    presets = [one for one in shipped_aid().presets.values() if one.audience == audience]
    chosen = query_choice("preset", [one.code for one in presets])
    people = people_for(child.squad_id if child else None)
    data: dict[str, Any] = {"rhythm": "monthly", "since": today(), "staff_id": _first_choice(child, people)}
    if chosen:
        data |= preset_data(shipped_aid().presets[chosen])
    form = DutyForm(data=data)
    form.offer(presets, [(one.id, f"{one.number} {one.name}") for one in people], cases)

    def save() -> str:
        make_duty(actor_id=user().id, child=child, words=form.words(), staff_id=form.staff_id.data)
        return back

    return form_page(
        "aid/duty_new.html", form, child, save, back, "rhythm", day_field="since", presets=presets, chosen=chosen
    )


def _first_choice(child: Child | None, people: list[Any]) -> int:
    """The child's responsible person where that is possible, else who is signed in."""
    name = responsible_names([child.id]).get(child.id) if child else None
    wanted = [one.id for one in people if one.name == name] or [one.id for one in people if one.id == user().staff_id]
    return wanted[0] if wanted else 0


@blueprint.get("/duties/<int:duty_id>/record", endpoint="record")
@blueprint.post("/duties/<int:duty_id>/record", endpoint="record")
def record(duty_id: int) -> Any:
    """One time done: when, how the child was, what was brought. ?opens= names the time, by default the most urgent."""
    found = _recordable(duty_id)
    time = _time(found, query_date("opens"))
    if time is None:
        abort(404)
    form = _record_form(found)

    def save() -> str:
        row = record_duty(actor_id=user().id, duty=found, staff_id=user().staff_id, words=form.words(time.window.opens))
        if found.child:
            keep_receipt(found.child, found.case_id, row.entry_id, row.id)
        return _home(found)

    case = find_case(found.case_id) if found.case_id else None
    refused_at = "amount" if found.child else "note"
    return form_page(
        "aid/record.html",
        form,
        found.child,
        save,
        _home(found),
        refused_at,
        day_field="done_on",
        duty=found,
        time=time,
        case=case,
    )


def _record_form(duty: Duty) -> Any:
    if duty.child_id is None:
        return SchoolRecordForm(data={"done_on": today()})
    form = RecordForm(data={"done_on": today(), "purpose": "boarding", "amount": _usual_amount(duty)})
    form.offer()
    return form


def _usual_amount(duty: Duty) -> str:
    """What the monthly boarding costs, when the duty brings aid and there is just one such cost."""
    if duty.case_id is None or duty.child_id is None:
        return ""
    costs = [cost for cost in costs_of([duty.child_id]).get(duty.child_id, []) if cost.rhythm == "monthly"]
    now = [cost for cost in costs if cost.since <= today() and (cost.until is None or cost.until >= today())]
    return str(now[0].fen // 100) if len(now) == 1 and now[0].fen % 100 == 0 else ""


def _recordable(duty_id: int) -> Duty:
    found = duty_or_404(duty_id)
    if not may_record(found):
        abort(403)
    return found


def _time(duty: Duty, opens: date | None) -> Occurrence | None:
    """The time of a duty that opens on that day; without one what is due now, what was missed last, the next."""
    found = occurrences_of(duty, today())
    if opens is not None:
        return next((one for one in found if one.window.opens == opens), None)
    for state in (OPEN, MISSED, COMING):
        of_state = [one for one in found if one.state == state]
        if of_state:
            return of_state[-1] if state == MISSED else of_state[0]
    return None


@blueprint.get("/duties/<int:duty_id>/excuse", endpoint="excuse")
@blueprint.post("/duties/<int:duty_id>/excuse", endpoint="excuse")
def excuse(duty_id: int) -> Any:
    """Not needed this time, with a reason that stays on record."""
    found = _recordable(duty_id)
    time = _time(found, query_date("opens"))
    if time is None:
        abort(404)
    form = ExcuseForm()

    def save() -> str:
        words = RecordWords(time.window.opens, None, "", "", form.note.data or "")
        record_duty(actor_id=user().id, duty=found, staff_id=user().staff_id, words=words)
        return _home(found)

    return form_page("aid/excuse.html", form, found.child, save, _home(found), "note", duty=found, time=time)


@blueprint.get("/duties/<int:duty_id>/hand-over", endpoint="hand")
@blueprint.post("/duties/<int:duty_id>/hand-over", endpoint="hand")
def hand(duty_id: int) -> Any:
    """Somebody else does it from now on."""
    found = duty_or_404(duty_id)
    people = people_for(found.child.squad_id if found.child else None)
    form = HandForm(data={"since": today()})
    form.offer([(one.id, f"{one.number} {one.name}") for one in people])

    def save() -> str:
        hand_over(
            actor_id=user().id,
            duty=found,
            staff_id=form.staff_id.data,
            since=form.since.data,
            note=form.note.data or "",
        )
        return url_for("aid.duties")

    back = url_for("aid.duty", duty_id=duty_id)
    context = {"duty": found, "holder": holder_of(found)}
    return form_page("aid/hand.html", form, found.child, save, back, "staff_id", day_field="since", **context)


@blueprint.get("/duties/<int:duty_id>/end", endpoint="duty_end")
@blueprint.post("/duties/<int:duty_id>/end", endpoint="duty_end")
def duty_end(duty_id: int) -> Any:
    """The duty ends; what was missed before stays missed."""
    found = duty_or_404(duty_id)
    form = EndForm(data={"until": found.until or today()})
    back = url_for("aid.duty", duty_id=duty_id)

    def save() -> str:
        end_duty(actor_id=user().id, duty=found, until=form.until.data)
        return back

    return form_page("aid/duty_end.html", form, found.child, save, back, "until", duty=found)


@blueprint.get("/records/<int:done_id>/take-back", endpoint="record_take_back")
@blueprint.post("/records/<int:done_id>/take-back", endpoint="record_take_back")
def record_take_back(done_id: int) -> Any:
    row = find_record(done_id) or abort(404)
    found = _recordable(row.duty_id)
    back = url_for("aid.duty", duty_id=found.id)
    return reason_page(
        lambda reason: take_back_record(actor_id=user().id, row=row, reason=reason), found.child, back, row
    )


def _home(duty: Duty) -> str:
    return url_for("aid.child", child_id=duty.child_id) if duty.child_id else url_for("aid.duty", duty_id=duty.id)
