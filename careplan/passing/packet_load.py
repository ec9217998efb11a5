"""A packet as the document that goes out, with what was taken out of each text, and why a child may stand in it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from careplan.casework.queries import Sight, children_in_care
from careplan.children.consent_queries import Stands, standings
from careplan.children.models import Child
from careplan.children.redaction import Redacted, redact, redact_file_name
from careplan.db import db
from careplan.indicators.small_cells import Shown
from careplan.passing import document
from careplan.passing.deciding import RECIPIENTS, Verdict, decide
from careplan.passing.facts_load import facts_of, terms_for
from careplan.passing.layout import BASES, REDACTED, TITLES, Facts, columns_of, rows_of
from careplan.passing.models import Packet
from careplan.passing.statistics import Table, publishable, table_of
from careplan.school.queries import require_year, this_school
from careplan.secrecy import key_for, place_in, unseal

PLACE = "packet.sealed"
GRADES = "一二三四五六"


@dataclass(frozen=True, slots=True)
class Line:
    """A child in the preview: what goes out of it; texts: field → with every replacement; verdict: why it may stand."""

    child_id: int
    name: str
    row: tuple[str, ...]
    texts: dict[str, Redacted]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Preview:
    """Exactly what goes out, and its hash; refused: children who may not stand in it, with the reason."""

    packet: document.Packet
    sha256: str
    lines: list[Line]
    refused: list[Line]


def verdicts(
    kind: str, child_ids: Collection[int], roles: Collection[str], reason: str, day: date
) -> dict[int, tuple[Verdict, Stands]]:
    """Child id → whether it may stand in such a packet, and the consent looked at."""
    purpose = RECIPIENTS[kind].purpose
    now = standings(child_ids, purpose, day) if purpose else dict.fromkeys(child_ids, Stands("none", None))
    return {
        child_id: (decide(kind, roles, stands.standing, override=bool(reason), reason=reason), stands)
        for child_id, stands in now.items()
    }


def preview(row: Packet, roles: Collection[str], day: date) -> Preview:
    """The document as it would go out today."""
    ids = [line.child_id for line in row.children]
    said = verdicts(row.kind, ids, roles, row.reason or "", day)
    terms = terms_for(ids) if row.kind in REDACTED else {}
    names = dict(db.session.execute(select(Child.id, Child.name).where(Child.id.in_(ids))).all())
    lines: list[Line] = []
    refused: list[Line] = []
    facts: list[Facts] = []
    for one in facts_of(row):
        verdict = said[one.child_id][0]
        texts = {
            code: redact(one.texts.get(code, ""), terms[one.child_id], (row.keep or "").splitlines())
            for code in REDACTED.get(row.kind, ())
        }
        clean = Facts(one.child_id, {**one.texts, **{code: text.text for code, text in texts.items()}})
        line = Line(one.child_id, names[one.child_id], rows_of(row.kind, [clean])[0], texts, verdict)
        (lines if verdict.allowed else refused).append(line)
        facts += [clean] if verdict.allowed else []
    made = _document(row, facts, {line.verdict.basis for line in lines}, day)
    return Preview(made, document.digest(made), lines, refused)


def _document(row: Packet, facts: list[Facts], bases: Iterable[str], day: date) -> document.Packet:
    named = [RECIPIENTS[row.kind].basis] if RECIPIENTS[row.kind].basis else sorted(bases)
    purpose = _without_names(row.purpose, row)
    made = document.Packet(
        number=row.number,
        tier=RECIPIENTS[row.kind].tier,
        title=TITLES[row.kind],
        school=this_school().name,
        recipient=row.recipient,
        purpose=purpose,
        basis="；".join(BASES[one] for one in named),
        made_on=day.isoformat(),
        expires_on=row.expires_on.isoformat(),
        mark=mark_of(row),
        columns=columns_of(row.kind),
        rows=rows_of(row.kind, facts),
        notes=(
            "仅限上述接收方按上述用途使用，不得转给他人；到期后请删除并告知学校。",
            "监护人撤回同意后，学校会通知删除。",
        )[: 1 if RECIPIENTS[row.kind].basis else 2],
        file_name=redact_file_name(f"{TITLES[row.kind]}-{row.number}", []),
    )
    return _public(made, day) if row.kind == "public" else made


def _without_names(text: str, row: Packet) -> str:
    """The purpose is free text too: for a charity and the public it names nobody."""
    if row.kind not in {*REDACTED, "public"}:
        return text
    terms = terms_for([line.child_id for line in row.children] or _some_child())
    for own in terms.values():
        text = redact(text, [one for one in own if one.kind != "school"], (row.keep or "").splitlines()).text
    return text


def _some_child() -> list[int]:
    """A packet without children knows the names of the school all the same: any child's list holds them."""
    return list(db.session.scalars(select(Child.id).limit(1)))


def mark_of(row: Packet) -> str:
    """The watermark: who got it, and a number that nobody can make up."""
    made = hmac.new(key_for("passing-mark"), f"{row.id}:{row.number}".encode(), hashlib.sha256).hexdigest()[:8].upper()
    return f"{row.recipient} · {row.number}-{made}"


def _public(made: document.Packet, day: date) -> document.Packet:
    """Children in care by grade, small groups merged; the last issue's where new ones would tell too much."""
    year = require_year().start_year
    counts = {grade: [0, 0] for grade in range(1, len(GRADES) + 1)}
    for child in children_in_care(Sight(None), day):
        grade = child.squad.grade(year)
        if grade in counts:
            counts[grade][child.sex == "male"] += 1
    new = table_of([(f"{GRADES[g - 1]}年级", girls, boys) for g, (girls, boys) in counts.items()])
    issued = [table_from(one) for one in issued_tables()]
    chosen = publishable(new, issued)
    note = () if chosen == new else ("为防止推算出个别孩子，本期沿用上期数据。",)
    return replace(made, rows=tuple(_row(one) for one in chosen), notes=("少于5人的组已合并。", *note))


def _row(shown: Shown) -> tuple[str, ...]:
    girls, boys = shown.counts
    total = "—" if girls is None or boys is None else str(girls + boys)
    return ("、".join(shown.keys), "—" if girls is None else str(girls), "—" if boys is None else str(boys), total)


def table_from(packet: document.Packet) -> Table:
    """The figures of an issue, read back from its rows."""
    return tuple(
        Shown(tuple(keys.split("、")), tuple(None if n == "—" else int(n) for n in (girls, boys)))
        for keys, girls, boys, _total in packet.rows
    )


def issued_tables() -> list[document.Packet]:
    """Every public issue that went out, the oldest first."""
    query = (
        select(Packet).where(Packet.kind == "public", Packet.state == "out").order_by(Packet.confirmed_at, Packet.id)
    )
    return [kept_document(row) for row in db.session.scalars(query)]


def kept_document(row: Packet) -> document.Packet:
    """The very document that was confirmed."""
    assert row.sealed is not None
    return document.read(unseal(place_in(PLACE, row.id), row.sealed))
