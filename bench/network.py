"""A real council reorganised under 180 champions and two years of their work: what is lost, what each list costs."""

import random
import time
from collections.abc import Iterator, Mapping
from statistics import median

from flask import Flask
from sqlalchemy import select, text

from bench import network_checks as checks
from bench import network_data as data
from bench.asking import cost
from bench.council import signed_in
from bench.coverage import REAL, _application, _import, _year
from engage.champions.models import ConcernCase
from engage.core import clock
from engage.core.db import db, transaction
from engage.directory.actions.networks import appoint
from engage.directory.models import Network, Person, Post, Unit

# The one unit of the first year that nothing replaces; it is too small for a group, so the plan has nobody from there.
ENDS = "STaR 1"


def main(postgres: str) -> None:
    """Print the tables, for SQLite and where there is one for PostgreSQL."""
    if not REAL.is_dir():
        print("\nThe real organisations are not there: set ENGAGE_SHARED to the folder that holds data/.")
        return
    for name, url in (("SQLite", ""), ("PostgreSQL", postgres)):
        if name == "SQLite" or url:
            with _application(url) as app:
                _reorganised(name, app)


def _reorganised(name: str, app: Flask) -> None:
    network = data.first_year()
    with transaction():
        appoint(network, _of(ENDS), clock.today())
    filled = data.two_years(network)
    before = checks.counts()
    print(f"\n{name}: {', '.join(f'{many:,} {table}' for table, many in before.items())}", flush=True)
    began = time.perf_counter()
    _import("trafford_2025-07.csv")
    took = time.perf_counter() - began
    _year(random.Random(6))
    _whoever_asks_stays()
    with transaction():
        db.session.execute(text("ANALYZE"))
    found = checks.nothing_is_lost(network, before)
    _say(name, "the second year's list", {"seconds": round(took, 2), **found})
    print(f"\n| {name} | statements | CPU ms | least ms | median ms |\n|---|--:|--:|--:|--:|", flush=True)
    for what, path in _pages(filled):
        of = cost(app, signed_in(app, data.ASKS), path)
        times = f"{median(of.cpu):.0f} | {min(of.waited):.0f} | {median(of.waited):.0f}"
        print(f"| {what} | {of.statements} | {times} |", flush=True)
    _say(name, "put right", checks.put_right(network))
    _say(name, "the next round", checks.next_round(network, data.ASKS))


def _say(name: str, what: str, found: Mapping[str, float]) -> None:
    print(f"\n{name}, {what}: {', '.join(f'{number} {words}' for words, number in found.items())}", flush=True)


def _of(unit: str) -> int:
    """Somebody of a unit."""
    rows = select(Post.person_id).join(Unit, Unit.id == Post.unit_id).where(Unit.name == unit)
    return db.session.scalars(rows.order_by(Post.id)).first() or 0


def _whoever_asks_stays() -> None:
    with transaction():
        db.session.get_one(Person, data.ASKS).leaves_on = None


def _pages(filled: data.Filled) -> Iterator[tuple[str, str]]:
    yield from _of_champions()
    yield from _of_concerns()
    yield from _of_networks(filled.network)
    yield from _of_recruiting(filled.round_id)
    yield from _of_events()
    yield "start page", "/"
    yield "what we heard, all sources", "/what-we-heard"
    yield "search for a word that nobody said", "/search?q=unheard"


def _of_champions() -> Iterator[tuple[str, str]]:
    today, manage = clock.today(), "/networks/manage/activity"
    yield "the champion's desk", "/champions"
    yield "own log of 1,000, first page", "/champions/log"
    yield "own log, last page", "/champions/log?page=50"
    yield "a month", f"/champions/months/{today.year}/{today.month}"
    yield "OD team: activity, 12 months", manage
    yield "OD team: activity, 24 months", f"{manage}?months=24"
    yield "OD team: what was heard", f"{manage}/heard?months=24"
    yield "OD team: what was heard, last page", f"{manage}/heard?months=24&page=999"
    yield "briefings", "/briefings/"
    yield "OD team: briefings", "/briefings/manage/"


def _of_concerns() -> Iterator[tuple[str, str]]:
    number = db.session.scalar(select(ConcernCase.id).where(ConcernCase.state == "received").limit(1))
    yield "own concerns", "/concerns/"
    yield "a lead officer's concerns", "/concerns/led"
    yield "OD team: concerns", "/concerns/manage/"
    yield "OD team: concerns, last page", "/concerns/manage/?page=9999"
    yield "OD team: concerns not told by everybody", "/concerns/manage/?show=untold"
    yield "OD team: concerns to join with", f"/concerns/manage/{number}/join"
    yield "OD team: figures of concerns", "/concerns/manage/figures?since=all"
    yield "You said, we answered", "/concerns/answered"


def _of_networks(network: Network) -> Iterator[tuple[str, str]]:
    here, plan = f"/networks/manage/{network.id}", f"/networks/{network.id}/coverage"
    yield "networks", "/networks/"
    yield "a network, its people", f"/networks/{network.id}"
    yield "find a champion", "/networks/find"
    yield "find a champion: language, not my team", f"/networks/find?network={network.id}&language=Welsh&off_team=y"
    yield "OD team: networks", "/networks/manage/"
    yield "OD team: people in the network", here
    yield "OD team: those who left", f"{here}?show=left"
    yield "coverage of all networks", "/networks/coverage"
    yield "the coverage plan", plan
    yield "coverage by unit", f"{plan}/units"
    yield "coverage by site", f"{plan}/sites"
    yield "coverage if they left", f"{plan}/if-they-left"
    yield "coverage: changes", f"{plan}/changes"


def _of_recruiting(number: int) -> Iterator[tuple[str, str]]:
    here = f"/networks/manage/rounds/{number}"
    yield "OD team: recruitment rounds", "/networks/manage/rounds/"
    yield "a round, as staff see it", f"/networks/rounds/{number}"
    yield "a round, as the OD team sees it", f"{here}/"
    yield "its targets", f"{here}/targets"
    yield "400 applications, first page", f"{here}/applications"
    yield "400 applications, last page", f"{here}/applications?page=99"
    yield "applications whose manager cannot", f"{here}/applications?manager=cannot"
    yield "its letters", f"{here}/letters"


def _of_events() -> Iterator[tuple[str, str]]:
    here, last = "/events/manage/1", data.EVENTS // 2 + 1
    yield "events that are coming, first page", "/events/"
    yield "events that are coming, last page", "/events/?page=99"
    yield "events that are over", "/events/past"
    yield "an event", "/events/1"
    yield "OD team: 200 events", "/events/manage/"
    yield "OD team: an event", f"{here}/"
    yield "450 people of a session", f"{here}/sessions/1/people"
    yield "450 people, last page", f"{here}/sessions/1/people?page=99"
    yield "who was there, first page", f"{here}/sessions/1/attendance"
    yield "attendance figures", f"{here}/attendance"
    yield "access needs", f"{here}/needs"
    yield "guests", f"{here}/guests/"
    yield "300 questions", "/events/1/questions"
    yield "OD team: 300 questions", f"{here}/questions"
    yield "a board of 300 notes", f"/events/{last}/board"
    yield "OD team: a board of 300 notes", f"/events/manage/{last}/board"
    yield "costs of a year", "/events/manage/costs"
