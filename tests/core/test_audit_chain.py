"""The audit log notices whatever is done to it behind its back."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engage.core import audit, audit_verify, clock, holding, holds, retention
from engage.core.audit import AuditEvent
from engage.core.db import db, independent, transaction
from engage.core.errors import Conflict
from engage.core.retention import Tally

ROWS = 60
TRIGGERS = ("audit_event_no_update", "audit_event_no_delete", "audit_checkpoint_no_update")
COLUMNS = ("id", "at", "actor_id", "act", "kind", "object_id", "facts", "previous", "digest")
Change = Callable[[random.Random], str]


def write(count: int, kind: str = "thing") -> None:
    with transaction():
        for number in range(count):
            audit.record("touch", kind, number, count=number)


def said() -> str:
    """Nothing, or what the check says."""
    try:
        audit_verify.verify()
    except Conflict as told:
        return told.message
    return ""


@contextmanager
def behind_its_back() -> Iterator[None]:
    """As somebody who owns the database and has switched its triggers off; undone afterwards."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        run("SET LOCAL session_replication_role = replica")
    else:
        for name in TRIGGERS:
            run(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        db.session.rollback()


def run(statement: str, **values: object) -> None:
    db.session.execute(text(statement), values)


def a_column(luck: random.Random) -> str:
    number, column = luck.randint(1, ROWS), luck.choice(COLUMNS)
    value: object = f"{luck.getrandbits(64):064x}"
    if column in {"act", "kind", "object_id", "facts"}:
        value = luck.choice(("", "x", '{"count": 999}', "delete", "7777"))
    elif column == "at":
        moved = timedelta(microseconds=luck.choice((-1, 1, 10**6, 10**12)))
        at = db.session.execute(db.select(AuditEvent.at).where(AuditEvent.id == number)).scalar_one() + moved
        value = at if db.engine.dialect.name == "postgresql" else at.strftime("%Y-%m-%d %H:%M:%S.%f")
    elif column in {"id", "actor_id"}:
        value = luck.choice((0, -1, ROWS + 1, ROWS + luck.randint(2, 500)))
    run(f"UPDATE audit_event SET {column} = :value WHERE id = :id", value=value, id=number)
    return f"{column} of {number} to {value}"


def a_removal(luck: random.Random) -> str:
    number = luck.choice((1, ROWS, luck.randint(1, ROWS)))
    run("DELETE FROM audit_event WHERE id = :id", id=number)
    return f"without {number}"


def a_swap(luck: random.Random) -> str:
    one, other = luck.sample(range(1, ROWS + 1), 2)
    for was, then in ((one, -1), (other, one), (-1, other)):
        run("UPDATE audit_event SET id = :then WHERE id = :was", was=was, then=then)
    return f"{one} and {other} swapped"


def one_more(luck: random.Random) -> str:
    number, like = luck.choice((0, -5, ROWS + 1, ROWS + 9)), luck.randint(1, ROWS)
    names = ", ".join(COLUMNS[1:])
    run(f"INSERT INTO audit_event (id, {names}) SELECT :id, {names} FROM audit_event WHERE id = :like",
        id=number, like=like)  # fmt: skip
    return f"{like} again as {number}"


def the_end(luck: random.Random) -> str:
    what = luck.choice(("last_id = last_id - 1", "acts = acts + 1", f"digest = '{'1' * 64}'", "seal = ''"))
    run(f"UPDATE audit_head SET {what}")
    return what


def test_each_of_500_single_changes_removals_and_swaps_is_noticed(app: Flask) -> None:
    write(ROWS)
    assert said() == ""
    luck, missed = random.Random(6), []
    changes: tuple[Change, ...] = (a_column, a_column, a_removal, a_swap, one_more, the_end)
    for turn in range(500):
        with behind_its_back():
            what = changes[turn % len(changes)](luck)
            if not said().startswith("The audit log is broken"):
                missed.append(what)
    assert not missed
    assert said() == ""


def test_what_is_wrong_is_told_with_its_number(app: Flask) -> None:
    write(9)
    with behind_its_back():
        run("UPDATE audit_event SET act = 'other' WHERE id = 4")
        assert said() == "The audit log is broken at number 4: it is not what was written."
    with behind_its_back():
        run("DELETE FROM audit_event WHERE id = 4")
        assert said().startswith("The audit log is broken at number 5: it does not follow the one before it")
    with behind_its_back():
        run("DELETE FROM audit_event WHERE id = 9")
        assert said() == (
            "The audit log is broken: it ends with number 8 after 8 acts, and ended with number 9 after 9."
        )
    with behind_its_back():
        run("DELETE FROM audit_head")
        assert said() == "The audit log is broken: the row that says where it ends is missing."


def test_a_log_whose_end_was_taken_away_goes_on_and_is_broken_for_ever(app: Flask) -> None:
    write(3)
    with transaction():
        run("DELETE FROM audit_head")
    write(1)
    assert [row.id for row in audit.latest(5)] == [4, 3, 2, 1]
    assert said().startswith("The audit log is broken at number 4")


def test_the_database_itself_refuses_to_change_an_act(app: Flask) -> None:
    write(3)
    statements = ["UPDATE audit_event SET act = 'other'", "DELETE FROM audit_event WHERE id = 2"]
    if db.engine.dialect.name == "postgresql":  # SQLite has no such statement
        statements.append("TRUNCATE audit_event")
    for statement in statements:
        with pytest.raises(DBAPIError, match="the audit log is never changed"):
            run(statement)
        db.session.rollback()
    assert said() == ""


def test_another_secret_does_not_fit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    write(3)
    settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", type(settings)(**{**vars(settings), "audit_secret": "z" * 40}))
    assert "AUDIT_SECRET is not the one" in said()


def test_two_who_act_at_once_follow_one_another(app: Flask) -> None:
    def work(kind: str) -> None:
        with app.app_context():
            for _ in range(8):
                write(2, kind)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, (f"thing {n}" for n in range(4))))
    assert audit_verify.verify()[:2] == (64, 64)


def test_what_is_undone_is_not_written_and_what_stands_alone_is(app: Flask) -> None:
    with suppress(RuntimeError), transaction():
        audit.record("lost", "thing")
        raise RuntimeError
    with transaction():
        audit.record("kept", "thing")
        with suppress(RuntimeError), db.session.begin_nested():
            audit.record("undone", "thing")
            raise RuntimeError
        with db.session.begin_nested():
            audit.record("kept too", "thing")
    independent(lambda own: audit.record_in(own, "apart", "thing"))
    audit.record("never committed", "thing")
    db.session.rollback()
    write(1)
    assert [row.act for row in audit.latest(9)] == ["touch", "apart", "kept too", "kept"]
    assert said() == ""


def years_ago(years: int, count: int) -> None:
    """Acts of that time."""
    then = clock.months_after(clock.now(), -12 * years)
    with patch.object(clock, "now", lambda: then):
        write(count)


def test_a_deletion_by_rule_leaves_a_checkpoint_that_holds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    (rule,) = audit_verify.KEPT
    years_ago(9, 5)
    years_ago(6, 2)
    years_ago(8, 1)  # a clock that went wrong: it stands behind younger ones, and goes when they go
    write(1)
    assert retention.tally(rule, clock.now()) == Tally(5, 0)
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    assert retention.run(rule, clock.now()).done == 5
    # Two acts tell of the two deletions.
    assert [row.act for row in audit.latest(99)] == ["delete by rule"] * 2 + ["touch"] * 4
    assert audit_verify.verify()[:2] == (11, 11)
    assert retention.run(rule, clock.now()).done == 0
    assert retention.run(rule, clock.months_after(clock.now(), 18)).done == 3
    assert audit_verify.verify()[:2] == (12, 12)
    for what in ("DELETE FROM audit_checkpoint WHERE id = 3", "DELETE FROM audit_checkpoint WHERE id = 1",
                 "UPDATE audit_checkpoint SET up_to = 12",
                 "UPDATE audit_checkpoint SET acts = 9 WHERE id = 2"):  # fmt: skip
        with behind_its_back():
            run(what)
            assert said().startswith("The audit log is broken"), what


def test_a_hold_of_the_record_of_acts_keeps_all_of_it(app: Flask) -> None:
    (rule,) = audit_verify.KEPT
    years_ago(9, 4)
    with transaction():
        row = holding.set_hold("A case", None, clock.now(), kind=rule.name)
    ran = retention.run(rule, clock.now())
    assert (ran.done, ran.held) == (0, 4) and said() == ""
    with transaction():
        holding.lift(holds.hold(row.id), "Over", None, clock.now())
    assert retention.run(rule, clock.now()).done == 4
    assert said() == ""


@pytest.mark.parametrize(
    ("object_id", "facts"),
    [
        ("Amara Nwosu", {}), (1, {"why": "She asked for it"}), (1, {"name": "amara"}), (1, {"digest": "x" * 99}),
    ],
)  # fmt: skip
def test_the_record_takes_no_names_and_no_words(app: Flask, object_id: int | str, facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="the audit log"):
        audit.record("touch", "thing", object_id, **facts)
