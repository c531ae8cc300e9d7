"""Parents of which there can only be a few rows are looked up before they are created."""

from __future__ import annotations

import pytest
from generated import case, saving


@pytest.mark.parametrize("autoflush", [True, False])
def test_users_share_the_few_roles(autoflush: bool) -> None:
    with saving(case("lookups")) as made:
        made.session.autoflush = autoflush
        users = made.UserFactory.create_batch(10)
        assert made.count("User", "Role", "Priority", "State") == (10, 4, 2, 3)
        assert len({user.role.name for user in users}) == 4


def test_a_role_that_is_asked_for_by_name_is_the_one_that_is_there() -> None:
    with saving(case("lookups")) as made:
        first, second = (made.UserFactory(role__name="ADMIN") for _ in range(2))
        assert first.role is second.role
        assert made.RoleFactory(name="ADMIN") is first.role


def test_users_of_roles_that_are_there_are_one_flush() -> None:
    with saving(case("lookups")) as made:
        made.UserFactory.create_batch(10)
        with made.flushes() as flushes:
            made.UserFactory.create_batch(10)
        assert flushes == ["flush"]


def test_what_was_made_for_a_second_role_of_one_name_is_gone() -> None:
    with saving(case("lookups")) as made:
        made.RoleFactory.create_batch(4, users=1)
        made.RoleFactory.create_batch(4, users=1)
        assert made.count("Role", "User") == (4, 4)


def test_without_a_database_each_has_its_own() -> None:
    users = case("lookups").UserFactory.build_batch(5)
    assert len({id(user.role) for user in users}) == 5
