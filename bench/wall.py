"""What the wall costs with 100,000 thanks on it: its first page, a page far down, and each filter."""

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, insert, select, text

from bench.asking import cost
from bench.council import council
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.models import Behaviour, Framework, FrameworkValue, Person, Post, Unit
from engage.recognition.models import Thanks, ThanksBehaviour, ThanksReaction, ThanksReceiver

MANY, PEOPLE, AT_ONCE = 100_000, 2_000, 10_000
# Three years.
MINUTES = 1_570_000
VALUES, EACH = 5, 6
WORDS = "You stayed until it was done, and you were kind about it. It made a difference to all of us. "


def main(postgres: str) -> None:
    """Print the table, for SQLite and where there is one for PostgreSQL."""
    print("\n| wall with 100,000 thanks | page | statements | least ms | median ms | slowest ms |")
    print("|---|---|--:|--:|--:|--:|", flush=True)
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with council(PEOPLE, url, "wall") as made:
                fill()
                for what, path in _pages():
                    found = cost(made.app, made.cookies[0], path)
                    waited = found.waited
                    print(f"| {name} | {what} | {found.statements} | {min(waited):.0f} | {median(waited):.0f} | "
                          f"{max(waited):.0f} |", flush=True)  # fmt: skip


def fill(many: int = MANY, minutes: int = MINUTES) -> None:
    """So many thanks over so many minutes, for whatever else wants a full database."""
    luck = random.Random(2027)
    with transaction():
        behaviours = _framework()
        units = dict(db.session.execute(select(Post.person_id, Post.unit_id)).all())
        people = sorted(units)
        for start in range(1, many + 1, AT_ONCE):
            ids = range(start, min(start + AT_ONCE, many + 1))
            _some(luck, ids, people, units, behaviours, minutes)
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))  # as its own housekeeping does soon after


def _framework() -> list[int]:
    digest = hashlib.sha256(b"{}").hexdigest()
    row = Framework(title="Values", version=1, document="{}", digest=digest, published_at=clock.now(),
                    in_force_from=date(2020, 1, 1))  # fmt: skip
    row.values = [
        FrameworkValue(
            position=v, identity=f"value{v}", name=f"Value {v}", colour="blue",
            behaviours=[
                Behaviour(position=n, identity=f"v{v}b{n}", text=f"Do what {n} of {v} says", polarity="positive")
                for n in range(EACH)
            ],
        )
        for v in range(VALUES + 1)
    ]  # fmt: skip
    db.session.add(row)
    db.session.flush()
    # Nobody names the last value: the filter that finds nothing is the hardest.
    return [each.id for value in row.values[:VALUES] for each in value.behaviours]


def _some(luck: random.Random, ids: range, people: list[int], units: dict[Any, Any], behaviours: list[int],
          minutes: int) -> None:  # fmt: skip
    """Thanks, a tenth of them not on the wall."""
    now = clock.now()
    thanks, receivers, named, reactions = [], [], [], []
    for number in ids:
        giver, to = luck.choice(people), luck.sample(people, luck.choice((1, 1, 1, 1, 2, 3)))
        to_all, words = luck.random() > 0.1, WORDS * luck.randrange(1, 4)
        thanks.append({"id": number, "giver_id": giver, "giver_unit_id": units[giver], "words": f"{words}{number}",
                       "to_all": to_all, "given_at": now - timedelta(minutes=luck.randrange(minutes)),
                       "once": str(number)})  # fmt: skip
        receivers += [{"thanks_id": number, "person_id": each, "unit_id": units[each]} for each in to]
        named += [{"thanks_id": number, "behaviour_id": each, "position": at}
                  for at, each in enumerate(luck.sample(behaviours, luck.choice((1, 1, 2))))]  # fmt: skip
        reactions += [{"thanks_id": number, "person_id": each, "kind": luck.choice(("heart", "star", "applause"))}
                      for each in luck.sample(people, luck.randrange(6))]  # fmt: skip
    for model, rows in ((Thanks, thanks), (ThanksReceiver, receivers), (ThanksBehaviour, named),
                        (ThanksReaction, reactions)):  # fmt: skip
        db.session.execute(insert(model), rows)


def _pages() -> Iterator[tuple[str, str]]:
    with transaction():
        unit = {code: db.session.scalar(select(Unit.id).where(Unit.code == code)) for code in ("D1", "T5")}
        old = db.session.scalar(select(Thanks.given_at).order_by(Thanks.given_at).offset(10_000).limit(1))
        busy = db.session.scalar(select(func.count()).select_from(Person))
    assert old is not None and busy
    yield "first page", "/thanks"
    yield "90,000 thanks down", f"/thanks?before={int(old.timestamp() * 1_000_000)}-1"
    yield "one value of five", "/thanks?value=value1"
    yield "a value that nobody named", f"/thanks?value=value{VALUES}"
    yield "a directorate of seven", f"/thanks?unit={unit['D1']}"
    yield "a team of 137", f"/thanks?unit={unit['T5']}"
    yield "a team, a value, this month", f"/thanks?unit={unit['T5']}&value=value1&period=month"
    yield "the last 3 months", "/thanks?period=quarter"
    yield "a search for a word that no thank-you holds", "/search?q=unheard"
    yield "start page", "/"
