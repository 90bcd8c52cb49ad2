"""flask ballots …: what an operator sees, and one plain line where it refuses."""

from pathlib import Path

from flask import Flask

from engage.ballots import actions, keys, queries
from engage.core.db import transaction
from tests.ballots import boxes


def test_an_operator_sees_which_keys_still_exist(app: Flask) -> None:
    sealed, opened = boxes.full_box(1), boxes.full_box(1)
    boxes.open_box(opened, 1)
    with transaction():
        actions.confirm_backup_destroyed(queries.backups(opened)[0])
    lines = app.test_cli_runner().invoke(args=["ballots", "list"]).output
    assert f"{sealed}  sealed  its key still exists" in lines
    assert f"{opened}  key_destroyed  its key is destroyed" in lines


def test_the_grants_are_printed_for_the_named_role(app: Flask) -> None:
    assert (
        'GRANT INSERT ON TABLE "ballot" TO "web";'
        in app.test_cli_runner().invoke(args=["ballots", "grants", "web"]).output
    )


def test_a_lost_key_is_put_back_with_its_file_and_its_code(app: Flask, tmp_path: Path) -> None:
    code = boxes.made_box()
    with transaction():
        file, recovery = actions.make_backup(queries.box(code), "The head of internal audit")
    (keys.folder() / f"{code}.key").unlink()
    (tmp_path / "backup").write_bytes(file)
    order = ["ballots", "restore", code, str(tmp_path / "backup")]
    wrong = app.test_cli_runner().invoke(args=order, input="0000\n")
    assert wrong.exit_code == 1
    assert "mistyped" in wrong.output
    assert not keys.is_here(code)
    right = app.test_cli_runner().invoke(args=order, input=recovery + "\n")
    assert right.exit_code == 0
    assert recovery not in right.output
    assert keys.is_here(code)
