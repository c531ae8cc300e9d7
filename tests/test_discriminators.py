"""A base without an identity of its own: its discriminator is a column like any other, its children's is not."""

from __future__ import annotations

import pytest
from generated import inline, saving

MODELS = """
class Evaluator(Base):
    __tablename__ = "evaluators"
    __table_args__ = (sa.UniqueConstraint("kind", "id"),)
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": None}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), sa.CheckConstraint("kind IN ('model', 'code', 'human', 'expert')"))
    name: Mapped[str] = mapped_column(String(50), unique=True)


class CodeEvaluator(Evaluator):
    __tablename__ = "code_evaluators"
    __table_args__ = (ForeignKeyConstraint(["kind", "id"], ["evaluators.kind", "evaluators.id"]),)
    __mapper_args__ = {"polymorphic_identity": "code"}

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), sa.CheckConstraint("kind = 'code'"), server_default="code")
    language: Mapped[str] = mapped_column(String(30))


class HumanEvaluator(Evaluator):
    __mapper_args__ = {"polymorphic_identity": "human"}

    email: Mapped[str | None] = mapped_column(String(100))


class Expert(HumanEvaluator):
    __mapper_args__ = {"polymorphic_identity": "expert"}

    field: Mapped[str | None] = mapped_column(String(30))
"""


@pytest.mark.parametrize(
    ("name", "kind"), [("CodeEvaluator", "code"), ("HumanEvaluator", "human"), ("Expert", "expert")]
)
def test_a_child_has_its_own_identity_and_not_what_the_base_factory_declares(name: str, kind: str) -> None:
    with saving(inline(MODELS)) as made:
        saved = getattr(made, f"{name}Factory").create_batch(3)
        assert {one.kind for one in saved} == {kind}
        assert {type(made.read(one)).__name__ for one in saved} == {name}


USERS = """
class User(Base):
    __tablename__ = "users"
    __table_args__ = (
        sa.CheckConstraint("method <> 'local' OR (password_hash IS NOT NULL AND ldap_id IS NULL)", name="local"),
        sa.CheckConstraint("method = 'local' OR password_hash IS NULL", name="not_local"),
        sa.CheckConstraint("method <> 'ldap' OR ldap_id IS NOT NULL", name="ldap"),
    )
    __mapper_args__ = {"polymorphic_on": "method", "polymorphic_identity": None}

    id: Mapped[int] = mapped_column(primary_key=True)
    method: Mapped[str] = mapped_column(String(10), sa.CheckConstraint("method IN ('local', 'ldap')"))
    password_hash: Mapped[str | None] = mapped_column(String(64))
    ldap_id: Mapped[str | None] = mapped_column(String(50))


class LocalUser(User):
    __mapper_args__ = {"polymorphic_identity": "local"}


class LdapUser(User):
    __mapper_args__ = {"polymorphic_identity": "ldap"}
"""


@pytest.mark.parametrize("name", ["LocalUser", "LdapUser"])
def test_a_check_on_the_discriminator_overrides_what_the_base_factory_declares(name: str) -> None:
    with saving(inline(USERS)) as made:
        saved = getattr(made, f"{name}Factory").create_batch(3)
        assert {type(made.read(one)).__name__ for one in saved} == {name}
