"""Lines of tables and keys, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

from careplan.seeds.source import Fault, line_index, parse_source, read_source

TEXT = '''# a comment with [[not]] a header
title = "one = two"   # and a "quote
words = [
  "a ] bracket",
  "b",
]
long = """
key = "not a key"
[[band]]
"""
[[band]]
code = "low"
[[band.goal]]
code = "low.a"
[[band.goal]]
code = "low.b"
[[band]]
code = "high"
[[band.goal]]
code = "high.a"
'''


def test_line_index_finds_keys_and_tables() -> None:
    lines = line_index(TEXT)

    assert lines[("title",)] == 2
    assert lines[("long",)] == 7
    assert lines[("band", 0)] == 11
    assert lines[("band", 0, "goal", 1, "code")] == 16
    assert lines[("band", 1, "goal", 0, "code")] == 20


def test_line_index_ignores_text_in_strings() -> None:
    lines = line_index(TEXT)

    assert ("key",) not in lines
    assert [place for place in lines if place[0] == "not"] == []


def test_line_of_unknown_place_is_the_table_around_it() -> None:
    source = parse_source(TEXT, "x.toml")

    assert source.line(("band", 1, "goal", 0, "missing")) == 19
    assert source.line(("nothing", 7)) == 1


def test_parse_source_with_bad_toml_names_the_line() -> None:
    source = parse_source('a = 1\nb = "open\n', "x.toml")

    assert [(fault.path, fault.line) for fault in source.faults] == [("x.toml", 2)]
    assert "not readable as TOML" in source.faults[0].message


def test_read_source_with_missing_file_says_so(tmp_path: Path) -> None:
    source = read_source(tmp_path / "no.toml", "no.toml")

    assert source.faults == [Fault("no.toml", 0, "the file is missing")]


def test_read_source_with_other_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes('a = "中文"'.encode("gbk"))

    assert read_source(path, "gbk.toml").faults == [Fault("gbk.toml", 0, "the file is not UTF-8 text")]
