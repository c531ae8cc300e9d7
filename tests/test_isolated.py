"""A base, a factory without children and one with them; children that nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import factory
import pytest
from command_line import factorygen
from factory.random import reseed_random
from generated import Saving, case, of_text, saving

STRATEGIES = pytest.mark.parametrize("strategy", ["build", "create"])
MODELS = (Path(__file__).parent / "cases/isolated/models.py").read_text()


@pytest.fixture
def made() -> Iterator[Saving]:
    """Users with clients, their projects and tags; companies, which are clients with offices."""
    with saving(case("isolated", settings='style = "isolated"')) as found:
        yield found


@pytest.fixture
def plain(request: pytest.FixtureRequest) -> Iterator[Saving]:
    """The same in the plain style, with children as the test's parameter says."""
    with saving(of_text(MODELS, settings=f"children = {request.param}")) as found:
        yield found


# ---- three factories


def test_the_base_is_abstract(made: Saving) -> None:
    with pytest.raises(factory.errors.FactoryError, match="UserFactoryBase is abstract"):
        made.factories.UserFactoryBase.create()
    assert issubclass(made.IsolatedUserFactory, made.factories.UserFactoryBase)
    assert not issubclass(made.UserFactory, made.IsolatedUserFactory)


def test_who_is_isolated_does_not_mind_broken_children(made: Saving, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(made.factories.ClientFactoryBase, "_create", broken)
    assert made.IsolatedUserFactory().clients == []
    with pytest.raises(RuntimeError, match="broken"):
        made.UserFactory()


def test_parents_are_made_without_children(made: Saving) -> None:
    client = made.IsolatedProjectFactory().client
    assert (client.user.clients, client.user.profiles) == ([client], [])
    assert made.count("User", "Client", "Project", "Tag") == (1, 1, 1, 0)


@STRATEGIES
def test_children_are_made_one_level_deep(made: Saving, strategy: str) -> None:
    user = getattr(made.UserFactory, strategy)()
    assert 1 <= len(user.clients) <= 3
    assert all(client.user is user and client.projects == [] for client in user.clients)


def test_one_to_three_children_unless_another_number_is_given(made: Saving) -> None:
    users = made.UserFactory.create_batch(40)
    assert {len(user.clients) for user in users} == {1, 2, 3}
    assert made.UserFactory(clients=5).profiles != []
    assert [len(made.UserFactory(clients=clients).clients) for clients in (5, 0, None)] == [5, 0, 0]


def test_what_is_told_of_children_is_told_of_those_that_are_made_anyway(made: Saving) -> None:
    users = [made.UserFactory(clients__name="Ann") for _ in range(20)]
    assert {len(user.clients) for user in users} == {1, 2, 3}
    assert {client.name for user in users for client in user.clients} == {"Ann"}


def test_children_of_children_are_handed_over(made: Saving) -> None:
    user = made.UserFactory(clients=made.ClientFactory.build_batch(2, projects=3))
    assert [len(client.projects) for client in user.clients] == [3, 3]
    assert made.count("User", "Project") == (1, 6)


def test_no_more_children_than_a_key_admits(made: Saving) -> None:
    assert [len(user.profiles) for user in made.UserFactory.create_batch(10)] == [1] * 10


def test_nothing_recurses(made: Saving) -> None:
    assert made.UserFactory().students == []
    assert 1 <= len(made.ProjectFactory().tags) <= 3
    assert made.TagFactory().projects == []
    assert made.TagFactory(projects=2).projects[0].tags[0].projects != []


def test_who_inherits_has_the_children_of_both(made: Saving) -> None:
    company = made.CompanyFactory()
    assert company.projects and company.offices
    assert all(office.company_id == company.id for office in company.offices)
    assert (made.IsolatedCompanyFactory().projects, made.IsolatedCompanyFactory().offices) == ([], [])


def test_two_runs_have_the_same_numbers(made: Saving) -> None:
    runs = []
    for _ in range(2):
        reseed_random(1)
        runs.append([len(user.clients) for user in made.UserFactory.build_batch(20)])
    assert runs[0] == runs[1]


# ---- columns of keys


def test_keys_agree_after_create(made: Saving) -> None:
    project = made.ProjectFactory()
    assert project.client_id == project.client.id is not None
    user = made.IsolatedUserFactory()
    assert made.ClientFactory(user=user).user_id == user.id


def test_a_key_that_is_passed_is_honoured(made: Saving) -> None:
    user = made.IsolatedUserFactory()
    client = made.ClientFactory(user_id=user.id)
    made.session.refresh(client)
    assert (client.user, client.user_id) == (user, user.id)
    assert made.count("User") == 1


def test_without_a_parent_there_is_no_key(made: Saving) -> None:
    client = made.ClientFactory.build(user=None)
    assert (client.user, client.user_id) == (None, None)
    assert made.ClientFactory.build(user_id=7).user_id == 7
    assert made.ClientFactory.build().user_id is None


# ---- the plain style


@pytest.mark.parametrize("plain", ["2"], indirect=True)
def test_children_in_the_plain_style(plain: Saving) -> None:
    user = plain.UserFactory()
    assert (len(user.clients), len(user.profiles), user.students) == (2, 1, [])
    assert [client.projects for client in user.clients] == [[], []]
    assert len(plain.ClientFactory().projects) == 2
    assert len(plain.ProjectFactory().client.projects) == 1


@pytest.mark.parametrize("plain", ['{ "*.clients" = "2-3", "User.students" = 1 }'], indirect=True)
def test_children_by_pattern(plain: Saving) -> None:
    users = plain.UserFactory.create_batch(20)
    assert {len(user.clients) for user in users} == {2, 3}
    assert {len(user.profiles) for user in users} == {0}
    assert {len(user.students) for user in users} == {1}, "a self-reference, where it is meant by its name"
    assert {len(student.students) for user in users for student in user.students} == {0}


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("children = -1", "'children' has -1, which is no number of children (for example 2 or \"1-3\")"),
        ('children = "3-1"', "'children' has '3-1', which is no number of children (for example 2 or \"1-3\")"),
        ("children = true", "'children' has True, which is no number of children (for example 2 or \"1-3\")"),
        ("children = { clients = 1 }", "'children' has 'clients', which is no MODEL.COLLECTION"),
        ('style = "isolatd"', "'style' must be one of plain, isolated, not 'isolatd' (did you mean 'isolated'?)"),
        ('children = { "User.client" = 1 }', 'children] "User.client": no model has such a collection (did you mean'),
    ],
)
def test_what_is_refused(settings: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text(MODELS)
    (tmp_path / "pyproject.toml").write_text(f'[tool.factorygen]\nsource = "models"\n{settings}\n')
    outcome = factorygen("generate", folder=tmp_path)
    assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)
    assert told in outcome.err
