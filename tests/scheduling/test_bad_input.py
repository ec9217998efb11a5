"""Whatever stands in the file: a plan, or a refusal with the place in it and nothing written; never a crash."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careplan.scheduling.cli import schedule_commands
from careplan.scheduling.json_place import FileFaultError, load_json, parse_json
from careplan.scheduling.problem_file import read_problem
from careplan.scheduling.problem_json import problem_json
from careplan.scheduling.refusals import in_chinese
from careplan.scheduling.solution_file import save_problem
from tests.scheduling.random_problem import random_problem
from tests.scheduling.small_school import school

GROUP = click.Group("schedule", {command.name or "": command for command in schedule_commands})

BROKEN = {
    "nothing": b"",
    "a list": b"[]",
    "not a number": b'{"format": "careplan-problem/1", "name": NaN}',
    "null byte": b'{"format": "careplan-problem/1\x00"}',
    "not UTF-8": b"\xff\xfe{}",
    "nested without end": b"[" * 200_000,
    "a number without end": b'{"format": ' + b"9" * 10_000 + b"}",
    "a key twice": b'{"format": "careplan-problem/1", "format": "careplan-problem/1"}',
    "half a character": rb'{"format": "careplan-problem/1", "name": "\ud800"}',
}


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in words)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("p.json: squads[3].size: must be a whole number, is a text", "p.json：squads[3].size：应是整数，现在是文字"),
        ("p.json: line 2 column 17: is not JSON: Expecting value", "p.json：第2行第17列：不是 JSON（Expecting value）"),
        ("p.json: the file: has no 'slots'", "p.json：文件：缺少 'slots'"),
        (
            'p.json: squads[0]: "sise" is not a key of this format; did you mean "size"? (and 5 more like it)',
            "p.json：squads[0]：这个格式没有“sise”这个键；是不是“size”？（另有5处相同）",
        ),
        ("out.json: is the problem itself", "out.json：就是题目文件本身"),
        ("something else", "something else"),
    ],
)
def test_a_refusal_is_told_in_chinese_too(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


@pytest.mark.parametrize("name", BROKEN)
def test_every_refusal_of_a_broken_file_has_chinese_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "p.json").write_bytes(BROKEN[name])
    words = ["solve", str(tmp_path / "p.json"), "-o", str(tmp_path / "s.json"), "--language", "zh"]
    assert is_chinese(CliRunner().invoke(GROUP, words).output)


def refused(path: Path, output: Path) -> str:
    answer = CliRunner().invoke(GROUP, ["solve", str(path), "-o", str(output)])
    assert answer.exit_code == 2, answer.output
    return answer.output


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_refused_and_nothing_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "p.json").write_bytes(BROKEN[name])
    assert "p.json: " in refused(tmp_path / "p.json", tmp_path / "s.json")
    assert not (tmp_path / "s.json").exists()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("name", ["第一小学", "小学（甲）", "school"])
def test_other_encodings_are_told_to_be_saved_as_utf_8(tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / "p.json").write_bytes(json.dumps({"name": name}, ensure_ascii=False).encode(encoding))
    if (encoding, name) == ("gb18030", "school"):
        assert load_json(tmp_path / "p.json").value  # plain letters are the same in both
        return
    with pytest.raises(FileFaultError, match=r"is not UTF-8, by its look (GB18030|UTF-16|UTF-32).* save it as UTF-8"):
        load_json(tmp_path / "p.json")


def test_a_file_that_is_broken_in_one_place_is_not_taken_for_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_bytes('{"name": "第一小学"'.encode() + b"\xff}")
    with pytest.raises(FileFaultError, match="is not UTF-8: open it"):
        load_json(tmp_path / "p.json")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"name":\n "NaN", "size": NaN}', "line 2 column 17: NaN is no number: write a whole number"),
        ('{"size": -Infinity}', "line 1 column 10: -Infinity is no number"),
        ('{"size": 2.0}', "size: must be a whole number, is 2.0, a number with a decimal point or an exponent"),
        ('{"size": 1e999}', "size: must be a whole number, is a number too large"),
        ('{"size": 1' + "0" * 5000 + "}", "the file: holds a number that is too long: thousands of digits"),
    ],
)
def test_odd_numbers_are_told_in_plain_words(text: str, words: str) -> None:
    with pytest.raises(FileFaultError, match=words):
        parse_json(text).key("size").whole()


def test_output_that_cannot_be_is_refused_before_any_search(tmp_path: Path) -> None:
    save_problem(school(), tmp_path / "p.json")
    before = (tmp_path / "p.json").read_bytes()
    assert "is a folder" in refused(tmp_path / "p.json", tmp_path)
    assert "is the problem itself" in refused(tmp_path / "p.json", tmp_path / "p.json")
    assert (tmp_path / "p.json").read_bytes() == before


def test_a_number_out_of_bounds_is_told_in_chinese_though_the_least_is_below_zero() -> None:
    with pytest.raises(FileFaultError) as fault:
        parse_json('{"period": 1' + "0" * 30 + "}").key("period").whole(-1000)
    assert in_chinese(str(fault.value)) == "period：应在-1000到1000000000之间，现在是过大的数"


VALUES = st.sampled_from([None, True, -1, 0, 1.5, 10**30, "", "x", "\x00", [], {}, [[]], ["x", "x"], {"x": 1}])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 20), st.data())
def test_one_value_changed_is_a_problem_still_or_a_fault_with_its_place(seed: int, data: st.DataObject) -> None:
    stated = problem_json(random_problem(seed))
    at: Any = stated
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], (dict, list)) or not at[key] or data.draw(st.booleans()):
            at[key] = data.draw(VALUES)
            break
        at = at[key]
    try:
        read_problem(parse_json(json.dumps(stated)))
    except FileFaultError as fault:
        assert fault.place and fault.what
        assert is_chinese(in_chinese(fault.what)), fault.what
