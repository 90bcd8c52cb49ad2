"""One opening of a box at a time; a worker that was killed holds nobody up."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from engage.ballots import keys
from engage.core.db import ballot_owner_engine
from engage.core.errors import Conflict

BUSY = "This ballot box is being opened already."
# A worker whose machine lost its power says no farewell: the server asks, and lets go in a minute.
KEEPALIVE = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"


@contextmanager
def alone(box: str) -> Iterator[None]:
    """Hold the box for one opening, or raise Conflict at once; the system lets go with the process."""
    with _by_server(box) if ballot_owner_engine().dialect.name == "postgresql" else _by_file(box):
        yield


@contextmanager
def _by_server(box: str) -> Iterator[None]:
    number = int.from_bytes(bytes.fromhex(box)[:8], "big", signed=True)
    with ballot_owner_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(KEEPALIVE)
        if not connection.exec_driver_sql("SELECT pg_try_advisory_lock(%s)", (number,)).scalar_one():
            raise Conflict(BUSY)
        try:
            yield
        finally:
            connection.exec_driver_sql("SELECT pg_advisory_unlock(%s)", (number,))


@contextmanager
def _by_file(box: str) -> Iterator[None]:
    with (keys.folder() / f".opening-{box}").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict(BUSY) from error
        yield
