"""flask audit verify: one line, and an exit code that a nightly job can read."""

from flask import Flask
from sqlalchemy import text

from engage.core.db import db, transaction
from tests.core.test_audit_chain import behind_its_back, write


def test_a_whole_log_is_told_in_one_line(app: Flask) -> None:
    write(3)
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 0
    assert result.output.startswith("The audit log is whole: 3 acts, the last is number 3 with digest ")
    assert result.output.count("\n") == 1


def test_a_broken_log_ends_with_1_and_names_the_first_broken_act(app: Flask) -> None:
    write(3)
    with transaction():
        db.session.execute(text("UPDATE audit_head SET acts = 4"))
    result = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: The audit log is broken: the row that says where it ends was changed")
    assert result.output.count("\n") == 1


def test_behind_its_back_is_undone_again(app: Flask) -> None:
    write(3)
    with behind_its_back():
        db.session.execute(text("DELETE FROM audit_event"))
    assert app.test_cli_runner().invoke(args=["audit", "verify"]).exit_code == 0
