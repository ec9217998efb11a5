"""What a session is to a calendar while it moves."""

from __future__ import annotations

from careplan.telling.identity import identities


def test_a_session_is_its_activity_and_its_squads_in_any_order() -> None:
    first, same, other = (
        identities([("calm", squads)])[0] for squads in (("2024-1", "2024-2"), ("2024-2", "2024-1"), ("2024-1",))
    )
    assert first == same != other


def test_the_same_again_is_another_one_and_the_first_stays_the_first() -> None:
    once, twice = identities([("calm", ("2024-1",))]), identities([("calm", ("2024-1",)), ("calm", ("2024-1",))])

    assert len(set(twice)) == 2 and twice[0] == once[0]
