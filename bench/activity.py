"""What the champions' log costs with 10,000 entries: every list, for a champion and for the OD team."""

import random
import time
from datetime import timedelta
from statistics import median
from typing import Any

from flask import g
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, text

from bench.council import Council, council
from engage.champions.models import Activity
from engage.champions.rules.activity import How, Kind
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Post, RoleGrant, Theme

MANY, PEOPLE, CHAMPIONS, TIMES = 10_000, 2_000, 120, 15
WORDS = "The rota comes out four weeks ahead, and swapping a shift goes by phone. "


def main(postgres: str) -> None:
    """Print the table, for SQLite and where there is one for PostgreSQL."""
    print("\n| 10,000 entries | page | statements | CPU ms | least ms | median ms |")
    print("|---|---|--:|--:|--:|--:|", flush=True)
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with council(PEOPLE, url, "activity") as made:
                service = _fill()
                for what, path in _pages(service):
                    statements, cpu, times = _measured(made, path)
                    print(f"| {name} | {what} | {statements} | {cpu:.0f} | {min(times):.0f} | {median(times):.0f} |",
                          flush=True)  # fmt: skip


def _fill() -> int:
    """Whoever asks is a champion with a tenth of all entries, and of the OD team, too."""
    luck, today = random.Random(2027), clock.today()
    with transaction():
        network = Network(kind="champions", name="Employee champions", seats=CHAMPIONS, created_at=clock.now())
        themes = [Theme(name=f"Theme {n}", position=n) for n in range(12)]
        db.session.add_all([network, *themes])
        db.session.flush()
        asks = db.session.scalar(select(Post.person_id).order_by(Post.person_id).limit(1))
        assert asks is not None
        units = dict(db.session.execute(select(Post.person_id, Post.unit_id)).all())
        champions = [asks, *luck.sample(sorted(set(units) - {asks}), CHAMPIONS - 1)]
        db.session.add(RoleGrant(person_id=asks, role="od"))
        db.session.execute(insert(Appointment), [
            {"network_id": network.id, "person_id": each, "unit_id": units[each], "languages": "", "about": "",
             "started_on": today - timedelta(days=800)} for each in champions
        ])  # fmt: skip
        db.session.execute(insert(Activity), [
            _entry(luck, n, asks if n % 10 == 0 else luck.choice(champions), units, themes, network.id)
            for n in range(MANY)
        ])  # fmt: skip
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))  # as its own housekeeping does soon after
        return int(units[asks])


def _entry(luck: random.Random, number: int, who: int, units: dict[Any, Any], themes: list[Theme],
           network: int) -> dict[str, Any]:  # fmt: skip
    return {
        "person_id": who, "network_id": network, "kind": luck.choice(list(Kind)), "unit_id": units[who],
        "happened_on": clock.today() - timedelta(days=luck.randrange(700)), "site": "", "how": How.IN_PERSON,
        "people": luck.randrange(1, 40), "theme_id": luck.choice([*(each.id for each in themes), None]),
        "works_well": f"{WORDS}{number}" if luck.random() < 0.4 else "",
        "even_better": f"{WORDS}{number}" if luck.random() < 0.4 else "",
        "logged_at": clock.now(), "once": str(number),
    }  # fmt: skip


def _pages(unit: int) -> list[tuple[str, str]]:
    month, manage = clock.today(), "/networks/manage/activity"
    return [
        ("the desk", "/champions"),
        ("own log of 1,000, first page", "/champions/log"),
        ("own log, last page", "/champions/log?page=50"),
        ("a month", f"/champions/months/{month.year}/{month.month}"),
        ("figures, 12 months", manage),
        ("figures, 24 months", f"{manage}?months=24"),
        ("figures of a service", f"{manage}?months=24&service={unit}"),
        ("words, first page", f"{manage}/heard?months=24"),
        ("words, last page", f"{manage}/heard?months=24&page=999"),
        ("words of a theme", f"{manage}/heard?months=24&theme=3"),
        ("a word that nobody said", f"{manage}/heard?months=24&q=unheard"),
        ("what we heard, all sources", "/what-we-heard"),
        ("search for a word that nobody said", "/search?q=unheard"),
        ("start page", "/"),
    ]


def _measured(made: Council, path: str) -> tuple[int, float, list[float]]:
    """Statements of one request; of some, the application's CPU (with SQLite, not with PostgreSQL) and the waiting."""
    client = made.app.test_client()
    client.set_cookie("engage", made.cookies[0].partition("=")[2], domain="localhost")
    _get(client, path)
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "COMMIT", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    _get(client, path)
    event.remove(db.engine, "before_cursor_execute", note)
    began = time.process_time()
    times = [_get(client, path) for _ in range(TIMES)]
    return len(seen), (time.process_time() - began) * 1000 / TIMES, times


def _get(client: FlaskClient, path: str) -> float:
    g.pop("_login_user", None)  # the measurement holds an application context open: who asks is read anew all the same
    began = time.perf_counter()
    reply = client.get(path)
    assert reply.status_code == 200, (path, reply.status_code)
    return (time.perf_counter() - began) * 1000
