"""What we heard: one page over all sources, and the same as a file."""

from datetime import date
from typing import Any

from flask import Response, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.heard import COLUMNS, Wanted
from engage.core.htmx import page
from engage.core.spreadsheets import download
from engage.directory.queries_themes import themes
from engage.home import queries_heard as queries
from engage.home.views import bp

READ = requires(Permission.HEARD_READ)
NO_THEME = "none"
PERIODS = {"3": "In the last 3 months", "12": "In the last 12 months", "24": "In the last 2 years"}
FILE = ("heard in", "column", "themes", "service", "month", "agree with it", "text")


def _asked() -> dict[str, str]:
    """What the address asks for, cut to what it can be."""
    given = {name: request.args.get(name, "")[:260] for name in ("theme", "service", "column", "source", "since")}
    given["column"] = given["column"] if given["column"] in COLUMNS else ""
    given["since"] = given["since"] if given["since"] in PERIODS else ""
    theme = given["theme"]
    known = theme == NO_THEME or (theme.isascii() and theme.isdigit() and len(theme) < 10)
    given["theme"] = theme if known else ""
    return given


def _wanted(asked: dict[str, str]) -> Wanted:
    theme = None if not asked["theme"] else 0 if asked["theme"] == NO_THEME else int(asked["theme"])
    return Wanted(theme, asked["service"], asked["column"], asked["source"], _since(asked["since"]))


def _since(months: str) -> date | None:
    """The first of the month so many months ago: months are told, days are not."""
    return clock.months_after(clock.now(), -int(months)).date().replace(day=1) if months else None


def _address(endpoint: str, asked: dict[str, str], number: int = 1) -> str:
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return url_for(endpoint, **kept, page=number if number > 1 else None)


@bp.get("/what-we-heard")
@READ
def what_we_heard() -> Response:
    """What people said, by theme, service, column, source and time."""
    asked = _asked()

    def address(number: int) -> str:
        return _address("home.what_we_heard", asked, number)

    return page(
        "home/what_we_heard.html",
        fragment="home/_heard_list.html",
        found=queries.found(_wanted(asked), request.args.get("page", 1, type=int)),
        asked=asked,
        address=address,
        export=_address("home.what_we_heard_csv", asked),
        theme_choices=[(NO_THEME, "Under no theme yet"), *((each.id, each.name) for each in themes(with_retired=True))],
        sources=queries.sources(),
        service_choices=[(name, name) for name in queries.services()],
        columns=COLUMNS,
        periods=PERIODS,
    )


@bp.get("/what-we-heard.csv")
@READ
def what_we_heard_csv() -> Response:
    """The same as a file, no cell of it a formula."""
    rows = (
        (each.source, COLUMNS[each.column], "; ".join(each.themes), each.service, f"{each.month:%Y-%m}",
         each.agreed, each.text)
        for each in queries.export(_wanted(_asked()))
    )  # fmt: skip
    return download("what-we-heard", FILE, rows)
