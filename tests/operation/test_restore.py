"""flask restore: the archive is checked first, nothing that is held is lost unasked, and the doctor has a look."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.engine import make_url

from engage.core import audit, audit_verify, beats, migrate, search_index
from engage.core.db import ballot_owner_engine, db, transaction
from engage.directory.models import Person
from engage.operation import archive, backup, moment, restoring
from tests.ballots import boxes
from tests.factories import People


def run(app: Flask, *order: str) -> tuple[int, str]:
    """How the command ended, and what it said."""
    db.session.remove()
    done = app.test_cli_runner().invoke(args=["restore", *order])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


@pytest.fixture
def file(app: Flask, people: People, tmp_path: Path) -> Path:
    """An archive of the small council and a box with three ballots."""
    boxes.full_box(3)
    return backup.make(tmp_path / "made.tar")[0]


def rename(person: int, to: str) -> None:
    """Something that happens after the backup."""
    with transaction():
        db.session.get_one(Person, person).surname = to


def surname(person: int) -> str:
    """What they are called in the database in force."""
    db.session.expire_all()
    found = db.session.scalar(select(Person.surname).where(Person.id == person))
    db.session.rollback()
    return str(found)


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the databases that were practised in."""
    found: list[str] = []
    place = restoring._place

    def noted(*given: Any) -> str:
        found.append(place(*given))
        return found[-1]

    monkeypatch.setattr(restoring, "_place", noted)
    return found


def is_there(address: str) -> bool:
    """Whether a database still exists."""
    url = make_url(address)
    if url.drivername == "sqlite":
        return Path(str(url.database)).exists()
    with db.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM pg_database WHERE datname = %s", (url.database,))
        there = bool(found.scalar_one())
        connection.rollback()
    return there


def test_practice_shows_that_an_archive_can_be_restored_and_leaves_nothing_behind(
    app: Flask, people: People, file: Path, places: list[str]
) -> None:
    rename(people.amara, "Later")
    code, said = run(app, str(file), "--verify")
    assert code == 0, said
    assert "is undamaged" in said
    assert "fine     foreign keys of the main database lead somewhere" in said
    assert "0 broken" in said
    assert surname(people.amara) == "Later", "practice changed the service"
    assert len(places) == 2
    assert not any(is_there(place) for place in places)
    assert not list(app.extensions["settings"].instance.glob(".engage-*"))


def test_what_is_held_is_not_lost_unasked_and_comes_back_when_asked(app: Flask, people: People, file: Path) -> None:
    was = surname(people.amara)
    rename(people.amara, "Later")
    code, said = run(app, str(file))
    assert code == 1
    assert "not empty" in said
    assert "Nothing was changed" in said
    assert surname(people.amara) == "Later"
    code, said = run(app, str(file), "--replace")
    assert "Both databases are restored" in said
    assert surname(people.amara) == was
    with ballot_owner_engine().connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one() == 3
    # A number that was given out before the restore is not given again.
    with transaction():
        row = Person(employee_number="9999", first_name="New", surname="Comer")
        db.session.add(row)
        db.session.flush()
        assert row.id > max(people.amara, people.femi)


def test_what_is_restored_is_found_and_the_record_of_acts_goes_on(app: Flask, people: People, tmp_path: Path) -> None:
    def named(word: str) -> list[int]:
        found = list(db.session.scalars(select(Person.id).where(search_index.matching((word,), Person))))
        db.session.rollback()
        return found

    rename(people.amara, "Before")
    with transaction():
        audit.record("look", "test", 1)
    last = audit_verify.verify()
    db.session.rollback()
    file = backup.make(tmp_path / "made.tar")[0]
    rename(people.amara, "Later")
    with transaction():
        audit.record("look", "test", 2)
    run(app, str(file), "--replace")
    assert (named("before"), named("later")) == ([people.amara], [])
    assert audit_verify.verify()[0] == last[0]
    db.session.rollback()
    rename(people.amara, "Afterwards")
    assert (named("afterwards"), named("before")) == ([people.amara], [])
    with transaction():
        audit.record("look", "test", 3)
    assert audit_verify.verify()[0] == last[0] + 1


def test_empty_databases_are_filled_without_asking(app: Flask, people: People, file: Path) -> None:
    was = surname(people.bryn)
    with restoring.practice() as empty:
        code, said = run(empty, str(file))
        assert "Both databases are restored" in said, said
        assert surname(people.bryn) == was
        assert "BROKEN   the keys of ballot boxes are here" in said, "a key that is elsewhere goes unnoticed"
        assert code == 1


def test_a_damaged_archive_changes_nothing(app: Flask, people: People, file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    rename(people.amara, "Later")
    for order in (["--replace"], ["--verify"], []):
        code, said = run(app, str(file), *order)
        assert code == 1
        assert said.startswith("Error: ")
        assert "damaged" in said
    assert surname(people.amara) == "Later"


def test_a_running_service_is_not_restored_under(app: Flask, people: People, file: Path) -> None:
    beats.beat()
    rename(people.amara, "Later")
    code, said = run(app, str(file), "--replace")
    assert code == 1
    assert "Stop the web and the worker" in said
    assert surname(people.amara) == "Later"


def test_what_the_database_answers_when_it_cannot_is_one_line(app: Flask, people: People, file: Path) -> None:
    with restoring.practice() as other:
        for engine in moment.engines().values():
            if engine.dialect.name == "sqlite":
                with engine.connect() as held:  # somebody writes, and does not stop
                    held.exec_driver_sql("CREATE TABLE busy (id INTEGER)")
                    code, said = run(other, str(file))
                    held.rollback()
                assert "SQLite could not copy" in said
            else:
                code, said = run(other, str(file), "--verify", "--server", "postgresql://nobody@127.0.0.1:1/postgres")
                assert "cannot be used" in said
            assert code == 1
            assert said.splitlines()[-1].startswith("Error: ")
            break


def test_a_file_that_is_not_there_is_said_in_one_line(app: Flask, tmp_path: Path) -> None:
    assert run(app, str(tmp_path / "none.tar")) == (1, f"Error: {tmp_path / 'none.tar'} is not there.\n")


def test_an_archive_of_a_newer_version_or_another_database_is_refused(
    app: Flask, people: People, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = archive.check(file)
    part = manifest.parts["main"]
    for wrong, words in (
        (archive.Part("mysql", "", part.step, part.rows), "restore into the kind"),
        (archive.Part(part.kind, "", "9999", part.rows), "newer version"),
    ):
        parts = {**manifest.parts, "main": wrong}
        told = archive.Manifest(1, manifest.product, manifest.made_at, parts, manifest.members)
        monkeypatch.setattr(restoring.archive, "check", lambda _file, told=told: told)
        code, said = run(app, str(file), "--replace")
        assert code == 1
        assert words in said
        assert "Nothing was changed" in said


def test_an_older_archive_is_brought_up_to_date(app: Flask, people: People, file: Path) -> None:
    with restoring.practice():
        manifest = restoring.read(file)
        restoring.put_back(file, manifest)
        migrate.downgrade("0015", "main")
        older, held = backup.make(file.with_name("older.tar"))
        assert held.parts["main"].step == "0015"
        migrate.upgrade()
        restoring.put_back(older, restoring.read(older))
        assert {each.found == each.newest for each in migrate.steps().values()} == {True}


def test_rows_that_went_missing_on_the_way_are_noticed(
    app: Flask, people: People, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = archive.check(file)
    main = manifest.parts["main"]
    more = archive.Part(main.kind, main.server, main.step, {**main.rows, "person": main.rows["person"] + 1})
    told = archive.Manifest(1, "", "", {**manifest.parts, "main": more}, manifest.members)
    with restoring.practice(), pytest.raises(Exception, match=r"main\.person"):
        restoring.put_back(file, told)


def test_the_role_of_the_web_process_may_insert_again(app: Flask, people: People, file: Path) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no roles")
    owner = moment.engines()["ballots"]
    web = owner.url.set(username="engage_web_restored")
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS engage_web_restored")
        connection.exec_driver_sql("CREATE ROLE engage_web_restored LOGIN")
    try:
        with restoring.practice() as other:
            insert, held = other.extensions["ballot_engines"]
            other.extensions["ballot_engines"] = (insert.execution_options(), held)
            other.extensions["ballot_engines"][0].url = web.set(database=held.url.database)
            restoring.put_back(file, restoring.read(file))
            with held.connect() as connection:
                may = [
                    connection.exec_driver_sql(
                        f"SELECT has_table_privilege('engage_web_restored', 'ballot', '{what}')"
                    ).scalar_one()
                    for what in ("INSERT", "SELECT")
                ]
                connection.rollback()
            assert may == [True, False]
    finally:
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("DROP ROLE engage_web_restored")
