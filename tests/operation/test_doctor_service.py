"""flask doctor on the service: each thing around the data is seen to be wrong, and said with its remedy."""

from collections import namedtuple
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from engage.core import audit, beats, clock
from engage.core.db import db, reading, transaction
from engage.operation import backup, service
from engage.operation.findings import Finding, State, guarded
from tests.ballots import boxes
from tests.factories import People

Disk = namedtuple("Disk", "total used free")


def found() -> dict[str, Finding]:
    """Each finding about the service by its name."""
    with reading():
        return {each.what: each for each in service.findings()}


def test_a_worker_that_stands_still_is_broken(app: Flask) -> None:
    assert "flask worker" in found()["the worker is alive"].said
    assert found()["the worker is alive"].state == State.BROKEN
    beats.beat()
    assert found()["the worker is alive"].state == State.FINE


@pytest.mark.parametrize(
    ("free", "state"), [(10**7, State.BROKEN), (10**9, State.WARNING), (10**11, State.FINE)]
)  # fmt: skip
def test_a_disk_that_fills_is_told_in_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(service.shutil, "disk_usage", lambda _path: Disk(10**12, 10**12 - free, free))
    assert found()["there is room on the disk"].state == state


def test_a_clock_that_has_gone_back_or_astray_is_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        audit.record("look", "test")
    assert found()["the clock has not gone back"].state == State.FINE
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=1))
    assert found()["the clock has not gone back"].state == State.BROKEN
    if db.engine.dialect.name == "postgresql":
        assert found()["this clock and the database server's agree"].state == State.BROKEN
        monkeypatch.setattr(clock, "now", real)
        assert found()["this clock and the database server's agree"].state == State.FINE


@pytest.mark.parametrize(
    ("hours", "state"), [(1, State.FINE), (30, State.WARNING), (24 * 9, State.BROKEN), (None, State.WARNING)]
)
def test_a_backup_that_grows_old_is_told(app: Flask, hours: int | None, state: State) -> None:
    if hours is not None:
        with transaction():
            beats.held(backup.BEAT).at = clock.now() - timedelta(hours=hours)
    assert found()["there is a recent backup"].state == state


def test_a_secret_that_others_can_read_is_broken(app: Flask) -> None:
    what = "nobody else can read databases, secrets and keys"
    instance: Path = app.extensions["settings"].instance
    was = instance.stat().st_mode
    (instance / "secret_key").write_text("x" * 40)
    try:
        instance.chmod(0o755)
        (instance / "secret_key").chmod(0o644)
        assert found()[what].state == State.BROKEN
        assert "secret_key" in found()[what].said
        instance.chmod(0o700)
        assert found()[what].state == State.FINE
    finally:
        (instance / "secret_key").unlink()
        instance.chmod(was)


def test_what_a_restore_left_behind_when_it_was_killed_is_named(app: Flask) -> None:
    what = "nothing is left of a restore that was broken off"
    assert found()[what].state == State.FINE
    left: Path = app.extensions["settings"].instance / ".engage-restore-x"
    left.mkdir()
    try:
        assert found()[what].state == State.WARNING
        assert left.name in found()[what].said
    finally:
        left.rmdir()


def test_a_lost_key_is_named_with_its_box_and_how_to_put_it_back(app: Flask) -> None:
    code = boxes.full_box(1)
    assert found()["the keys of ballot boxes are here"].state == State.FINE
    (app.extensions["settings"].instance / "keys" / f"{code}.key").unlink()
    lost = found()["the keys of ballot boxes are here"]
    assert lost.state == State.BROKEN
    assert code in lost.said
    assert "flask ballots restore" in lost.said


def test_settings_that_are_not_for_production_are_a_warning(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found()["settings are those of production"].state == State.WARNING
    real = replace(app.extensions["settings"], production=True, demo=False)
    monkeypatch.setitem(app.extensions, "settings", real)
    assert found()["mail is sent"].state == State.WARNING
    monkeypatch.setitem(app.extensions, "settings", replace(real, smtp_host="mail.example"))
    assert found()["settings are those of production"].state == State.FINE
    if db.engine.dialect.name == "postgresql":
        may = found()["the web process may insert ballots and read none"]
        assert may.state == State.BROKEN
        assert "flask ballots grants" in may.said


def test_what_cannot_be_looked_at_is_broken_and_stops_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_path: object) -> None:
        raise PermissionError("not yours")

    monkeypatch.setattr(service.shutil, "disk_usage", fails)
    lines = found()
    assert lines["disk"].state == State.BROKEN
    assert "not yours" in lines["disk"].said
    assert "there is a recent backup" in lines


def test_a_finding_is_one_line_of_plain_words() -> None:
    def fails() -> None:
        raise ValueError("first\nsecond")

    (finding,) = guarded("this", fails)  # type: ignore[arg-type]
    assert finding.line == "BROKEN   this: could not be looked at: ValueError, first"


def test_a_healthy_service_exits_with_0_and_a_broken_one_with_1(app: Flask, people: People) -> None:
    app.extensions["settings"].instance.chmod(0o700)
    beats.beat()
    with transaction():
        audit.record("look", "test")
    well = app.test_cli_runner().invoke(args=["doctor"])
    assert (well.exit_code, "0 broken" in well.output) == (0, True), well.output
    with transaction():
        beats.held("worker").at = clock.now() - timedelta(hours=1)
    ill = app.test_cli_runner().invoke(args=["doctor"])
    assert (ill.exit_code, "1 broken" in ill.output) == (1, True), ill.output
