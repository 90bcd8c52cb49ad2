"""Casting: a ballot is in the box when it is acknowledged, once, and nothing else is."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from engage.ballots import actions, seal
from engage.ballots.models import Ballot
from engage.core.db import BallotBase, ballot_owner_engine, db, transaction
from engage.core.errors import Conflict, Invalid
from tests.ballots import boxes


def test_a_ballot_row_is_a_box_a_random_number_and_sealed_bytes_and_nothing_else(app: Flask) -> None:
    columns = {column["name"] for column in inspect(ballot_owner_engine()).get_columns("ballot")}
    assert columns == {"box", "id", "sealed"}


def test_no_table_of_the_ballot_box_has_a_time_a_person_or_a_running_number(app: Flask) -> None:
    beside = {"alembic_version"}
    assert set(inspect(ballot_owner_engine()).get_table_names()) - beside == set(BallotBase.metadata.tables)
    for table in BallotBase.metadata.tables.values():
        assert not {
            column.name for column in table.columns if column.name.endswith(("_at", "_on", "person", "person_id"))
        }
        assert not [column for column in table.columns if "DATE" in str(column.type) or "TIME" in str(column.type)]
        assert not [column for column in table.primary_key if str(column.type) == "INTEGER"]


def test_every_ballot_has_one_length_and_none_shows_its_answers(app: Flask) -> None:
    code = boxes.full_box(7)
    with ballot_owner_engine().connect() as connection:
        rows = connection.execute(select(Ballot.id, Ballot.sealed)).all()
    assert {len(row.sealed) for row in rows} == {seal.OVERHEAD + boxes.SIZE}
    assert {len(row.id) for row in rows} == {16}
    assert not any(b"agree" in row.sealed or b"M0000" in row.sealed for row in rows)
    assert boxes.sealed(code) == 7


def test_a_retry_of_the_same_paper_counts_once(app: Flask) -> None:
    code, paper = boxes.started_box(), actions.new_ballot_id()
    with transaction():
        assert actions.cast(code, paper, boxes.payload(1))
    with transaction():
        assert not actions.cast(code, paper, boxes.payload(1))
    assert boxes.sealed(code) == 1


def test_the_same_number_in_two_boxes_is_two_ballots(app: Flask) -> None:
    paper = actions.new_ballot_id()
    one, other = boxes.started_box(), boxes.started_box()
    boxes.vote(one, 1, paper)
    boxes.vote(other, 2, paper)
    assert (boxes.sealed(one), boxes.sealed(other)) == (1, 1)


def test_what_does_not_fit_is_refused_with_nothing_inserted(app: Flask) -> None:
    code = boxes.started_box()
    long = {"group": "PLACE", "answers": {}, "comments": {"Q9": "x" * boxes.SIZE}}
    for paper, payload, words in (
        (actions.new_ballot_id(), long, "longer"),
        (actions.new_ballot_id(), {"answers": {}}, "group"),
        (b"short", boxes.payload(1), "number of this paper"),
    ):
        with pytest.raises(Invalid, match=words):
            actions.cast(code, paper, payload)
        db.session.rollback()
    assert boxes.sealed(code) == 0


def test_a_closed_box_takes_no_ballot(app: Flask) -> None:
    code = boxes.full_box(1)
    with transaction():
        actions.close_box(code)
    with pytest.raises(Conflict):
        boxes.vote(code, 2)
    assert boxes.sealed(code) == 1


def test_closing_waits_for_whoever_is_casting(app: Flask) -> None:
    code = boxes.started_box()
    other = create_engine(db.engine.url, connect_args={"timeout": 0} if db.engine.dialect.name == "sqlite" else {})
    with transaction():
        actions.cast(code, actions.new_ballot_id(), boxes.payload(1))
        assert not _can_close(other, code)
    assert _can_close(other, code)
    other.dispose()


def _can_close(engine: Engine, code: str) -> bool:
    """Whether another connection gets, at once, the lock that closing takes."""
    with engine.connect() as connection:
        try:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                row = text("SELECT 1 FROM ballot_box WHERE code = :code FOR UPDATE NOWAIT")
                connection.execute(row, {"code": code})
        except DBAPIError:
            return False
        finally:
            connection.rollback()
    return True


@contextmanager
def full_disk() -> Iterator[None]:
    """The ballot box's database cannot grow: on PostgreSQL the commit itself fails."""
    engine = ballot_owner_engine()
    if engine.dialect.name == "sqlite":
        engine.dispose()  # the limit is a connection's own: there must be no other
        held = engine.raw_connection()
        # What earlier tests left empty would be filled first.
        held.cursor().execute("VACUUM")
        pages = held.cursor().execute("PRAGMA page_count").fetchone()[0]
        held.cursor().execute(f"PRAGMA max_page_count = {pages}")
        held.close()
        try:
            yield
        finally:
            held = engine.raw_connection()
            held.cursor().execute("PRAGMA max_page_count = 1000000")
            held.close()
        return
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON ballot DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION disk_full()"
        )
        connection.commit()
    yield
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER full_disk ON ballot")
        connection.exec_driver_sql("DROP FUNCTION disk_full()")
        connection.commit()


def test_when_the_ballot_cannot_be_kept_nothing_is_acknowledged_and_a_retry_counts_once(app: Flask) -> None:
    code, paper = boxes.full_box(1), actions.new_ballot_id()
    with full_disk():
        acknowledged = _until_it_fails(code, paper)
    assert boxes.sealed(code) == 1 + acknowledged
    boxes.vote(code, 50, paper)
    boxes.vote(code, 50, paper)
    assert boxes.sealed(code) == 2 + acknowledged


def _until_it_fails(code: str, last_paper: bytes) -> int:
    """Cast until the disk is full (some still fit into the last page); answers how many were acknowledged."""
    acknowledged = 0
    while acknowledged < 40:
        try:
            boxes.vote(code, acknowledged)
        except DBAPIError:
            break
        acknowledged += 1
    with pytest.raises(DBAPIError) as caught:
        boxes.vote(code, acknowledged, last_paper)
    # Neither an answer nor the number of a paper may reach a log in the words of the error.
    assert "parameters:" not in str(caught.value)
    assert repr(last_paper) not in str(caught.value)
    return acknowledged
