"""What events cost: line by line, and by financial year."""

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.money import exact, plain, pounds
from engage.core.spreadsheets import download
from engage.events.actions import costs as actions
from engage.events.forms.after import CostForm
from engage.events.models import Event
from engage.events.queries import costs as queries
from engage.events.queries.after_times import managed
from engage.events.rules.costs import EARLIEST, year_of, year_words
from engage.events.views import bp

MANAGE = requires(Permission.EVENTS_MANAGE)
COLUMNS = ("Event", "Kind", "First day", "Gross in pounds", "Sponsorship", "Net", "People there", "Net per head")


@bp.get("/events/manage/<int:event_id>/costs")
@MANAGE
def costs(event_id: int) -> Response:
    """The lines, and room for one more."""
    return _page(managed(event_id), CostForm(formdata=None))


def _page(event: Event, form: CostForm) -> Response:
    total = queries.of_event(event.id)
    return page(
        "events/after/costs.html",
        status=422 if form.errors else 200,
        event=event,
        form=form,
        total=total,
        lines=queries.lines(event.id),
        pounds=pounds,
        year=year_of(total.on),
        year_words=year_words,
    )


@bp.post("/events/manage/<int:event_id>/costs")
@MANAGE
def add_cost(event_id: int) -> Response:
    """One more line."""
    event, form = managed(event_id), CostForm()
    if not form.validate():
        return _page(event, form)
    try:
        actions.add(event_id, form.what.data or "", form.kind.data, form.pence)
    except Invalid as problem:
        form.what.errors = [problem.message]
        return _page(event, form)
    flash("The line is added.")
    return go(url_for(".costs", event_id=event_id))


@bp.post("/events/manage/<int:event_id>/costs/<int:cost_id>/delete")
@MANAGE
def drop_cost(event_id: int, cost_id: int) -> Response:
    """Entered by mistake."""
    actions.drop(event_id, cost_id)
    flash("The line is deleted.")
    return go(url_for(".costs", event_id=event_id))


def _year() -> int:
    this = year_of(clock.today())
    year = request.args.get("year", this, type=int)
    if not EARLIEST <= year <= this + 10:
        raise NotThere("There is no such financial year here.")
    return year


@bp.get("/events/manage/costs")
@MANAGE
def event_costs() -> Response:
    """What all events of a financial year cost, without anybody's name."""
    year = _year()
    return page("events/after/costs_year.html", year=year, years=queries.years(), year_words=year_words,
                sums=queries.of_year(year), pounds=exact)  # fmt: skip


@bp.get("/events/manage/costs.csv")
@MANAGE
def event_costs_csv() -> Response:
    """The same as a file."""
    year = _year()
    rows = [
        (each.title, each.kind.replace("_", " "), each.on.isoformat(), plain(each.gross), plain(each.sponsorship),
         plain(each.net), each.heads, "" if each.a_head is None else plain(each.a_head))
        for each in queries.of_year(year)
    ]  # fmt: skip
    return download(f"event-costs-{year}-{year + 1}", COLUMNS, rows)
