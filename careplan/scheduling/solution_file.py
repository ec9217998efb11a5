"""A plan as a file: `careplan-solution/1`, read strictly and written so that it is whole or not there."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from careplan.scheduling.json_place import FileFaultError, Place, load_json
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import read_session
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.repairs.few import few_words
from careplan.scheduling.repairs.repair_json import left_out_json, read_left_out, read_repair, repair_json
from careplan.scheduling.solution import SOLUTION_FORMAT, Session, Solution

PROBE = 65_536  # letters that a disk must have room for before a search begins


def load_solution(path: Path) -> Solution:
    """Read a solution file; raises FileFaultError with the place and what is wrong."""
    return read_solution(load_json(path))


def read_solution(file: Place) -> Solution:
    """Read a solution from parsed JSON; its ids are for the judge to look up."""
    if file.key("format").value != SOLUTION_FORMAT:
        Place("format", None).fault(f"must be {SOLUTION_FORMAT!r}")
    status = file.needed("status").text()
    if status not in ("optimal", "feasible", "infeasible", "unknown"):
        file.key("status").fault(f"no status {status[:40]!r}")
    return Solution(
        problem=file.needed("problem").text(),
        status=status,  # type: ignore[arg-type]  # one of the four, just checked
        objective=_number_or_none(file.key("objective")),
        bound=_number_or_none(file.key("bound")),
        seconds=_seconds(file.key("seconds")),
        sessions=file.key("sessions").each_or(read_session),
        conflict=file.key("conflict").each_or(Place.name),
        repairs=file.key("repairs").each_or(read_repair),
        exhausted=file.key("repairs_exhausted").truth_or(False),
        nearest=file.key("nearest").each_or(read_left_out),
        left_out=file.key("left_out").each_or(read_left_out),
    )


def solution_json(solution: Solution) -> dict[str, Any]:
    """The solution as dicts and lists, in the order of the format."""
    found: dict[str, Any] = {
        "format": SOLUTION_FORMAT,
        "problem": solution.problem,
        "status": solution.status,
        "objective": solution.objective,
        "bound": solution.bound,
        "seconds": round(solution.seconds, 3),
        "sessions": [session_json(session) for session in solution.sessions],
    }
    if solution.status == "infeasible":
        found["conflict"] = list(solution.conflict)
        found["repairs"] = [repair_json(one) for one in solution.repairs]
        if few_words(solution.repairs, solution.exhausted, "en"):
            told = {one: few_words(solution.repairs, solution.exhausted, one) for one in ("zh", "en")}
            found |= {"repairs_exhausted": solution.exhausted, "repairs_note": told}
    if solution.nearest:
        found["nearest"] = [left_out_json(one) for one in solution.nearest]
    if solution.change is not None:
        found["change"] = asdict(solution.change)
    if solution.left_out:
        found["left_out"] = [left_out_json(one) for one in solution.left_out]
    return found


def solution_text(solution: Solution) -> str:
    """The solution as it stands in a file."""
    return _text(solution_json(solution))


def save_solution(solution: Solution, path: Path) -> None:
    """Write the solution; an older file stays as it is until the new one is whole."""
    _save(solution_text(solution), path)


def holds_plan(path: Path) -> bool:
    """Whether a file there is an earlier answer with a plan in it."""
    if not path.is_file():
        return False
    try:
        return load_solution(path).status in ("optimal", "feasible")
    except FileFaultError:
        return False


def save_problem(problem: Problem, path: Path) -> None:
    """Write the problem in the same way."""
    _save(_text(problem_json(problem)), path)


def check_place(path: Path) -> None:
    """Write something beside the file and take it away again; raises OSError where the file could not be written."""
    if path.is_file() or not path.exists():
        _save_beside(path, "x" * PROBE, keep=False)


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _save(text: str, path: Path) -> None:
    if not path.parent.is_dir() or (path.exists() and not path.is_file()):
        path.write_text(text, encoding="utf-8")  # a device, or a folder that is not there: say so
        return
    _save_beside(path, text, keep=True)


def _save_beside(path: Path, text: str, *, keep: bool) -> None:
    """In a draft of another name, which takes the file's place when it is whole, if it is to be kept; links stay."""
    path = path.resolve()
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        if keep:
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def session_json(session: Session) -> dict[str, Any]:
    return {
        "activity": session.activity,
        "group": session.group,
        "start": session.start,
        "venue": session.venue,
        "staff": list(session.staff),
    }


def _number_or_none(at: Place) -> int | None:
    return None if at.value is None else at.whole(-(10**9))


def _seconds(at: Place) -> float:
    if at.value is None:
        return 0.0
    if isinstance(at.value, bool) or not isinstance(at.value, int | float) or not 0 <= at.value < 10**9:
        at.fault("must be a number of seconds")
    return float(at.value)
