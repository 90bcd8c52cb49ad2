"""Whether the process lives and can do its work: what the load balancer and the monitoring ask."""

import os
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine

from engage.ballots.grants import grant_sql
from engage.core import beats, migrate, outbox
from engage.core.db import ballot_owner_engine, db, transaction
from tests.directory.accounts import Clock
from tests.site import Page, Site

ALL = {"database": True, "ballot_database": True, "migrations": True, "ballot_migrations": True, "worker": True}


@pytest.fixture(autouse=True)
def _beating(app: Flask) -> None:
    outbox.beat()
    migrate.note_ballots()


def ready(site: Site) -> tuple[int, dict[str, bool]]:
    page = site.get("/readyz")
    return page.status, page.response.get_json()


def alive(site: Site) -> Page:
    return site.get("/healthz")


def test_a_service_that_can_do_its_work_says_so_to_anybody(site: Site) -> None:
    assert ready(site) == (200, ALL)
    assert (alive(site).status, alive(site).response.get_json()) == (200, {"status": "ok"})


def test_it_is_not_ready_when_the_worker_has_stopped(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    time = Clock(monkeypatch)
    time.forward(seconds=outbox.BEAT_FRESH.total_seconds() + 1)
    assert ready(site) == (503, ALL | {"worker": False})
    assert alive(site).status == 200
    outbox.beat()
    assert ready(site) == (200, ALL)


def test_it_is_not_ready_when_the_ballot_database_is_gone(
    site: Site, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = create_engine(f"sqlite:///{tmp_path}/no/folder/ballots.db")
    monkeypatch.setitem(app.extensions, "ballot_engines", (gone, ballot_owner_engine()))
    assert ready(site) == (503, ALL | {"ballot_database": False, "ballot_migrations": False})
    assert alive(site).status == 200


def test_it_is_not_ready_when_the_database_is_behind_the_code(site: Site) -> None:
    with transaction():
        newest = db.session.connection().exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        db.session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    try:
        assert ready(site) == (503, ALL | {"migrations": False})
        assert alive(site).status == 200
    finally:
        with transaction():
            db.session.connection().exec_driver_sql(f"UPDATE alembic_version SET version_num = '{newest}'")
    assert ready(site) == (200, ALL)


def test_it_is_not_ready_when_the_ballot_database_is_empty(
    site: Site, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = create_engine(f"sqlite:///{tmp_path}/ballots.db")
    monkeypatch.setitem(app.extensions, "ballot_engines", (empty, ballot_owner_engine()))
    assert ready(site) == (503, ALL | {"ballot_migrations": False})
    monkeypatch.setitem(app.extensions, "ballot_engines", (empty, empty))
    migrate.note_ballots()
    assert db.session.get_one(beats.WorkerBeat, migrate.BALLOTS).said == ""
    db.session.rollback()
    empty.dispose()


def test_it_is_not_ready_when_the_ballot_database_is_behind_the_code_or_nobody_has_looked(site: Site) -> None:
    for said in ("0000", ""):
        with transaction():
            beats.held(migrate.BALLOTS).said = said
        assert ready(site) == (503, ALL | {"ballot_migrations": False})
    migrate.note_ballots()
    assert ready(site) == (200, ALL)
    with transaction():
        db.session.delete(beats.held(migrate.BALLOTS))
    assert ready(site) == (503, ALL | {"ballot_migrations": False})


def test_the_worker_looks_every_half_minute(app: Flask) -> None:
    assert outbox.REGISTRY.schedules[migrate.BALLOTS].run is migrate.note_ballots


def test_a_web_process_that_may_only_insert_is_ready(site: Site, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = ballot_owner_engine()
    if owner.dialect.name != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    role = f"engage health {os.getpid()}"
    with owner.connect() as connection:
        connection.exec_driver_sql(f"CREATE ROLE \"{role}\" LOGIN PASSWORD 'for the test'")
        for statement in grant_sql(role, owner.url.database or ""):
            connection.exec_driver_sql(statement)
        connection.commit()
    try:
        web = create_engine(owner.url.set(username=role, password="for the test"), poolclass=NullPool)
        monkeypatch.setitem(app.extensions, "ballot_engines", (web, owner))
        assert ready(site) == (200, ALL)
    finally:
        with owner.connect() as connection:
            connection.exec_driver_sql(f'DROP OWNED BY "{role}"')
            connection.exec_driver_sql(f'DROP ROLE "{role}"')
            connection.commit()
