"""What a page costs whoever asks the application for it: statements, bytes, processor and waiting."""

import time
from dataclasses import dataclass
from typing import Any

from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import event

from engage.core.db import db

TIMES = 15


@dataclass(frozen=True)
class Cost:
    """Of one request its statements and bytes; of some, the application's CPU each, and the milliseconds waited."""

    statements: int
    size: int
    cpu: list[float]
    waited: list[float]


def cost(app: Flask, cookie: str, path: str, times: int = TIMES) -> Cost:
    """Ask twice to warm up and to count, then as often as is measured; PostgreSQL's own CPU is not in it."""
    client = app.test_client()
    client.set_cookie("engage", cookie.partition("=")[2], domain="localhost")
    _ask(client, path)
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "COMMIT", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    size = _ask(client, path)
    event.remove(db.engine, "before_cursor_execute", note)
    cpu, waited = list[float](), list[float]()
    for _ in range(times):
        busy, began = time.process_time(), time.perf_counter()
        _ask(client, path)
        waited.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    return Cost(len(seen), size, cpu, waited)


def _ask(client: FlaskClient, path: str) -> int:
    g.pop("_login_user", None)  # the measurement holds an application context open: who asks is read anew all the same
    reply = client.get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    return len(reply.data)
