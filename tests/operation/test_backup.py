"""flask backup: what is in an archive, what never is, and that it is of one moment."""

import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, delete, insert, select

from engage.ballots import actions as ballots
from engage.ballots.models import Ballot
from engage.core import beats
from engage.core.db import ballot_owner_engine, db
from engage.operation import backup, postgres, restoring
from engage.operation.data import findings
from engage.operation.findings import State
from tests.ballots import boxes
from tests.factories import People
from tests.operation import load
from tests.surveys import taken


def test_a_backup_taken_under_load_restores_to_databases_that_pass_the_doctor(
    app: Flask, people: People, tmp_path: Path
) -> None:
    taken.crowd(60)
    survey = taken.open_survey()
    with load.council_at_work(app, survey) as works:
        load.wait_for(works, 6)
        file, manifest = backup.make(tmp_path / "made.tar")
    after = load.flags_and_ballots(survey)
    with restoring.practice():
        restoring.put_back(file, restoring.read(file))
        flags, sealed = load.flags_and_ballots(survey)
        assert flags == sealed == manifest.parts["ballots"].rows["ballot"], "a ballot was lost, or could be cast twice"
        assert [each.line for each in findings() if each.state == State.BROKEN] == []
    assert 6 <= flags < after[0], "nobody was at work: nothing was shown"


def test_somebody_between_the_two_commits_is_waited_for(
    app: Flask, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = taken.open_survey()
    half_way, go_on, cast = threading.Event(), threading.Event(), ballots.cast

    def slow(*given: Any) -> bool:
        new = cast(*given)
        half_way.set()
        go_on.wait(20)
        return new

    monkeypatch.setattr("engage.surveys.actions.casting.box.cast", slow)
    with load.council_at_work(app, survey, threads=1) as works:
        assert half_way.wait(20)
        works[0].stop.set()
        threading.Timer(0.3, go_on.set).start()
        file, _ = backup.make(tmp_path / "made.tar")
        assert go_on.is_set(), "the copy began while a ballot was on its way"
    with restoring.practice():
        restoring.put_back(file, restoring.read(file))
        assert load.flags_and_ballots(survey) == (1, 1)


def test_the_same_ballots_in_another_order_of_arrival_give_the_same_bytes(app: Flask, tmp_path: Path) -> None:
    boxes.full_box(25)
    owner = ballot_owner_engine()
    with owner.begin() as connection:
        rows = [dict(row) for row in connection.execute(select(*Ballot.__table__.columns)).mappings()]
    found = []
    for number, order in enumerate((rows, list(reversed(rows)), rows[12:] + rows[:12])):
        with owner.begin() as connection:
            connection.execute(delete(Ballot))
            for row in order:
                connection.execute(insert(Ballot), row)
        _file, manifest = backup.make(tmp_path / f"{number}.tar")
        assert manifest.parts["ballots"].rows["ballot"] == len(rows)
        found.append({name: each.sha256 for name, each in manifest.members.items() if "ballot" in name})
    holding = [name for name in found[0] if name in ("ballots.sqlite", "ballots.ballot.copy")]
    assert len(holding) == 1
    assert len({each[holding[0]] for each in found}) == 1, "the order of arrival can be read off"


def test_an_archive_holds_no_key_and_no_secret(app: Flask, tmp_path: Path) -> None:
    code = boxes.full_box(2)
    key = (app.extensions["settings"].instance / "keys" / f"{code}.key").read_bytes()
    file, manifest = backup.make(tmp_path / "made.tar")
    content = file.read_bytes()
    secret = app.extensions["settings"]
    for kept in (key, secret.secret_key.encode(), secret.key_wrapping_secret.encode()):
        assert kept not in content
        assert kept.hex().encode() not in content
    assert {name.split(".")[0] for name in manifest.members} == {"main", "ballots"}
    assert b"127.0.0.1" not in manifest.to_json()


def test_an_operator_is_told_what_was_made_and_the_doctor_knows_of_it(
    app: Flask, people: People, tmp_path: Path
) -> None:
    boxes.full_box(3)
    done = app.test_cli_runner().invoke(args=["backup", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (file,) = tmp_path.glob("engage-*Z.tar")
    assert str(file) in done.output
    assert "the ballot box" in done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [file.name], "something was left lying about"
    assert db.session.get(beats.WorkerBeat, backup.BEAT) is not None


def test_the_screen_does_not_tell_how_a_box_fills(app: Flask, people: People, tmp_path: Path) -> None:
    said = []
    for number in range(2):
        boxes.full_box(number * 7)
        out = app.test_cli_runner().invoke(args=["backup", str(tmp_path / f"{number}.tar")]).output
        said.append(out.partition(" rows")[0].rpartition(" ")[2])
    rows = [int(each.replace(",", "")) for each in said]
    assert rows[1] - rows[0] < 14, "ballots were counted among the rows"


@pytest.mark.parametrize("where", ["there", "no/folder/here.tar"])
def test_a_place_that_cannot_be_used_is_said_in_one_line(app: Flask, tmp_path: Path, where: str) -> None:
    (tmp_path / "there").write_text("mine")
    done = app.test_cli_runner().invoke(args=["backup", str(tmp_path / where)])
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert done.output.count("\n") == 1
    assert "Nothing was written" in done.output
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "mine"


def test_databases_without_tables_are_no_backup(app: Flask, tmp_path: Path) -> None:
    with restoring.practice() as empty:
        done = empty.test_cli_runner().invoke(args=["backup", str(tmp_path)])
    assert done.exit_code == 1
    assert "hold no tables" in done.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("said", [None, "pg_dump (PostgreSQL) 9.6.1", "something else"])
def test_a_missing_or_old_pg_dump_is_named(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite needs no other program")
    tools = tmp_path / "tools"
    tools.mkdir()
    if said is not None:
        (tools / "pg_dump").write_text(f"#!/bin/sh\necho '{said}'\n")
        os.chmod(tools / "pg_dump", 0o755)
    monkeypatch.setenv("PATH", str(tools))
    done = app.test_cli_runner().invoke(args=["backup", str(tmp_path / "made.tar")])
    assert done.exit_code == 1
    assert "install" in done.output
    assert "client programs" in done.output
    assert not list(tmp_path.glob("*.tar"))


def test_a_password_is_on_no_command_line(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no password")
    seen: list[tuple[list[str], dict[str, str]]] = []

    class Done:
        returncode, stderr = 0, ""

    monkeypatch.setattr(postgres.subprocess, "run", lambda line, env, **_: seen.append((line, env)) or Done())
    engine = create_engine("postgresql+psycopg://web:s3cr%40t@db.example/engage?sslmode=require")
    postgres.run(["pg_dump"], engine)
    line, env = seen[0]
    assert "s3cr" not in " ".join(line)
    assert "sslmode=require" in " ".join(line)
    assert env["PGPASSWORD"] == "s3cr@t"
