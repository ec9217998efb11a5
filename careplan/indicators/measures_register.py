"""Register 摸排建档: who the children are, their files, the changes in their lives, consent (C3–C12, C37)."""

from __future__ import annotations

from careplan.indicators.facts import Child, Snapshot
from careplan.indicators.registry import Shelf
from careplan.indicators.results import Outcome, RecordRef, mean, nothing, out_of, rate

REGISTER = Shelf("register")
PROMPT_DAYS = 7  # DOMAIN 6.5: a change is written down within seven days


def _child(child: Child, counted: bool, note: str = "", weight: float = 1, out_of: float = 1) -> RecordRef:
    return RecordRef("child", child.id, counted, note, child.squad_id, weight, out_of)


@REGISTER.measure(
    "register_each_term",
    zh=("每学期排查率", "已开学的各学期中，留守儿童完成排查核对的人次 ÷ 应核对人次（每人每学期一次）。"),
    en=(
        "Checked each term",
        "Entries of left-behind children checked ÷ entries due, one per child and begun term.",
    ),
    refs="S1 C6 C10",
    none="no_left_behind no_register_check no_terms",
    personal=True,
)
def register_each_term(facts: Snapshot) -> Outcome:
    """One record per child and begun term in which the child was here by the term's last day."""
    if not facts.left_behind:
        return nothing("no_left_behind")
    if not any(c.register_checked_in for c in facts.left_behind):
        return nothing("no_register_check")
    begun = [t for t in facts.terms if t.first <= facts.as_of]
    return rate(
        (
            _child(c, t.number in c.register_checked_in, f"term_{t.number}")
            for t in begun
            for c in facts.left_behind
            if c.joined is None or c.joined <= t.last
        ),
        "no_terms",
    )


@REGISTER.measure(
    "file_completeness",
    zh=("一人一档完整率", "档案必填各部分全部完成的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=("Complete files", "Left-behind children whose file has every required part ÷ those on the roll."),
    refs="C6 C12",
    none="no_left_behind no_file_parts",
    personal=True,
)
def file_completeness(facts: Snapshot) -> Outcome:
    """Children whose file is complete; the note tells parts done of parts required."""
    if facts.left_behind and not any(c.file_parts_required for c in facts.left_behind):
        return nothing("no_file_parts")
    return rate(
        (
            _child(c, done == len(c.file_parts_required), f"{done}/{len(c.file_parts_required)}")
            for c in facts.left_behind
            for done in [len(c.file_parts & c.file_parts_required)]
        ),
        "no_left_behind",
    )


@REGISTER.measure(
    "file_parts_filled",
    zh=("档案内容填写率", "留守儿童档案已完成的必填部分数 ÷ 应完成的必填部分数。"),
    en=(
        "File parts filled",
        "Required parts of left-behind children's files that are filled ÷ parts required.",
    ),
    refs="C10 C12",
    none="no_left_behind no_file_parts",
    personal=True,
)
def file_parts_filled(facts: Snapshot) -> Outcome:
    """How full the files are on the whole."""
    rows = [(c, len(c.file_parts & c.file_parts_required), len(c.file_parts_required)) for c in facts.left_behind]
    records = (_child(c, n > 0, f"{n}/{of}", n, of) for c, n, of in rows)
    return out_of(records, sum(of for *_, of in rows), "no_file_parts" if rows else "no_left_behind")


@REGISTER.measure(
    "definition_known",
    zh=("留守口径填写率", "民政、排查、学籍三种口径都已写明的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=(
        "Definitions stated",
        "Left-behind children with all three official definitions stated ÷ those on the roll.",
    ),
    refs="S6 C2",
    none="no_left_behind",
    personal=True,
)
def definition_known(facts: Snapshot) -> Outcome:
    """Children for whom none of the three definitions of 留守 is left open (DOMAIN 4.1)."""
    return rate(
        (
            _child(c, None not in (c.left_behind_civil, c.left_behind_survey, c.left_behind_enrolment))
            for c in facts.left_behind
        ),
        "no_left_behind",
    )


@REGISTER.measure(
    "change_lag",
    zh=("变动登记平均用时", "从得知变动（不详时从发生）到登记的平均天数。"),
    en=(
        "Days to record a change",
        "Mean days from learning of a change (else from its day) to recording it.",
    ),
    refs="C5",
    none="no_changes change_day_unknown",
    unit="days",
    better="down",
    personal=True,
)
def change_lag(facts: Snapshot) -> Outcome:
    """Mean days between knowing and writing down."""
    rows = _lags(facts)
    if not rows:
        return nothing("no_changes")
    return mean(rows, "change_day_unknown")


@REGISTER.measure(
    "change_prompt",
    zh=("变动及时登记率", "得知后7天内登记的变动次数 ÷ 已知日期的变动次数。"),
    en=("Changes recorded in time", "Changes recorded within 7 days ÷ changes whose day is known."),
    refs="C5 C10",
    none="no_changes change_day_unknown",
    personal=True,
)
def change_prompt(facts: Snapshot) -> Outcome:
    """Changes written down within seven days."""
    rows = _lags(facts)
    if not rows:
        return nothing("no_changes")
    known = [r for r in rows if r.counted]
    return rate(
        (RecordRef("change", r.id, r.weight <= PROMPT_DAYS, r.note, r.squad_id) for r in known),
        "change_day_unknown",
    )


def _lags(facts: Snapshot) -> list[RecordRef]:
    """A record per change; counted when its day is known, weight and note = days until it was recorded."""
    squads = {c.id: c.squad_id for c in facts.children}
    rows = []
    for change in facts.changes:
        since = change.known_on or change.happened_on
        days = (change.recorded_on - since).days if since else 0
        note = f"days_{days}" if since else "change_day_unknown"
        rows.append(RecordRef("change", change.id, since is not None, note, squads.get(change.child_id), days))
    return rows


CONSENT_NOTES = {
    "given": "",
    "none": "consent_not_asked",
    "refused": "consent_refused",
    "withdrawn": "consent_withdrawn",
    "expired": "consent_expired",
    "guardian_changed": "consent_guardian_changed",
}


@REGISTER.measure(
    "consent_rate",
    zh=("监护人同意率", "监护人已同意建档的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=(
        "Guardian's consent",
        "Left-behind children whose guardian has consented to the file ÷ those on the roll.",
    ),
    refs="C3 C37",
    none="no_left_behind no_consent_asked",
    personal=True,
)
def consent_rate(facts: Snapshot) -> Outcome:
    """Consent that holds; refused, taken back, run out and never asked are told apart in the note."""
    rows = facts.left_behind
    if rows and all(c.consent == "none" for c in rows):
        return nothing("no_consent_asked")
    return rate((_child(c, c.consent == "given", CONSENT_NOTES[c.consent]) for c in rows), "no_left_behind")


@REGISTER.measure(
    "responsible_person",
    zh=("专人负责率", "有一名责任人的留守儿童人数 ÷ 在册留守儿童人数。"),
    en=(
        "A person responsible",
        "Left-behind children with a person responsible for them ÷ those on the roll.",
    ),
    refs="S43 C9",
    none="no_left_behind no_owner",
    personal=True,
)
def responsible_person(facts: Snapshot) -> Outcome:
    """Children with an owner."""
    if facts.left_behind and not any(c.owner_id for c in facts.left_behind):
        return nothing("no_owner")
    return rate((_child(c, c.owner_id is not None) for c in facts.left_behind), "no_left_behind")
