"""The route in the order one walks, and the register of an account that is nobody's."""

from __future__ import annotations

from careplan.casework.register_queries import along
from tests.world import ClientFor


def test_the_route_goes_as_one_walks() -> None:
    homes = ["上河村2组", "上河村12组", "下河村1组", "上河村1组", None]
    assert sorted(homes, key=along) == ["上河村1组", "上河村2组", "上河村12组", "下河村1组", None]


def test_an_account_without_a_person_is_told_why_its_register_is_empty(client_for: ClientFor) -> None:
    page = client_for("community_worker").get("/care/register").text
    assert "我的登记册" in page
    assert "还没有对应到教职工名单" in page
