"""The texts of the annual report before it is frozen: two sections edited, one comment, answered and settled."""

from __future__ import annotations

from datetime import date

from careplan.clock import today
from careplan.db import db
from careplan.demo.parameters import texts
from careplan.demo.stage import user
from careplan.partners.queries import name_watch
from careplan.reports.fields import resolver
from careplan.reports.load import load_draft, load_year
from careplan.reports.sections import Section, sections
from careplan.reports.text_operations import add_comment, answer_comment, save_text, settle_comment

PROBLEMS, NEXT = "存在的问题", "下一步打算"


def play_report_texts(until: date) -> None:
    """The head counselor writes, the principal reads and asks, the head counselor answers; nothing is left open."""
    words, watch = texts()["report"], name_watch()
    writer, reader = user("head"), user("principal")
    made = load_draft(year=load_year(None), cut_off=until, issued_on=today(), draft=True)
    assert made.facts is not None
    found = {one.key: one for one in sections(made.document, {c: m.name for c, m in made.facts.measures.items()})}
    for key, own in ((PROBLEMS, words["problems"]), (NEXT, words["next_steps"])):
        save_text(
            actor_id=writer.id,
            year_id=made.year_id,
            section=found[key],
            text=_with(own, found[key]),
            version=0,
            resolve=resolver(made.facts),
            watch=watch,
        )
    asked = add_comment(actor_id=reader.id, year_id=made.year_id, section=PROBLEMS, text=words["comment"], watch=watch)
    answer_comment(actor_id=writer.id, row=asked, answer=words["answer"], watch=watch)
    settle_comment(actor_id=reader.id, row=asked)
    db.session.commit()


def _with(own: str, section: Section) -> str:
    """Own words at the head of the proposed ones."""
    return f"{own}\n{section.proposal}"
