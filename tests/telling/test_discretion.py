"""A child's name is found however it is written; what only looks like one is not."""

from __future__ import annotations

import pytest

from careplan.telling.discretion import names_a_child

CHILDREN = ["李明", "欧阳小雨", "阿卜杜拉·买买提", "高兴", "明"]


@pytest.mark.parametrize(
    "text", ["请李明同学带红领巾", "请 李 明 来", "欧阳\n小雨", "阿卜杜拉·买买提来", "李明明不来，李明来"]
)
def test_a_name_is_found(text: str) -> None:
    assert names_a_child(text, CHILDREN, [])


@pytest.mark.parametrize("text", ["李老师，明天见", "活动安排有调整", ""])
def test_other_words_are_not(text: str) -> None:
    assert not names_a_child(text, CHILDREN, [])


def test_a_child_called_like_a_teacher_or_an_activity_does_not_stop_their_messages() -> None:
    known = ["李明", "“高兴”与“不高兴”"]

    assert not names_a_child("李明老师，您好：三(1)班“高兴”与“不高兴”", CHILDREN, known)
    assert names_a_child("李明老师，请高兴同学来", CHILDREN, known)


def test_a_longer_name_is_not_hidden_by_a_teachers() -> None:
    assert names_a_child("欧阳小雨", ["欧阳小雨"], ["小雨"])
