"""What pages cost with ten years of a council of 5,000 people, and whether their statements grow with the years."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from flask import Flask
from sqlalchemy import text

from bench import decade_data, decade_office, decade_programme
from bench.asking import Cost, cost
from bench.council import databases, signed_in
from bench.decade_pages import pages
from engage import config, create_app
from engage.core import migrate
from engage.core.db import ballot_owner_engine, db

PARTS, TIMES, AIM = (0.1, 1.0), 9, 100


@dataclass(frozen=True)
class Line:
    """A page, and what it costs at each size."""

    what: str
    costs: list[Cost]

    @property
    def fixed(self) -> bool:
        """Whether it takes as many statements at every size."""
        return len({each.statements for each in self.costs}) == 1


def main(postgres: str) -> None:
    """Print the tables, for SQLite and where there is one for PostgreSQL."""
    only = os.environ.get("DECADE_ONLY", "")
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if (name == "SQLite" or url) and only in ("", name):
            _measured(name, url)


def _measured(name: str, url: str) -> None:
    found = dict[str, list[Cost]]()
    for part in PARTS:
        with application(url) as app:
            began = time.perf_counter()
            _fill(app, part)
            print(f"\n{name}, {part:.0%}: filled in {time.perf_counter() - began:.0f} s", flush=True)
            for what, who, path in pages():
                found.setdefault(what, []).append(cost(app, signed_in(app, who), path, TIMES))
    load = os.getloadavg()[0]
    lines = [Line(what, costs) for what, costs in found.items()]
    print(f"\n| {name}, load {load:.0f} | statements | kB | a tenth: CPU ms | all: CPU ms | least ms | median ms |")
    print("|:--|--:|--:|--:|--:|--:|--:|")
    for each in lines:
        tenth, whole = each.costs[0], each.costs[-1]
        statements = f"{whole.statements}" if each.fixed else f"**{tenth.statements} → {whole.statements}**"
        over = "**" if median(whole.cpu) > AIM or min(whole.waited) > AIM else ""
        print(f"| {each.what} | {statements} | {whole.size / 1000:.0f} | {median(tenth.cpu):.0f} | "
              f"{over}{median(whole.cpu):.0f}{over} | {min(whole.waited):.0f} | "
              f"{median(whole.waited):.0f} |")  # fmt: skip
    slow = sum(median(each.costs[-1].cpu) > AIM or min(each.costs[-1].waited) > AIM for each in lines)
    print(f"\n{name}: {len(lines)} pages, {slow} over {AIM} ms, "
          f"{sum(not each.fixed for each in lines)} whose statements grow", flush=True)  # fmt: skip


def _fill(app: Flask, part: float) -> None:
    made = decade_data.fill(part)
    decade_programme.fill(made)
    decade_office.fill(app, made)
    # PostgreSQL's own housekeeping does so soon after; SQLite's would have to be asked, and the product does not.
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


@contextmanager
def application(postgres: str) -> Iterator[Flask]:
    """An empty product on fresh databases; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, databases(postgres, "decade") as urls:
        secrets = ("SECRET_KEY", "KEY_WRAPPING_SECRET", "AUDIT_SECRET")
        environ = {"ENGAGE_INSTANCE": folder, **{each: os.urandom(24).hex() for each in secrets}, **urls}
        app = create_app(config.read(environ))
        with app.app_context():
            try:
                migrate.upgrade()
                yield app
            finally:
                db.session.remove()
                db.engine.dispose()
                ballot_owner_engine().dispose()
