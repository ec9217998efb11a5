"""Change a draft by hand: open it, make one step, undo it, do it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from secrets import token_hex

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import delete

from careplan.audit.operations import record
from careplan.clock import now
from careplan.db import db
from careplan.errors import Refused
from careplan.plans.queries import current_year
from careplan.scheduling.json_place import Place
from careplan.scheduling.judge import Judge, judge
from careplan.scheduling.problem_file import read_session
from careplan.scheduling.solution import Session, Solution
from careplan.scheduling.solution_file import session_json, solution_json
from careplan.sessions.desk import Desk, places_of
from careplan.sessions.draft_fixed import Fixed
from careplan.sessions.draft_load import load_desk, remember
from careplan.sessions.draft_models import DraftEdit
from careplan.sessions.draft_queries import first_undone, last_done, open_version
from careplan.sessions.findings import Effect, Finding, effect_of
from careplan.sessions.fixed_load import load_fixing
from careplan.sessions.force_load import still_there
from careplan.sessions.load import names_of
from careplan.sessions.models import ScheduleVersion
from careplan.sessions.plan_load import problem_of
from careplan.sessions.problem_load import problem_now
from careplan.sessions.row_operations import rewrite_rows
from careplan.sessions.schedule_files import pack
from careplan.sessions.schedule_queries import published_schedule, stored_problem
from careplan.sessions.store_operations import store_version
from careplan.sessions.taken import with_beside
from careplan.sessions.taken_load import taken_at


class Blocked(Refused):
    """The change cannot be made; `findings` say why, `effect` what else it would do."""

    def __init__(self, effect: Effect) -> None:
        super().__init__(" ".join(one.sentence for one in effect.blocking))
        self.findings = effect.blocking
        self.effect = effect


def open_draft(*, actor_id: int | None) -> ScheduleVersion:
    """The one draft: the open one, or a copy of the schedule in force with its problem as things stand today."""
    return open_version() or copy_in_force(actor_id=actor_id)


def copy_in_force(*, actor_id: int | None) -> ScheduleVersion:
    """A copy of the schedule in force as a draft, beside an open one: for a change that goes out at once."""
    in_force = published_schedule()
    if in_force is None:
        raise Refused(_("There is no schedule in force yet. Make one first."))
    problem = problem_now(problem_of(in_force.plan_id))
    sessions = still_there(in_force, problem)
    solution = Solution(problem.name, "feasible", judge(problem, sessions).objective, 0, 0.0, sessions)
    version = store_version(actor_id=actor_id, plan_id=in_force.plan_id, problem=problem, solution=solution)
    record(
        actor_id=actor_id,
        action="open-draft",
        entity="schedule_version",
        entity_id=version.id,
        detail={"from": in_force.id, "sessions": len(sessions)},
    )
    return version


def change_draft(
    *,
    actor_id: int | None,
    version: ScheduleVersion,
    out: tuple[Session, ...],
    into: tuple[Session, ...],
    words: str,
) -> tuple[Finding, ...]:
    """One step: take some sessions out and put others in. Answers what the step brings, the gravest first.

    Refused (nothing is changed) for a version that is no draft, where a session is over, held or locked, and, as
    `Blocked`, where something that the step brings cannot stand. `words` say the step in the journal.
    """
    found = make_step(actor_id=actor_id, version=version, out=out, into=into, words=words)
    return found.brings


def make_step(
    *,
    actor_id: int | None,
    version: ScheduleVersion,
    out: tuple[Session, ...],
    into: tuple[Session, ...],
    words: str,
) -> Effect:
    """As `change_draft`, with everything that the step does."""
    desk, found = try_step(version=version, out=out, into=into)
    if found.blocking:
        raise Blocked(found)
    _rewrite(version, desk, out, into)
    note_step(actor_id=actor_id, version=version, out=out, into=into, words=words)
    _record(actor_id, version, "change-draft", out, into)
    return found


def force_step(
    *, actor_id: int | None, version: ScheduleVersion, out: tuple[Session, ...], into: tuple[Session, ...], words: str
) -> None:
    """A step that what really happened makes: nothing forbids it."""
    _rewrite(version, load_desk(check_draft(version)), out, into)
    note_step(actor_id=actor_id, version=version, out=out, into=into, words=words)
    _record(actor_id, version, "catch-up", out, into)


def try_step(*, version: ScheduleVersion, out: tuple[Session, ...], into: tuple[Session, ...]) -> tuple[Desk, Effect]:
    """What a step would do; nothing is changed. Refused where a session cannot be touched."""
    desk = load_desk(check_draft(version))
    check_free(version, desk, out, into)
    gone = places_of(desk.sessions, out)
    if gone is None:
        raise _changed_meanwhile()
    year = current_year()
    language = reader_language()
    names = names_of(year.start_year if year else 0, language)
    found = effect_of(desk.weighing, gone, into, language, names)
    taken = taken_at(desk.judge.index, (*out, *into))
    return desk, with_beside(found, desk, (out, into), taken, language, names)


def check_draft(version: ScheduleVersion) -> ScheduleVersion:
    if version.state != "draft":
        raise Refused(_("Only a draft can be changed. Published schedules stay as they are."))
    return version


def check_free(version: ScheduleVersion, desk: Desk, out: Iterable[Session], into: Iterable[Session]) -> None:
    """Refused where one of the sessions is over, held or locked, or would be put where that is so."""
    fixing = load_fixing(version)
    left = list(zip(desk.sessions, desk.rows, strict=True))
    for one in out:
        found = next((pair for pair in left if pair[0] == one), None)
        if found is None:
            raise _changed_meanwhile()
        left.remove(found)
        _refuse_fixed(fixing.of(desk, one, found[1]))
    for one in into:
        _refuse_fixed(fixing.of(desk, one))


def _refuse_fixed(fixed: Fixed | None) -> None:
    if fixed is not None:
        raise Refused(fixed.words(reader_language()))


def _changed_meanwhile() -> Refused:
    return Refused(_("The draft was changed in the meantime. Please look at it again."))


def undo(*, actor_id: int | None, version: ScheduleVersion) -> DraftEdit:
    """Take the last step back. Refused where there is none, and where what it touched is over, held or locked now."""
    step = last_done(check_draft(version))
    if step is None:
        raise Refused(_("There is nothing to undo."))
    _turn(actor_id, version, step, _read(step.into), _read(step.out), "undo")
    return step


def redo(*, actor_id: int | None, version: ScheduleVersion) -> DraftEdit:
    """Do again what was undone last."""
    step = first_undone(check_draft(version))
    if step is None:
        raise Refused(_("There is nothing to do again."))
    _turn(actor_id, version, step, _read(step.out), _read(step.into), "redo")
    return step


def _turn(
    actor_id: int | None,
    version: ScheduleVersion,
    step: DraftEdit,
    out: tuple[Session, ...],
    into: tuple[Session, ...],
    action: str,
) -> None:
    desk = load_desk(version)
    check_free(version, desk, out, into)
    if step.problem is not None:
        step.problem, version.problem = version.problem, step.problem
        desk = Desk.of(Judge(stored_problem(version)), desk.sessions, desk.rows)
    _rewrite(version, desk, out, into)
    step.done = not step.done
    _record(actor_id, version, action, out, into)


def _rewrite(version: ScheduleVersion, desk: Desk, out: Sequence[Session], into: Sequence[Session]) -> None:
    """Bring rows and files of the draft to what the step makes of it."""
    left = list(zip(desk.sessions, desk.rows, strict=True))
    gone: list[tuple[Session, int | None]] = []
    for one in out:
        found = next((pair for pair in left if pair[0] == one), None)
        if found is None:
            raise _changed_meanwhile()
        left.remove(found)
        gone.append(found)
    new = rewrite_rows(version=version, problem=desk.problem, out=gone, into=tuple(into))
    pairs = [*left, *new]
    sessions, rows = tuple(one for one, _ in pairs), tuple(row for _, row in pairs)
    keep_plan(version, Desk.of(desk.judge, sessions, rows))


def keep_plan(version: ScheduleVersion, desk: Desk) -> None:
    """Store the draft's plan with its score; a bound that no longer holds is taken back."""
    objective = desk.verdict.objective
    bound = version.bound if version.bound is not None and version.bound <= objective else 0
    solution = Solution(desk.problem.name, "feasible", objective, bound, version.seconds, desk.sessions)
    version.status, version.objective, version.bound = solution.status, objective, bound
    version.solution = pack(solution_json(solution))
    version.edits += 1
    version.stamp = token_hex(8)
    db.session.flush()
    remember(version, desk)


def note_step(
    *,
    actor_id: int | None,
    version: ScheduleVersion,
    out: Iterable[Session],
    into: Iterable[Session],
    words: str,
    problem: bytes | None = None,
) -> None:
    """A new step of the journal; what was undone before it can no longer be done again."""
    db.session.execute(delete(DraftEdit).where(DraftEdit.version_id == version.id, DraftEdit.done.is_(False)))
    last = last_done(version)
    db.session.add(
        DraftEdit(
            version_id=version.id,
            number=last.number + 1 if last else 1,
            words=words,
            out=[session_json(one) for one in out],
            into=[session_json(one) for one in into],
            problem=problem,
            made_at=now(),
            made_by=actor_id,
        )
    )
    db.session.flush()


def _read(stored: list[dict[str, object]]) -> tuple[Session, ...]:
    return tuple(read_session(Place("", one)) for one in stored)


def _record(
    actor_id: int | None, version: ScheduleVersion, action: str, out: Sequence[Session], into: Sequence[Session]
) -> None:
    record(
        actor_id=actor_id,
        action=action,
        entity="schedule_version",
        entity_id=version.id,
        detail={"edit": version.edits, "out": len(out), "into": len(into)},
    )


def reader_language() -> str:
    """zh or en, as the signed-in person reads."""
    locale = get_locale()
    return "en" if locale and locale.language == "en" else "zh"
