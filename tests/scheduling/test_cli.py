"""The commands: exit status, what is written, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from careplan.scheduling.cli import schedule_commands
from careplan.scheduling.output_cli import write_answer
from careplan.scheduling.problem import GoalRule, Problem, Rules, TermRule
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.solution import Solution
from careplan.scheduling.solution_file import load_solution, save_problem, save_solution
from tests.scheduling.shared_judge import shared_judge
from tests.scheduling.small_school import school

GROUP = click.Group("schedule", {command.name or "": command for command in schedule_commands})
YEAR = school(rules=Rules(sessions_per_term=(TermRule("t1", 2),)))


def run(folder: Path, problem: Problem, *words: str) -> tuple[int, str]:
    save_problem(problem, folder / "p.json")
    answer = CliRunner().invoke(
        GROUP, ["solve", str(folder / "p.json"), "-o", str(folder / "s.json"), "--workers", "1", *words]
    )
    return answer.exit_code, answer.output


def test_solve_writes_a_plan_that_both_judges_accept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(tmp_path, YEAR, "--seconds", "2")
    assert code == 0
    assert "best" in said
    assert CliRunner().invoke(GROUP, ["check", str(tmp_path / "p.json"), str(tmp_path / "s.json")]).exit_code == 0
    assert shared_judge().main([str(tmp_path / "p.json"), str(tmp_path / "s.json")]) == 0
    assert "'valid': True" in capsys.readouterr().out


def test_solve_quietly_says_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, YEAR, "--seconds", "2", "--quiet") == (0, "")


def test_solve_without_a_plan_writes_the_conflict(tmp_path: Path) -> None:
    problem = school(rules=Rules(sessions_per_term=(TermRule("t1", 2),), goals=(GoalRule("adapt", max=1),)))
    code, said = run(tmp_path, problem, "--seconds", "5")
    assert code == 3
    assert load_solution(tmp_path / "s.json").conflict == ("rules.sessions_per_term[0]", "rules.goals[0]")
    assert "each squad has at most 1 session in the year that serve the goal “adapt”" in said
    assert json.loads((tmp_path / "s.json").read_text())["objective"] is None


def test_solve_refuses_bad_input_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"format": "careplan-problem/1", "name": "x", "slots": 3}')
    answer = CliRunner().invoke(GROUP, ["solve", str(tmp_path / "p.json"), "-o", str(tmp_path / "s.json")])
    assert answer.exit_code == 2
    assert "slots: must be a list, is a number" in answer.output
    assert not (tmp_path / "s.json").exists()


def test_solve_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    save_problem(YEAR, tmp_path / "p.json")
    answer = CliRunner().invoke(GROUP, ["solve", str(tmp_path / "p.json"), "-o", str(tmp_path / "none" / "s.json")])
    assert answer.exit_code == 2


def solve_to(folder: Path, problem: Problem, output: str, *words: str) -> Result:
    save_problem(problem, folder / "p.json")
    return CliRunner().invoke(GROUP, ["solve", str(folder / "p.json"), "-o", output, "--workers", "1", *words])


def test_a_dash_is_standard_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = solve_to(tmp_path, school(), "-", "--seconds", "1")
    assert json.loads(answer.stdout)["status"] == "optimal"
    assert "optimal" in answer.stderr
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("output", ["/dev/full", "none/s.json", ".", "x" * 300])
def test_an_output_that_cannot_be_written_is_refused_before_any_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = solve_to(tmp_path, school(), output)
    assert (answer.exit_code, "optimal" in answer.stderr) == (2, False)
    assert [path.name for path in tmp_path.iterdir()] == ["p.json"]


def test_an_older_plan_is_not_lost_to_an_answer_that_knows_nothing(tmp_path: Path) -> None:
    file, nothing = tmp_path / "s.json", Solution("x", "unknown")
    assert write_answer(nothing, str(file)) is None
    assert write_answer(nothing, str(file)) is None  # it was no plan
    save_solution(Solution("x", "feasible", 3, 0), file)
    assert "kept as it was" in (write_answer(nothing, str(file)) or "")
    assert load_solution(file).objective == 3
    assert write_answer(Solution("x", "infeasible", conflict=("rules.goals[0]",)), str(file)) is None
    assert load_solution(file).status == "infeasible"


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "link.json").symlink_to(tmp_path / "s.json")
    save_solution(Solution("x", "feasible", 3, 0), tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert load_solution(tmp_path / "s.json").objective == 3


def test_misspelt_keys_are_noted_and_quietly_not(tmp_path: Path) -> None:
    stated = problem_json(school())
    (tmp_path / "p.json").write_text(json.dumps(stated | {"weigths": {"idle": 1}}))
    words = ["solve", str(tmp_path / "p.json"), "-o", str(tmp_path / "s.json"), "--workers", "1", "--seconds", "1"]
    note = 'p.json: "weigths" is not a key of this format; did you mean "weights"?'
    assert CliRunner().invoke(GROUP, words).stderr.count(note) == 2  # at the beginning, and below the result
    assert CliRunner().invoke(GROUP, [*words, "--quiet"]).stderr == ""
    assert note in CliRunner().invoke(GROUP, ["check", str(tmp_path / "p.json"), str(tmp_path / "s.json")]).stderr


def test_help_says_what_the_figures_are() -> None:
    said = CliRunner().invoke(GROUP, ["solve", "--help"]).output
    for one in ("best ", "bound ", "gap ", "--quiet", "--language"):
        assert f"\n  {one}" in said


def test_check_tells_each_fault_as_a_sentence(tmp_path: Path) -> None:
    run(tmp_path, YEAR, "--seconds", "2", "--quiet")
    claimed = json.loads((tmp_path / "s.json").read_text())
    claimed["sessions"] = claimed["sessions"][:1]
    (tmp_path / "s.json").write_text(json.dumps(claimed))
    answer = CliRunner().invoke(
        GROUP, ["check", str(tmp_path / "p.json"), str(tmp_path / "s.json"), "--language", "zh"]
    )
    assert answer.exit_code == 1
    assert "rules.sessions_per_term[0]: q1  1 / 2 — t1，每个中队开展活动至少2次。" in answer.output


def test_check_of_a_file_without_a_plan_tells_what_it_says_instead(tmp_path: Path) -> None:
    run(tmp_path, YEAR, "--seconds", "2", "--quiet")
    save_solution(Solution(YEAR.name, "infeasible", conflict=("rules.sessions_per_term[0]",)), tmp_path / "s.json")
    answer = CliRunner().invoke(GROUP, ["check", str(tmp_path / "p.json"), str(tmp_path / "s.json")])
    assert answer.exit_code == 1
    first, second = answer.output.splitlines()
    assert first.startswith("The file says that there is no plan")
    assert second.startswith("  rules.sessions_per_term[0] — ")
