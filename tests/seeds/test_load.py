"""The shipped data is whole; a fault anywhere is named with its file and line."""

from __future__ import annotations

import pytest

from careplan.seeds.load import Seeds, check_seeds, load_seeds, shipped_vocabulary
from careplan.seeds.source import SeedError
from tests.seeds.conftest import Folder


def test_shipped_seeds_have_no_fault() -> None:
    assert check_seeds()[1] == []


def test_shipped_seeds_have_every_sentence_of_both_plans(seeds: Seeds) -> None:
    sentences = seeds.sentences

    assert [ref for ref in sentences if ref.startswith("S")] == [f"S{n}" for n in range(1, 53)]
    assert [ref for ref in sentences if ref.startswith("C")] == [f"C{n}" for n in range(1, 42)]


@pytest.mark.plan("S22", "S26", "S29")
def test_shipped_vocabulary_has_the_plans_own_words(seeds: Seeds) -> None:
    words = seeds.vocabulary

    assert [one.zh for one in words.strands.values()] == ["普及", "体验", "保健"]
    assert [one.zh for one in words.audiences.values()] == ["学生", "家长", "教师"]
    named = {one.zh for one in words.methods.values()}
    assert {"情景设计", "角色扮演", "问题辨析", "游戏辅导", "娱乐活动", "专题讲座", "素质拓展", "实践活动"} <= named
    assert len(words.principles) == 4


@pytest.mark.plan("S30")
def test_a_lecture_is_neither_interactive_nor_experiential(seeds: Seeds) -> None:
    methods = seeds.vocabulary.methods

    assert (methods["lecture"].interactive, methods["lecture"].experiential) == (False, False)
    assert (methods["role-play"].interactive, methods["role-play"].experiential) == (True, True)


def test_an_a_certificate_holds_b_and_c(seeds: Seeds) -> None:
    words = seeds.vocabulary

    assert words.holds("mental-health-a") == {"mental-health-a", "mental-health-b", "mental-health-c"}
    assert words.holds("mental-health-c") == {"mental-health-c"}
    assert words.holds("unknown") == {"unknown"}


def test_unknown_ref_in_vocabulary_is_named(folder: Folder) -> None:
    line = folder.replace("vocabulary.toml", 'ref = ["S4", "S29"]', 'ref = ["S4", "S99"]')

    (fault,) = folder.faults("vocabulary.toml")

    assert fault.line == line
    assert "“S99”, which is not known" in fault.message


def test_unknown_implied_qualification_is_named(folder: Folder) -> None:
    line = folder.replace("vocabulary.toml", 'implies = ["mental-health-c"]', 'implies = ["mental-health-d"]')

    (fault,) = folder.faults("vocabulary.toml")

    assert (fault.line, "mental-health-d" in fault.message) == (line, True)


def test_sentence_twice_is_named(folder: Folder) -> None:
    line = folder.replace("plan/sentences.toml", 'ref = "C2"', 'ref = "C1"')

    assert (line, "the sentence “C1” is there twice") in [
        (fault.line, fault.message) for fault in folder.faults("plan/sentences.toml")
    ]


def test_missing_file_is_named(folder: Folder) -> None:
    (folder.path / "hotlines.toml").unlink()

    assert folder.faults("hotlines.toml")[0].message == "the file is missing"


def test_ceremony_out_of_order_is_named(folder: Folder) -> None:
    line = folder.replace("ceremony.toml", "order = 5", "order = 6")

    (fault,) = folder.faults("ceremony.toml")

    assert (fault.line, fault.message) == (line, "step 6 stands in place 5")


def test_load_seeds_with_faults_raises_all_of_them_sorted(folder: Folder) -> None:
    folder.replace("vocabulary.toml", 'zh = "普及"', "zh = 1")
    folder.replace("hotlines.toml", 'number = "12356"', "")

    with pytest.raises(SeedError) as caught:
        load_seeds(folder.path)

    named = [fault.path for fault in caught.value.faults]
    assert {"seed_data/hotlines.toml", "seed_data/vocabulary.toml"} <= set(named)
    assert named == sorted(named)


@pytest.mark.parametrize(
    "kind", ["method", "strand", "ability", "venue_kind", "qualification", "role", "post", "season"]
)
def test_word_of_an_unknown_code_is_the_code(seeds: Seeds, kind: str) -> None:
    word = seeds.vocabulary.word(kind, "x-y")

    assert (word.zh, word.en) == ("x-y", "x-y")


def test_word_in_both_languages() -> None:
    word = shipped_vocabulary().word("venue_kind", "hall")

    assert (word.name("zh_Hans"), word.name("en")) == ("多功能厅", "Hall")
