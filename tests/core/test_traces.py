"""After every rule has run, the files of the database hold nothing of what was deleted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from engage.admin import jobs, queries_retention
from engage.core import beats, clock, holds, retention, traces
from engage.core.db import db, transaction
from tests.core import due_scene
from tests.factories import People

NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
NIGHT = NOW.replace(hour=2)


def raw() -> bytes:
    """Every byte of the main database's own files: tables, indexes, long values, log, what its planner knows."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        found = Path(str(db.engine.url.database))
        return b"".join(each.read_bytes() for each in sorted(found.parent.glob(f"{found.name}*")))
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        of = "relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace) AND relkind IN ('r', 'i', 't')"
        of = f"({of}) OR oid = 'pg_statistic'::regclass"
        files = text(f"SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE {of}")
        return b"".join(bytes(each) for each in connection.execute(files).scalars())


def test_no_word_of_what_every_rule_deletes_is_left_in_a_file(app: Flask, people: People) -> None:
    marks = due_scene.build(people.amara, people.esi).marks
    planned = db.session.connection().dialect.name == "postgresql"
    db.session.rollback()
    if planned:  # as the server does by itself whenever enough has changed
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    before = raw()
    assert len(marks) > 100 and not [each for each in marks if each.encode() not in before]
    retention.run_all(list(queries_retention.rules().values()), clock.now())
    traces.clear()
    after = raw()
    # Of an index's words their end alone may lie there whole.
    assert not [each for each in marks if each[8:].encode() in after]
    assert b"champions" in after  # the files are read: what stays is found


@pytest.mark.parametrize(
    ("deleted", "cleared", "at", "due"),
    [
        (None, beats.NEVER, NIGHT, False),
        (NIGHT - timedelta(hours=3), beats.NEVER, NIGHT, True),
        (NOW - timedelta(hours=3), beats.NEVER, NOW, False),  # people work: it waits for the night
        (NOW - timedelta(hours=24), beats.NEVER, NOW, True),  # a worker that is never on at night
        (NIGHT - timedelta(hours=3), NIGHT - timedelta(hours=1), NIGHT, False),  # done already
    ],
)  # fmt: skip
def test_it_is_cleared_at_night_after_deletions_or_a_day_later(deleted, cleared, at, due) -> None:
    assert traces.is_due(deleted, cleared, at) is due


def test_the_worker_clears_once_after_a_deletion(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(traces, "is_due", lambda deleted, cleared, at: deleted is not None and deleted > cleared)
    cleared: list[int] = []
    whole = traces.clear
    monkeypatch.setattr(traces, "clear", lambda: (cleared.append(1), whole()))
    jobs.clear_traces()
    with transaction():
        holds.note_run("codes", clock.now(), 1, 0, deleted=True)
    jobs.clear_traces()
    jobs.clear_traces()
    assert cleared == [1]
