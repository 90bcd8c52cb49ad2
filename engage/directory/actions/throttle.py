"""Counting failures in the database, so that a limit holds over every worker; only failures count."""

import hashlib
import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import Select, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from engage.core import clock
from engage.core.db import db, independent
from engage.core.errors import TooMany
from engage.directory import queries_accounts as queries
from engage.directory.models import Throttle
from engage.directory.rules.accounts import ACCOUNT_LIMIT, ADDRESS_LIMIT, Limit, is_over

FAILURES_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Counter:
    """One thing whose failures are counted: its keyed digest, and its limit."""

    key: str
    limit: Limit


def counters(
    purpose: str, typed: str, address: str, account: Limit = ACCOUNT_LIMIT, place: Limit = ADDRESS_LIMIT
) -> tuple[Counter, Counter]:
    """What counts for this purpose: whoever was meant, known or not, and where the request came from.

    A person's number and their e-mail address are one account; of a stranger there is only what was typed.
    """
    known = queries.candidate(typed.strip(), clock.today())
    meant = f"person {known.person_id}" if known else typed.strip().casefold()
    return (
        Counter(_digest(f"{purpose}|account|{meant}"), account),
        Counter(_digest(f"{purpose}|address|{_network(address)}"), place),
    )


def refuse_if_over(both: Sequence[Counter], at: datetime) -> None:
    """Close the door where either has failed too often lately: TooMany."""
    limits = {counter.key: counter.limit for counter in both}
    rows = db.session.scalars(select(Throttle).where(Throttle.key.in_(limits)).order_by(Throttle.key))
    if any(is_over(row.failures, row.since, limits[row.key], at) for row in rows):
        raise TooMany


def count_failure(both: Sequence[Counter], at: datetime) -> None:
    """Count one, whatever becomes of the request."""

    def work(own: Session) -> None:
        for counter in sorted(both, key=lambda c: c.key):  # one order for all, or two would wait for each other
            _add_one(own, counter, at)

    independent(work)


def forgive(both: Sequence[Counter]) -> None:
    """Forget the account's failures after a success; the address's stay."""
    independent(lambda own: _forget(own, both[0].key))


def due(at: datetime) -> Select[str]:
    """What has long run out."""
    return select(Throttle.key).where(Throttle.since < at - FAILURES_KEPT)


def tidy(keys: Sequence[str], at: datetime) -> None:
    """Drop these."""
    db.session.execute(delete(Throttle).where(Throttle.key.in_(keys)))


def _forget(own: Session, key: str) -> None:
    own.execute(delete(Throttle).where(Throttle.key == key))


def _add_one(own: Session, counter: Counter, at: datetime) -> None:
    insert = postgresql.insert if own.get_bind().dialect.name == "postgresql" else sqlite.insert
    fresh = insert(Throttle).values(key=counter.key, failures=1, since=at)
    ran_out = Throttle.since <= at - counter.limit.within
    own.execute(
        fresh.on_conflict_do_update(
            index_elements=[Throttle.key],
            set_={
                "failures": case((ran_out, 1), else_=Throttle.failures + 1),
                "since": case((ran_out, at), else_=Throttle.since),
            },
        )
    )


def _digest(text: str) -> str:
    secret = current_app.extensions["settings"].secret_key.encode()
    return hmac.new(secret, b"throttle|" + text.encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """The address, or for IPv6 its network: one household or phone holds a whole /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{ip}/64", strict=False)) if ip.version == 6 else str(ip)
