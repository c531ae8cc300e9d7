"""Would a value in this nullable column put the object in another state?"""

from __future__ import annotations

from itertools import pairwise

from factorygen.schema import Column
from factorygen.words import set_of, words

ENDINGS = set_of(
    """
    aborted archived banned blocked cancel canceled cancellation cancelled closed completed completion deactivated death
    deceased declined deleted deletion denied died disabled discarded dismissed dissolved ended expired failed finished
    hidden locked paused refunded rejected removed resolved retire retired retracted returned revoked superseded
    suspended terminated unsubscribed void voided withdrawn
    """
)
PUBLISHING = frozenset({"published", "unpublished", "scheduled"})
ERRORS = set_of("error errors exception exceptions failure failures stacktrace traceback tracebacks")
STAGES = frozenset({"delivered", "dispatched", "paid", "shipped"})
"""Of dates and moments: an amount paid says nothing of the object's state."""
STATES = ENDINGS | PUBLISHING | ERRORS

SECRETS = set_of("token tokens secret secrets apikey accesskey privatekey secretkey otp")
"""And the systems below: words that may be written apart, ``api_key``."""

SYSTEMS = set_of(
    """
    airtable amazon apple asana atlassian auth0 aws azure bitbucket braintree celery discord docusign dropbox external
    facebook firebase foreign github gitlab google hubspot intercom jira keycloak ldap linkedin mailchimp mailgun
    microsoft netsuite oauth oidc okta openai pagerduty paypal plaid quickbooks remote salesforce saml sap sendgrid
    sentry shopify slack sso stripe telegram thirdparty trello twilio twitter xero zendesk
    """
)
KEYS = set_of("arn guid id identifier ids key ref reference sid sub uid uuid")

COUNTING = set_of(
    """
    attempts count counter counts limit logins max min n number num percent percentage rate ratio retries size total
    tries year
    """
)
MOMENTS = frozenset({"date", "datetime"})
NUMBERS = frozenset({"int", "float", "Decimal"})


def is_state(column: Column) -> bool:
    """Whether a nullable column stays None: ``deleted_at``, ``last_error``, ``reset_token``, ``stripe_customer_id``.

    False for a column that is required, and for one that counts (``failed_attempts``).
    """
    found = words(column.key)
    if not found or not column.nullable or column.primary_key or _counts(found, column):
        return False
    stage = column.type.python in MOMENTS and not STAGES.isdisjoint(found)
    return stage or not STATES.isdisjoint(found) or _is_secret(found, column) or _is_foreign(found, column)


def _counts(found: tuple[str, ...], column: Column) -> bool:
    return column.type.python in NUMBERS and not COUNTING.isdisjoint((found[0], found[-1]))


def _is_secret(found: tuple[str, ...], column: Column) -> bool:
    """``access_token`` or ``token_expires_at``; but a number of tokens is none."""
    return column.type.python not in NUMBERS and not SECRETS.isdisjoint(_groups(found))


def _is_foreign(found: tuple[str, ...], column: Column) -> bool:
    """A key that another system gave out; a real foreign key is none."""
    return not column.foreign_key and found[-1] in KEYS and not SYSTEMS.isdisjoint(_groups(found[:-1]))


def _groups(found: tuple[str, ...]) -> set[str]:
    """Each word, and each two neighbours written together: auth0 is two words, third_party one."""
    return {*found, *(first + second for first, second in pairwise(found))}
