"""Which names belong together as the two halves of a pair, which as parts of a text?"""

from __future__ import annotations

from dataclasses import dataclass

from factorygen.words import words


@dataclass(frozen=True)
class Pair:
    """Words that differ in two names that are alike but for them, the half that comes first, and the other.

    ``days`` lie between dates of that name; None: it is a period, which lies within that of a parent.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    days: int | None = 1


def _pairs(text: str, days: int | None = 1) -> tuple[Pair, ...]:
    """Pairs written as ``first > second``, a line each."""
    halves = (line.split(">") for line in text.strip().splitlines())
    return tuple(Pair(words(first), words(second), days) for first, second in halves)


PERIODS = _pairs(
    """
    start > end
    starts > ends
    starting > ending
    started > ended
    start > finish
    started > finished
    start > stop
    started > stopped
    started > completed
    begin > end
    begins > ends
    began > ended
    from > to
    from > until
    from > till
    from > thru
    from > through
    since > until
    startdate > enddate
    starttime > endtime
    fromdate > todate
    datefrom > dateto
    validfrom > validto
    validfrom > validuntil
    valid from > expires
    effective > expiration
    effective > expires
    """,
    days=None,
)

EVENTS = (
    *_pairs(
        """
        created > updated
        created > modified
        created > changed
        created > edited
        create > update
        creation > modification
        inserted > updated
        added > updated
        added > modified
        first seen > last seen
        first login > last login
        sent > received
        sent > delivered
        sent > read
        queued > started
        received > processed
        departs > arrives
        departed > arrived
        departure > arrival
        """
    ),
    *_pairs(
        """
        order > ship
        ordered > shipped
        shipped > delivered
        order > delivery
        ordered > delivered
        requested > approved
        submitted > approved
        submitted > reviewed
        check in > check out
        checkin > checkout
        checked in > checked out
        arrival > departure
        pickup > dropoff
        pick up > drop off
        """,
        days=3,
    ),
    *_pairs(
        """
        opened > closed
        open > close
        opens > closes
        opening > closing
        opened > resolved
        reported > resolved
        """,
        days=7,
    ),
    *_pairs(
        """
        issued > due
        issue > due
        invoice > due
        invoiced > due
        borrowed > due
        borrowed > returned
        loan > return
        loaned > returned
        rented > returned
        assigned > due
        """,
        days=30,
    ),
    *_pairs(
        """
        issued > expires
        issue > expiry
        issue > expiration
        issued > expired
        activated > expires
        purchased > expires
        purchase > expiry
        manufactured > expires
        enrolled > graduated
        hired > left
        hire > termination
        hired > terminated
        joined > left
        """,
        days=365,
    ),
    *_pairs(
        """
        birth > death
        born > died
        """,
        days=18 * 365,
    ),
)

AMOUNTS = _pairs(
    """
    min > max
    minimum > maximum
    minimal > maximal
    lower > upper
    low > high
    lowest > highest
    smallest > largest
    least > most
    first > last
    lft > rgt
    net > gross
    """
)

PAIRS = (*PERIODS, *EVENTS, *AMOUNTS)

TIMES = frozenset({"date", "datetime", "time", "timedelta"})
"""What events are; numbers only where their name says that they are moments."""

MOMENTS = frozenset({"at", "on", "date", "time", "timestamp", "ts", "year"})
"""How the name of a number ends that stands for a moment."""

PASSING = frozenset({"at", "on", "date", "datetime", "day", "dt", "time", "timestamp", "ts", "last"})
"""Words that may stand in one half alone: ``created_at`` and ``last_modified``."""

FIRST_NAMES = (("first", "name"), ("given", "name"), ("forename",), ("firstname",))
LAST_NAMES = (("last", "name"), ("family", "name"), ("surname",), ("lastname",))
FULL_NAMES = (("full", "name"), ("fullname",), ("name",))
EMAILS = (("email",), ("email", "address"), ("mail",))
