"""The databases that the steps make are those of the models, and a step back and on again changes nothing of them."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import insert, inspect
from sqlalchemy.exc import IntegrityError

from engage.core import migrate
from engage.core.db import ballot_owner_engine, db
from engage.core.search_index import is_ours
from engage.directory.models import Person


def differences() -> list[Any]:
    """What would have to change for both databases to be what the models say."""
    found: list[Any] = []
    for engine, metadata in migrate._lines().values():
        with engine.connect() as connection:
            opts = {"compare_type": True, "include_name": lambda name, _kind, _parents: not is_ours(name)}
            found += compare_metadata(MigrationContext.configure(connection, opts=opts), metadata)
            connection.rollback()
    return found


def shape() -> dict[str, list[str]]:
    """Every table of both databases with its columns, keys, rules and indexes, but for the conditions of these."""
    found = {}
    for engine in (db.engine, ballot_owner_engine()):
        there = inspect(engine)
        for table in there.get_table_names():
            parts = (there.get_columns, there.get_foreign_keys, there.get_unique_constraints,
                     there.get_check_constraints, there.get_indexes)  # fmt: skip
            found[table] = sorted(
                str({**each, "type": str(each.get("type")), "dialect_options": ""})
                for part in parts
                for each in part(table)
            )
    return found


# SQLite cannot be asked what an index over an expression is.
@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_the_steps_make_what_the_models_say(app: Flask) -> None:
    assert differences() == []


@pytest.mark.filterwarnings("ignore:.*expression-based index")
def test_back_before_surveys_that_never_close_and_on_again(app: Flask) -> None:
    before = shape()
    migrate.downgrade("0001", "ballots")
    migrate.downgrade("0033", "main")
    assert "standing_pool" not in shape()
    migrate.upgrade()
    assert shape() == before


def test_no_two_people_have_one_address(app: Flask) -> None:
    rows = [
        {"employee_number": number, "first_name": "Ada", "surname": "Bell", "email": email, "kind": "employee"}
        for number, email in (("1", "ada@x.example"), ("2", "Ada@X.example"))
    ]
    with pytest.raises(IntegrityError, match="ix_person_email_lower"):
        db.session.execute(insert(Person), rows)
    db.session.rollback()
