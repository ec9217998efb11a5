"""The plan clause by clause: the list with its filters, one clause, the form of its owner, the sheet."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, url_for
from flask_babel import gettext as _

from careplan.clauses.clause import Choice, Clause, clauses
from careplan.clauses.forms import ClauseForm
from careplan.clauses.operations import set_owner
from careplan.clauses.queries import clause_owner, owned_clauses
from careplan.foresight import views_words as ahead_words
from careplan.foresight.people_queries import names_of
from careplan.foresight.queries import look_ahead
from careplan.foresight.views import chosen_day, place_of
from careplan.indicators import words
from careplan.indicators.catalogue import AREAS, MEASURES
from careplan.indicators.views_words import reason, said
from careplan.paper.views_pdf import pdf_answer
from careplan.school.queries import staff
from careplan.school.views_edit import edit_page
from careplan.seeds.load import shipped_seeds
from careplan.web.guard import user
from careplan.web.query import query_choice, query_text

blueprint = Blueprint("clauses", __name__, url_prefix="/clauses")
EVIDENCE = {
    "record": ("系统记录", "records"),
    "document": ("文件", "document"),
    "list": ("名单", "list"),
    "photo": ("照片", "photograph"),
    "statement": ("说明", "statement"),
}


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "ahead_words": ahead_words,
        "measures": MEASURES,
        "place_of": place_of,
        "reason": reason,
        "area_name": lambda code: said(words.AREAS[code]) if code in words.AREAS else _("not counted by a number"),
        "evidence_word": lambda code: said(EVIDENCE.get(code, (code, code))),
    }


def _all() -> tuple[tuple[Clause, ...], Any, Any]:
    now, found = look_ahead(chosen_day())
    sentences = sorted(shipped_seeds().sentences.values(), key=lambda one: (one.ref[0] != "S", int(one.ref[1:])))
    return clauses(sentences, now.results, now.scored, found, owned_clauses(), now.snapshot), now, found


def _listed() -> dict[str, Any]:
    every, now, found = _all()
    choice = Choice(
        owner=query_text("owner"),
        area=query_choice("area", (*AREAS, "none")),
        missing=query_choice("missing", ("yes",)) == "yes",
        plan=query_choice("plan", ("school", "community")),
        text=query_text("q"),
    )
    names = names_of({one.owner for one in every})
    return {
        "every": every,
        "rows": [one for one in every if choice.keeps(one)],
        "choice": choice,
        "names": names,
        "owners": sorted({one.owner for one in every}, key=lambda key: ahead_words.person(key, names)),
        "areas": AREAS,
        "plan": now.snapshot.plan,
        "day": chosen_day(),
        "found": found,
    }


@blueprint.get("/", endpoint="clauses")
def all_clauses() -> str:
    """Every clause of the two plans with owner, figures, proof, and what is missing by when."""
    return render_template("clauses/clauses.html", **_listed())


@blueprint.get("/pdf")
def clauses_pdf() -> Any:
    """The list as it is narrowed, on paper."""
    title = _("The plan, clause by clause")
    return pdf_answer("clauses", {**_listed(), "title": title}, url_for("clauses.clauses"))


@blueprint.get("/<ref>", endpoint="clause")
@blueprint.post("/<ref>", endpoint="clause")
def clause(ref: str) -> Any:
    """One clause; the principal names who answers for it."""
    every, _now, _found = _all()
    found = next((one for one in every if one.sentence.ref == ref), None) or abort(404)
    row = clause_owner(ref)
    people = [(one.id, f"{one.name} · {one.number}") for one in staff()]

    def make(**rest: Any) -> ClauseForm:
        form = ClauseForm(obj=row, **rest)
        others = (
            [(row.staff_id, names_of({f"staff-{row.staff_id}"}).get(f"staff-{row.staff_id}", "—"))]
            if row and row.staff_id
            else []
        )
        form.staff_id.choices = [(0, _("by post")), *people, *(one for one in others if one[0] not in dict(people))]
        if row is not None and row.staff_id is None and not form.is_submitted():
            form.staff_id.data = 0
        return form

    def save(form: ClauseForm) -> None:
        set_owner(
            actor_id=user().id,
            ref=ref,
            row=row,
            staff_id=form.staff_id.data or None,
            due_on=form.due_on.data,
            proof=form.proof.data or "",
        )

    return edit_page(
        make=make,
        row=row,
        save=save,
        template="clauses/clause.html",
        back=url_for("clauses.clauses"),
        refused_at="staff_id",
        clause=found,
        names=names_of({found.owner}),
        day=chosen_day(),
    )
