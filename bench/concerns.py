"""What the lists of concerns cost with 2,000 of them: the OD team's, a champion's, a lead officer's, the figures."""

import random
from collections.abc import Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from sqlalchemy import insert, select, text

from bench.asking import cost
from bench.council import council
from engage.champions.models import Concern, ConcernCase
from engage.champions.rules.concerns import due_on
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions import networks, themes
from engage.directory.models import Network, Person, Post, RoleGrant
from engage.directory.rules.networks import NetworkKind

MANY, PEOPLE, CHAMPIONS, LEADS = 2_000, 2_000, 45, 20
WORDS = "It happens every week, and nobody has said what is done about it. Two hours would be enough. "


def main(postgres: str) -> None:
    """Print the table, for SQLite and where there is one for PostgreSQL."""
    print("\n| 2,000 concerns | page | statements | CPU ms | least ms | median ms |")
    print("|---|---|--:|--:|--:|--:|", flush=True)
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with council(PEOPLE, url, "concerns") as made:
                _fill()
                for what, path in _pages():
                    found = cost(made.app, made.cookies[0], path)
                    print(f"| {name} | {what} | {found.statements} | {median(found.cpu):.0f} | "
                          f"{min(found.waited):.0f} | {median(found.waited):.0f} |", flush=True)  # fmt: skip


def _fill() -> None:
    """Concerns over two years, some joined in threes; whoever asks is of the OD team, a champion and a lead officer."""
    luck, today = random.Random(2027), clock.today()
    with transaction():
        units = dict(db.session.execute(select(Post.person_id, Post.unit_id)).all())
        people = sorted(each for each in units if each)
        network = Network(kind=NetworkKind.CHAMPIONS, name="Employee champions", created_at=clock.now())
        db.session.add(network)
        db.session.flush()
        asks = db.session.scalar(select(Person.id).order_by(Person.id).limit(1)) or 0
        champions = [asks, *luck.sample(people[1:], CHAMPIONS - 1)]
        for each in champions:
            networks.appoint(network, each, today - timedelta(days=700))
        db.session.add(RoleGrant(person_id=asks, role="od"))
        under = [themes.add(f"Theme {number}", "").id for number in range(8)]
        leads = [asks, *luck.sample(people[1:], LEADS - 1)]
        cases, concerns = _rows(luck, units, champions, leads, under)
        db.session.execute(insert(ConcernCase), cases)
        db.session.execute(insert(Concern), concerns)
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))  # as its own housekeeping does soon after


def _rows(luck: random.Random, units: dict[Any, Any], champions: list[int], leads: list[int],
          under: list[int], many: int = MANY, days: int = 700,
          ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:  # fmt: skip
    cases: list[dict[str, Any]] = []
    concerns: list[dict[str, Any]] = []
    today = clock.today()
    while len(concerns) < many:
        passed_on = today - timedelta(days=luck.randrange(days))
        due, old = due_on(passed_on), (today - passed_on).days > 20
        state = "answered" if old and luck.random() < 0.95 else luck.choice(("received", "with_lead"))
        answered = state == "answered"
        on = passed_on + timedelta(days=luck.randrange(3, 20)) if answered else None
        cases.append({
            "id": len(cases) + 1, "state": state, "title": f"Concern {len(cases)}", "theme_id": luck.choice(under),
            "due_on": due, "lead_id": luck.choice(leads) if state != "received" else None, "proposal": "", "version": 1,
            "answer": WORDS * 2 if answered else "", "declined": False, "answered_on": on, "changed_at": clock.now(),
            "published_at": clock.now() - timedelta(days=30) if answered and luck.random() < 0.1 else None,
            "published_title": "What was said", "published_place": "",
        })  # fmt: skip
        for _ in range(3 if luck.random() < 0.05 else 1):
            who = luck.choice(champions)
            concerns.append({
                "id": len(concerns) + 1, "case_id": len(cases), "author_id": who, "teller_id": who, "words": WORDS * 4,
                "title": f"Concern {len(concerns)}", "unit_id": units[who], "place": "", "said_by": 5,
                "once": str(len(concerns)),
                "passed_on": passed_on, "promised_on": due,
                "told_on": on + timedelta(days=3) if on and luck.random() < 0.8 else None,
            })  # fmt: skip
    return cases, concerns


def _pages() -> Iterator[tuple[str, str]]:
    yield "OD team: first page", "/concerns/manage/"
    yield "OD team: last page", "/concerns/manage/?page=9999"
    yield "OD team: overdue, one theme", "/concerns/manage/?show=overdue&theme=1"
    yield "OD team: not told by everybody", "/concerns/manage/?show=untold"
    yield "OD team: words that no concern holds", "/concerns/manage/?q=unheard"
    yield "OD team: join with others", f"/concerns/manage/{_open()}/join"
    yield "OD team: figures of all time", "/concerns/manage/figures?since=all"
    yield "a champion's own", "/concerns/"
    yield "a lead officer's", "/concerns/led"
    yield "all staff: You said, we answered", "/concerns/answered"
    yield "What we heard", "/what-we-heard"
    yield "start page", "/"


def _open() -> int:
    with transaction():
        return db.session.scalar(select(ConcernCase.id).where(ConcernCase.state == "received").limit(1)) or 0
