"""`python -m tests.bench.making FOLDER`: example problems of each kind but the re-plan, which needs a plan first."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_json import problem_json
from tests.bench.making import make_infeasible, make_school, make_town


def save(problem: Problem, path: Path) -> None:
    path.write_text(json.dumps(problem_json(problem), ensure_ascii=False, indent=1), encoding="utf-8")


def examples() -> dict[str, Problem]:
    return {
        "small14": make_school(6, 14),
        "school11": make_school(24, 11),
        "school12": make_school(24, 12),
        "large13": make_school(48, 13),
        "town1": make_town(1),
        "town2": make_town(2, scarce=True),
        "infeasible16": make_infeasible(make_school(24, 16), 16),
    }


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, problem in examples().items():
        save(problem, folder / f"{name}.json")
        print(folder / f"{name}.json", len(problem.squads), "squads")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
