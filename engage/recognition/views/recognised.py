"""Who gets recognised: the page of a year, its figures as a file, and having them worked out."""

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.recognition.actions import recognised as actions
from engage.recognition.queries import recognised as queries
from engage.recognition.rules.recognised import Year, year_of
from engage.recognition.rules.recognised_rows import COLUMNS, rows
from engage.recognition.views import bp

READ = requires(Permission.RECOGNITION_READ)


@bp.get("/recognition/")
@READ
def recognised() -> Response:
    """The figures of a year: those that are kept, never worked out on the way."""
    today, found = clock.today(), queries.all_rows()
    choices = queries.years(found, today)
    asked = request.args.get("year", type=int)
    year = next((each for each in choices if each.first_day.year == asked), choices[0])
    return page(
        "recognition/recognised/index.html",
        fragment="recognition/recognised/_recognised_year.html",
        kept=queries.kept(found, year),
        years=choices,
        over=year.over(today),
        trend=queries.trend(found),
    )


@bp.get("/recognition/<int:year>/figures.csv")
@READ
def recognised_csv(year: int) -> Response:
    """What the page shows, as a file: always the same for the same figures."""
    found = queries.kept(queries.all_rows(), _year(year))
    if found.figures is None:
        raise NotThere("The figures of this year were not worked out yet.")
    return download(f"who-gets-recognised-{year}", COLUMNS, rows(found.figures))


@bp.post("/recognition/<int:year>/work-out")
@READ
def recognised_work_out(year: int) -> Response:
    """Have the worker do it; a year that is over is frozen by it."""
    actions.ask(_year(year), clock.today(), clock.now())
    flash("The figures are being worked out. That takes a few seconds, or a minute in a large organisation.")
    return go(url_for(".recognised", year=year))


def _year(number: int) -> Year:
    """The year that begins in this April, where it is one that can be chosen."""
    if not 2000 <= number <= year_of(clock.today()).first_day.year:
        raise NotThere
    return Year(year_of(clock.today()).first_day.replace(year=number))
