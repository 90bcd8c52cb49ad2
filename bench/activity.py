"""What the champions' log costs with 10,000 entries: every list, for a champion and for the OD team."""

import random
from datetime import timedelta
from statistics import mean, median
from typing import Any

from sqlalchemy import insert, select, text

from bench.asking import cost
from bench.council import council
from engage.champions.models import Activity
from engage.champions.rules.activity import How, Kind
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Appointment, Network, Post, RoleGrant, Theme

MANY, PEOPLE, CHAMPIONS = 10_000, 2_000, 120
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
                    found = cost(made.app, made.cookies[0], path)
                    print(f"| {name} | {what} | {found.statements} | {mean(found.cpu):.0f} | "
                          f"{min(found.waited):.0f} | {median(found.waited):.0f} |", flush=True)  # fmt: skip


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
           network: int, days: int = 700) -> dict[str, Any]:  # fmt: skip
    return {
        "person_id": who, "network_id": network, "kind": luck.choice(list(Kind)), "unit_id": units[who],
        "happened_on": clock.today() - timedelta(days=luck.randrange(days)), "site": "", "how": How.IN_PERSON,
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
