"""A council with one open survey, made through the product's actions in an instance of its own."""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import NullPool, create_engine, insert, text
from sqlalchemy.engine import make_url

from bench import paper
from engage import config, create_app
from engage.core import clock, migrate
from engage.core.db import BallotBase, Base, ballot_owner_engine, db, transaction
from engage.directory.models import Account, Person, Post, Unit
from engage.surveys.actions import keys, lifecycle
from engage.surveys.models import Survey
from engage.surveys.rules import Questionnaire, to_json
from engage.surveys.rules.reach import Chosen, to_text

COOKIE = "engage"
DIRECTORATES, SERVICES, TEAMS = 7, 23, 137


@dataclass(frozen=True)
class Council:
    """What a measurement needs to know: how to start the server on it, and who may answer."""

    app: Flask
    environ: dict[str, str]
    survey: int
    box: str
    paper: Questionnaire
    cookies: tuple[str, ...]


@contextmanager
def databases(postgres: str, name: str) -> Iterator[dict[str, str]]:
    """Two fresh databases as settings: files in its folder, or on this PostgreSQL server; gone afterwards."""
    if not postgres:
        yield {}
        return
    server = make_url(postgres.replace("postgresql://", "postgresql+psycopg://")).set(database="postgres")
    names = [f"engage_{name}_{part}_{os.getpid()}" for part in ("main", "ballots")]
    admin = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        for each in names:
            connection.execute(text(f'CREATE DATABASE "{each}"'))
    main, ballots = (server.set(database=each).render_as_string(hide_password=False) for each in names)
    try:
        yield {"DATABASE_URL": main, "BALLOT_DATABASE_URL": ballots, "BALLOT_OWNER_URL": ballots}
    finally:
        with admin.connect() as connection:
            for each in names:
                connection.execute(text(f'DROP DATABASE "{each}" WITH (FORCE)'))


@contextmanager
def council(people: int, postgres: str = "", name: str = "bench", items: int = paper.ITEMS) -> Iterator[Council]:
    """So many people, all asked, each with a session that a browser could hold; all of it gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, databases(postgres, name) as urls:
        environ = {
            "ENGAGE_INSTANCE": folder,
            "SECRET_KEY": os.urandom(24).hex(),
            "KEY_WRAPPING_SECRET": os.urandom(24).hex(),
            "AUDIT_SECRET": os.urandom(24).hex(),
            **urls,
        }
        app = create_app(config.read(environ))
        with app.app_context():
            try:
                yield _filled(app, environ, people, items)
            finally:
                db.session.remove()
                _let_go()


def _filled(app: Flask, environ: dict[str, str], people: int, items: int) -> Council:
    if any((config.ROOT / "migrations" / "main").glob("[0-9]*.py")):
        migrate.upgrade()
    else:
        Base.metadata.create_all(db.engine)
        BallotBase.metadata.create_all(ballot_owner_engine())
    asked = paper.questionnaire(items)
    with transaction():
        _people(people, _units())
        survey = Survey(title="Staff survey", intro="It takes about eight minutes.", questionnaire=to_json(asked),
                        created_at=clock.now(), audience=to_text(Chosen(page_only=True)))  # fmt: skip
        db.session.add(survey)
        db.session.flush()
        lifecycle.schedule(survey, clock.now())
        keys.try_backup(survey, *keys.back_up(survey, "The measurement"))
        lifecycle.open_survey(survey, clock.now())
        found = survey.id, survey.box or ""
    cookies = tuple(signed_in(app, person) for person in range(1, people + 1))
    _let_go()
    return Council(app, environ, *found, asked, cookies)


def _let_go() -> None:
    db.engine.dispose()
    ballot_owner_engine().dispose()


def units() -> list[tuple[str, str | None]]:
    """(code, parent's code) of a borough's tree, each after its parent."""
    directorates = [(f"D{at}", "COUNCIL") for at in range(DIRECTORATES)]
    services = [(f"S{at}", f"D{at % DIRECTORATES}") for at in range(SERVICES)]
    teams = [(f"T{at}", f"S{at % SERVICES}") for at in range(TEAMS)]
    return [("COUNCIL", None), *directorates, *services, *teams]


def _units() -> list[int]:
    ids: dict[str | None, int] = {}
    for code, parent in units():
        row = Unit(code=code, name=f"Unit {code}", parent_id=ids.get(parent), level="")
        db.session.add(row)
        db.session.flush()
        ids[code] = row.id
    return [id_ for code, id_ in ids.items() if code is not None and code.startswith("T")]


def _people(number: int, teams: list[int]) -> None:
    luck = random.Random(2027)
    ids = range(1, number + 1)
    names = [
        {"id": at, "employee_number": f"{at:06d}", "first_name": "Person", "surname": f"Number {at}",
         "kind": "employee", "language": "en", "started_on": date(2020, 1, 6)}
        for at in ids
    ]  # fmt: skip
    posts = [
        {"person_id": at, "unit_id": luck.choice(teams), "job_title": "Officer", "is_main": True, "is_head": False}
        for at in ids
    ]
    db.session.execute(insert(Person), names)
    db.session.execute(insert(Post), posts)
    db.session.execute(insert(Account), [{"person_id": at, "session_version": 1} for at in ids])


def signed_in(app: Flask, person: int) -> str:
    """The session cookie of somebody who has just signed in."""
    now = int(clock.now().timestamp())
    session = {"_user_id": f"{person}.1", "_fresh": True, "_permanent": True, "began": now, "seen": now}
    session["mark"] = f"{person:032x}"
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    return f"{COOKIE}={signer.dumps(session)}"
