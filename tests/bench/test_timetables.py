"""Real schools' timetables: FET's own program and ours on the same reduced problem, in one run."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from careplan.scheduling.columns import Space, sessions_of
from careplan.scheduling.json_place import Place
from careplan.scheduling.judge import judge
from careplan.scheduling.placing import place
from careplan.scheduling.problem import Problem
from careplan.scheduling.problem_file import read_problem
from careplan.scheduling.run import Run
from tests.bench.timetable_fet import School
from tests.bench.timetables import EXAMPLES, timetable

SECONDS = 60
SCHOOLS = (
    "United-Kingdom/Hopwood/Hopwood",
    "Greece/Little-Music-School/MSA",
    "Namibia/by-Bobby/set-2/FGPS",
    "Indonesia/SMK-Negeri-1-Arahan-Kab-Indramayu/netura_2016-2017",
    "Brazil/1/Brazil-more-difficult",
    "Namibia/by-Bobby/set-1/Van_RhynFinal",
    "Italy/2009/liceo-scientifico",
    "Germany/secondary-school-1/constraints-min-days-100-few-0/German-100_and_0",
    "Hungary/Varosmajori_Gimnazium_Budapest/vmg-20180901b-9",
    "Namibia/by-Bobby/set-2/WTHS",
    "South-Africa/difficult/Collegiate_Junior_School2",
    "Spain/2-secondary-school/secondary-school",
    "Romania/Faculty-Econ-Timisoara-difficult/2007-2008-sem-2/Econ-Timisoara",
    "Namibia/by-Bobby/set-1/PBS",
    "Germany/secondary-school-2/GYR",
    "Namibia/by-Bobby/set-4/ConcordiaY15T1a",
    "Namibia/by-Bobby/set-3/ConColY13T1a",
)


def fet_seconds(school: School, folder: Path) -> float | None:
    """How long fet-cl takes, start-up and files included; None where it has no timetable in time."""
    file = folder / "school.fet"
    school.write_reduced(file)
    words = ["fet-cl", f"--inputfile={file}", f"--outputdir={folder / 'out'}", f"--timelimitseconds={SECONDS}"]
    began = time.perf_counter()
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    return time.perf_counter() - began if "successful" in said else None


def our_seconds(problem: Problem) -> float | None:
    """How long it takes from the problem in memory to a legal plan; None without one."""
    began = time.perf_counter()
    space = Space(problem)
    plan = place(space, Run(time.monotonic, SECONDS, workers=2))
    took = time.perf_counter() - began
    return took if plan is not None and judge(problem, sessions_of(space, plan)).legal else None


@pytest.mark.slow
def test_timetables_of_real_schools(tmp_path: Path) -> None:
    if shutil.which("fet-cl") is None or not EXAMPLES.is_dir():
        pytest.skip("FET is not installed: apt-get install fet fet-data")
    table = Table("school", "requests", "fet-cl s", "ours s", "ours : fet-cl", "complete")
    for number, name in enumerate((SCHOOLS[0], *SCHOOLS)):
        school = School(EXAMPLES / "FET-5-official" / f"{name}.fet")
        problem = read_problem(Place("", timetable(school, name)))
        ours = our_seconds(problem)
        if number == 0:
            continue  # the first one only loads what is compiled
        folder = tmp_path / str(number)
        folder.mkdir()
        fet = fet_seconds(school, folder)
        ratio = "" if None in (ours, fet) else f"{(ours or 0) / (fet or 1):.2f}"
        words = ["-" if took is None else f"{took:.2f}" for took in (fet, ours)]
        table.add_row(name.split("/")[-1], str(len(problem.requests)), *words, ratio, "yes" if ours else "no")
    Console(width=110).print(table)
