"""Which nullable columns would put the object in another state?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import asked

from factorygen.column_rules.state import is_state


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("deleted_at", "datetime"),
        ("deletedBy", "int"),
        ("date_retired", "datetime"),
        ("cancelled_at", "datetime"),
        ("canceled_on", "date"),
        ("closed_at", "int"),
        ("is_locked", "bool"),
        ("rejected_at", "datetime"),
        ("declined_reason", "str"),
        ("resolved_on", "date"),
        ("death_date", "date"),
        ("paid_at", "datetime"),
        ("shipped_on", "date"),
        ("failure_reason", "str"),
        ("published_at", "datetime"),
        ("scheduled_for", "datetime"),
        ("last_error", "str"),
        ("error_message", "str"),
        ("traceback", "str"),
        ("reset_token", "str"),
        ("token_expires_at", "datetime"),
        ("api_key", "str"),
        ("client_secret", "str"),
        ("stripe_customer_id", "str"),
        ("external_id", "int"),
        ("external_reference", "str"),
        ("auth0_sub", "str"),
        ("third_party_id", "str"),
    ],
)
def test_states(key: str, kind: str) -> None:
    column, _ = asked(f"Thing.{key}", kind)
    assert is_state(column)
    assert not is_state(replace(column, nullable=False))


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("email", "str"),
        ("created_at", "datetime"),
        ("expires_at", "datetime"),
        ("end_date", "date"),
        ("failed_attempts", "int"),
        ("error_count", "int"),
        ("max_tokens", "int"),
        ("published_year", "int"),
        ("amount_paid", "Decimal"),
        ("delivery_date", "date"),
        ("customer_id", "int"),
        ("github_url", "str"),
        ("external", "bool"),
        ("__", "str"),
    ],
)
def test_no_states(key: str, kind: str) -> None:
    assert not is_state(asked(f"Thing.{key}", kind)[0])


def test_a_real_foreign_key_is_no_key_of_a_foreign_system() -> None:
    column, _ = asked("Thing.external_account_id", "int")
    assert is_state(column)
    assert not is_state(replace(column, foreign_key=True))
