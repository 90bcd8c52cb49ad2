"""A command that cannot do its work says so in one line, whatever stopped it."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from engage.core import migrate
from engage.core.commands import PlainErrors
from engage.core.db import db
from engage.core.errors import Conflict


def says(error: Exception | None, work: object = None) -> str:
    """What stands on the screen where a command of a feature raises this, or does that."""

    @click.group(cls=PlainErrors)
    def group() -> None:
        pass

    @group.command()
    def act() -> None:
        if callable(work):
            work()
        if error is not None:
            raise error

    done = CliRunner().invoke(group, ["act"])
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit), "a traceback"
    return done.output


def test_a_refusal_is_its_own_lines() -> None:
    assert says(Conflict("It has moved on.", ["Line 2", "Line 3"])) == "Error: It has moved on.\nLine 2\nLine 3\n"


def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path: Path) -> None:
    missing = tmp_path / "no" / "slips.html"
    assert says(None, lambda: missing.write_text("x")) == (
        f"Error: A file cannot be used: {missing}: No such file or directory.\n"
    )
    assert says(None, lambda: tmp_path.write_text("x")).endswith(": Is a directory.\n")
    assert says(OSError("disk full")) == "Error: A file cannot be used: disk full.\n"


def test_a_database_that_is_not_migrated_is_one_line_that_names_the_command(app: Flask) -> None:
    said = says(None, lambda: db.session.execute(text("SELECT * FROM no_such_table")))
    db.session.rollback()
    assert said.startswith(
        "Error: The database cannot be used, or is not migrated: run flask database upgrade. It said:"
    )
    assert "no_such_table" in said
    assert said.count("\n") == 1


def test_only_the_first_line_of_what_a_database_says_is_told() -> None:
    error = OperationalError("SELECT", {}, Exception("connection refused\n\tIs the server running?"))
    assert says(error).endswith("It said: connection refused.\n")


def test_the_database_group_itself_refuses_in_one_line(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr("engage.core.migrate.upgrade", away)
    done = app.test_cli_runner().invoke(args=["database", "upgrade"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)


def test_a_step_of_the_database_that_does_not_exist_is_one_line(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["database", "downgrade", "9999"])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert "9999" in done.output


def test_one_database_goes_back_a_step_without_the_other_and_forward_again(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    before = migrate.is_current()
    both = run(args=["database", "downgrade", "0003"])
    assert both.exit_code == 1 and "--only" in both.output
    assert before and migrate.is_current(), "a step that one of the two does not have changes neither"
    assert run(args=["database", "downgrade", "0003", "--only", "main"]).exit_code == 0
    assert not migrate.is_current()
    migrate.upgrade()
    assert migrate.is_current()
