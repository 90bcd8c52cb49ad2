"""Champions' activity for the OD team: figures, quiet areas, what was heard; no names and no ranking."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import Response, request, url_for

from engage.access import Permission, requires
from engage.champions.queries import activity_figures as figures
from engage.champions.queries import activity_words as words
from engage.champions.queries.activity_figures import Scope
from engage.champions.queries.activity_quiet import quiet_areas
from engage.champions.rules.activity import KINDS, Kind
from engage.champions.rules.activity_places import Services
from engage.champions.views import bp
from engage.core import clock
from engage.core.formatting import day
from engage.core.htmx import page
from engage.core.search import words_of
from engage.core.spreadsheets import Cell, download
from engage.directory.models import Network
from engage.directory.queries_networks import networks
from engage.directory.queries_themes import themes
from engage.directory.rules.months import month_of
from engage.directory.rules.networks import APPOINTED

MANAGE = requires(Permission.NETWORKS_MANAGE)
HERE = "/networks/manage/activity"
PERIODS = {"3": "This month and the 2 before", "12": "The last 12 months", "24": "The last 24 months"}
USUAL, NO_THEME, LONGEST = "12", "none", 100
FIGURES = ("month", "service", "entries", "people reached", *(name.lower() for name in KINDS.values()))
WORDS = ("day", "kind", "service", "theme", "what works well", "even better if")


def _asked() -> dict[str, str]:
    """What the address asks for, cut to what it can be."""
    given = {name: request.args.get(name, "") for name in ("network", "service", "theme")}
    found = {name: value if value.isascii() and value.isdigit() and len(value) < 10 else ""
             for name, value in given.items()}  # fmt: skip
    found["theme"] = NO_THEME if given["theme"] == NO_THEME else found["theme"]
    kind, months = request.args.get("kind", ""), request.args.get("months", "")
    found["kind"] = kind if kind in list(Kind) else ""
    found["months"] = months if months in PERIODS else USUAL
    found["q"] = request.args.get("q", "").strip()[:LONGEST]
    return found


def _since(months: str) -> date:
    return clock.months_after(clock.today().replace(day=1), 1 - int(months))


def _scope(asked: dict[str, str], places: Services) -> Scope:
    service = int(asked["service"]) if asked["service"] else None
    return Scope(
        int(asked["network"]) if asked["network"] else None,
        places.units(service) if service is not None else None,
        _since(asked["months"]),
    )


def _sought(asked: dict[str, str], places: Services) -> words.Sought:
    theme = None if not asked["theme"] else 0 if asked["theme"] == NO_THEME else int(asked["theme"])
    return words.Sought(_scope(asked, places), theme, asked["kind"], words_of(asked["q"]))


def _address(endpoint: str, asked: dict[str, str], number: int = 1) -> str:
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for(endpoint, **kept, page=number if number > 1 else None)


def _choices(places: Services, every: Sequence[Network]) -> dict[str, Any]:
    return {
        "network_choices": [(each.id, each.name) for each in every],
        "services": places.listed(),
        "periods": PERIODS,
        "kinds": KINDS,
    }


@bp.get(HERE)
@MANAGE
def activity_manage() -> Response:
    """By service and month, by theme, and where it is quiet: the same statements however much was logged."""
    asked, places = _asked(), figures.services()
    scope, every = _scope(asked, places), networks(APPOINTED)
    lines = figures.by_service(scope, places)
    network = _network(asked, every)
    return page(
        "champions/activity/manage.html",
        fragment="champions/activity/_activity_figures.html",
        asked=asked,
        lines=lines,
        total=figures.total(lines),
        months=figures.by_month(scope),
        themes=figures.by_theme(scope),
        network=network,
        quiet=quiet_areas(network, places, clock.today()) if network else None,
        last_month=month_of(clock.today()).before,
        export=_address(".activity_csv", asked),
        address=lambda theme: _address(".activity_words", {**asked, "theme": str(theme or NO_THEME)}),
        **_choices(places, every),
    )


def _network(asked: dict[str, str], every: Sequence[Network]) -> Network | None:
    """The network whose areas are looked at: the one asked for, else the first."""
    return next((each for each in every if str(each.id) == asked["network"]), every[0] if every else None)


@bp.get(f"{HERE}.csv")
@MANAGE
def activity_csv() -> Response:
    """The figures by service and month, as a file; no name of a person is in it."""
    asked, places = _asked(), figures.services()
    rows: Iterable[Sequence[Cell]] = (
        (month.key, name or "no service named", line.entries, line.people, *(line.of(kind) for kind in KINDS))
        for name, month, line in figures.by_service_and_month(_scope(asked, places), places)
    )
    return download("champions-activity", FIGURES, rows)


@bp.get(f"{HERE}/heard")
@MANAGE
def activity_words() -> Response:
    """What champions heard, by theme, service, kind and words."""
    asked, places = _asked(), figures.services()
    return page(
        "champions/activity/words.html",
        fragment="champions/activity/_activity_words.html",
        asked=asked,
        found=words.page(_sought(asked, places), request.args.get("page", 1, type=int)),
        place=lambda unit: _place(unit, places),
        themes=[(NO_THEME, "Under no theme"), *((each.id, each.name) for each in themes(with_retired=True))],
        address=lambda number: _address(".activity_words", asked, number),
        export=_address(".activity_words_csv", asked),
        **_choices(places, networks(APPOINTED)),
    )


@bp.get(f"{HERE}/heard.csv")
@MANAGE
def activity_words_csv() -> Response:
    """The same as a file, no name of whoever wrote it in it."""
    asked, places = _asked(), figures.services()
    rows: Iterable[Sequence[Cell]] = (
        (day(each.day), KINDS[Kind(each.kind)], _place(each.unit_id, places), each.theme, each.works_well,
         each.even_better)
        for each in words.export(_sought(asked, places))
    )  # fmt: skip
    return download("what-champions-heard", WORDS, rows)


def _place(unit: int | None, places: Services) -> str:
    """The service of a unit of today."""
    service = places.of.get(unit) if unit is not None else None
    return places.names[service] if service is not None else ""
