"""The key's file, its backup, and the end of both."""

import json
import stat
import subprocess
import sys

import pytest
from flask import Flask

from engage.ballots import actions, keys, queries, seal
from engage.config import ROOT
from engage.core.db import transaction
from engage.core.errors import Conflict, Invalid
from tests.ballots import boxes

HOLDER = "The head of internal audit"


def test_the_key_is_a_file_only_the_service_can_read_and_useless_without_its_secret(app: Flask) -> None:
    code = boxes.made_box()
    private = keys.load(code)
    (file,) = keys.folder().glob(f"{code}*")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.folder().stat().st_mode) == 0o700
    assert private not in file.read_bytes()
    assert seal.opens(private, code, queries.box(code).canary)


def test_a_key_wrapped_under_another_secret_says_so_and_deletes_nothing(app: Flask) -> None:
    code = boxes.made_box()
    settings = app.extensions["settings"]
    try:
        app.extensions["settings"] = type(settings)(**{**vars(settings), "key_wrapping_secret": "x" * 40})
        with pytest.raises(Conflict, match="KEY_WRAPPING_SECRET"):
            keys.load(code)
    finally:
        app.extensions["settings"] = settings
    assert keys.is_here(code)


def test_a_key_copied_to_another_box_does_not_unwrap(app: Flask) -> None:
    one, other = boxes.made_box(), boxes.made_box()
    (keys.folder() / f"{other}.key").write_bytes((keys.folder() / f"{one}.key").read_bytes())
    with pytest.raises(Conflict):
        keys.load(other)


def test_a_box_takes_ballots_only_after_its_backup_alone_has_opened_the_canary(app: Flask) -> None:
    code = boxes.made_box()
    box = queries.box(code)
    file, recovery = actions.make_backup(box, HOLDER)
    for premature in (lambda: actions.start(box), lambda: boxes.vote(code, 1)):
        with pytest.raises(Conflict):
            premature()
    with transaction():
        box = queries.box(code)
        file, recovery = actions.make_backup(box, HOLDER)
        (keys.folder() / f"{code}.key").rename(keys.folder() / "elsewhere")
        actions.check_backup(box, file, recovery.lower().replace("-", " "))
        actions.start(box)
    assert [(each.holder, each.checked_at is not None) for each in queries.backups(code)] == [(HOLDER, True)]
    boxes.vote(code, 1)


def test_a_wrong_code_a_wrong_file_and_another_boxs_backup_are_each_told_apart(app: Flask) -> None:
    one, other = (queries.box(boxes.made_box()) for _ in range(2))
    file, recovery = actions.make_backup(one, HOLDER)
    foreign, foreign_code = actions.make_backup(other, HOLDER)
    broken = json.loads(file) | {"salt": "AAAA"}
    cases = (
        (file, recovery[:-1], "mistyped"),
        (file, foreign_code, "does not belong"),
        (foreign, foreign_code, "another ballot box"),
        (b"not a backup", recovery, "not the backup"),
        (json.dumps(broken).encode(), recovery, "does not belong"),
    )
    for wrong_file, wrong_code, words in cases:
        with pytest.raises(Invalid, match=words):
            actions.check_backup(one, wrong_file, wrong_code)
    assert not queries.is_ready(one.code)


def test_neither_the_backup_nor_the_databases_hold_the_bare_key(app: Flask) -> None:
    box = queries.box(boxes.made_box())
    private = keys.load(box.code)
    file, recovery = actions.make_backup(box, HOLDER)
    assert private not in file
    assert private.hex().encode() not in file
    assert recovery.replace("-", "").encode() not in file.replace(b"-", b"")


def test_a_lost_key_comes_back_from_its_backup_and_opens_the_box(app: Flask) -> None:
    code = boxes.made_box()
    with transaction():
        box = queries.box(code)
        backup = actions.make_backup(box, HOLDER)
        actions.check_backup(box, *backup)
        actions.start(box)
    boxes.vote(code, 0)
    (keys.folder() / f"{code}.key").unlink()
    with pytest.raises(Conflict, match="backup"):
        boxes.open_box(code, 1)
    assert boxes.sealed(code) == 1
    with transaction():
        actions.restore(queries.box(code), *backup)
    boxes.open_box(code, 1)
    assert boxes.marks(code) == boxes.expected(1)
    with pytest.raises(Conflict, match="destroyed"):
        actions.restore(queries.box(code), *backup)
    assert not keys.is_here(code)


def test_the_page_may_say_the_key_is_gone_only_once_every_holder_has_said_so(app: Flask) -> None:
    code = boxes.full_box(2)
    boxes.open_box(code, 2)
    assert queries.key_still_exists(code)
    with transaction():
        actions.confirm_backup_destroyed(queries.backups(code)[0])
    assert not queries.key_still_exists(code)


def test_destroying_leaves_no_file_of_the_key_not_even_a_draft(app: Flask) -> None:
    code, kept = boxes.made_box(), boxes.made_box()
    (keys.folder() / f"{code}.1234.draft").write_bytes(b"left by a kill")
    keys.destroy(code)
    keys.destroy(code)
    assert sorted(file.name for file in keys.folder().iterdir()) == [f"{kept}.key"]


def test_a_box_that_never_took_a_ballot_can_be_forgotten_and_no_other(app: Flask) -> None:
    code, started = boxes.made_box(), boxes.started_box()
    with transaction():
        actions.make_backup(queries.box(code), HOLDER)
    with transaction():
        actions.discard(queries.box(code))
    assert not keys.is_here(code)
    with pytest.raises(Conflict):
        actions.discard(queries.box(started))
    assert keys.is_here(started)


def test_the_code_of_a_box_is_no_path(app: Flask) -> None:
    with pytest.raises(Invalid):
        keys.destroy("../secret_key")


def test_a_guess_at_a_recovery_code_costs_32_mib() -> None:
    # In a process of its own: the tests' are made quick.
    said = "from engage.ballots.keys import SCRYPT as s; print(128 * s['n'] * s['r'] * s['p'])"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 32 * 1024**2
