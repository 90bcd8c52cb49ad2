"""PostgreSQL: the web process may insert a ballot, and can do nothing else with its password."""

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, NullPool, create_engine, text
from sqlalchemy.exc import ProgrammingError

from engage.ballots import actions
from engage.ballots.grants import grant_sql
from engage.core.db import ballot_owner_engine, transaction
from engage.core.errors import Invalid
from tests.ballots import boxes

ROLE = f"engage insert {os.getpid()}"


@pytest.fixture
def insert_engine(app: Flask) -> Iterator[Engine]:
    """The web process's engine, of a role made by the documented statements."""
    owner = ballot_owner_engine()
    if owner.dialect.name != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    with owner.connect() as connection:
        connection.exec_driver_sql(f'DROP ROLE IF EXISTS "{ROLE}"')
        connection.exec_driver_sql(f"CREATE ROLE \"{ROLE}\" LOGIN PASSWORD 'for the test'")
        for statement in grant_sql(ROLE, owner.url.database or ""):
            connection.exec_driver_sql(statement)
        connection.commit()
    url = owner.url.set(username=ROLE, password="for the test")
    engine = create_engine(url, poolclass=NullPool)
    app.extensions["ballot_engines"] = (engine, owner)
    yield engine
    app.extensions["ballot_engines"] = (owner, owner)
    with owner.connect() as connection:
        connection.exec_driver_sql(f'DROP OWNED BY "{ROLE}"')
        connection.exec_driver_sql(f'DROP ROLE "{ROLE}"')
        connection.commit()


def test_the_insert_role_casts_and_a_retry_counts_once(insert_engine: Engine) -> None:
    code, paper = boxes.started_box(), actions.new_ballot_id()
    for new in (True, False):
        with transaction():
            assert actions.cast(code, paper, boxes.payload(1)) is new
    assert boxes.sealed(code) == 1


FORBIDDEN = (
    "SELECT id FROM ballot",
    "SELECT count(*) FROM ballot",
    "INSERT INTO ballot (box, id, sealed) VALUES ('a', 'b', 'c') RETURNING id",
    "INSERT INTO ballot (box, id, sealed) VALUES ('a', 'b', 'c') ON CONFLICT (box, id) DO NOTHING",
    "UPDATE ballot SET sealed = 'x'",
    "DELETE FROM ballot",
    "TRUNCATE ballot",
    "SELECT payload FROM opened_answers",
    "INSERT INTO opened_answers (box, id, payload) VALUES ('a', 'b', 'c')",
    "SELECT text FROM opened_comment",
    "SELECT ballots FROM opened_count",
    "CREATE TABLE mine (id integer)",
    "ALTER TABLE ballot ADD COLUMN person integer",
)


def test_the_insert_role_is_refused_everything_else(insert_engine: Engine) -> None:
    for statement in FORBIDDEN:
        with insert_engine.connect() as connection, pytest.raises(ProgrammingError) as caught:
            connection.execute(text(statement))
        assert "permission denied" in str(caught.value) or "must be owner" in str(caught.value), statement


def test_a_role_is_a_name_and_no_statement() -> None:
    assert grant_sql('web"; DROP TABLE ballot; --')[-1].endswith('TO "web""; DROP TABLE ballot; --"')
    with pytest.raises(Invalid):
        grant_sql("")
