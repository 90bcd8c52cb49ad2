"""Long service: who reaches which milestone, what was marked, and certificates."""

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.recognition.actions import outcome_print
from engage.recognition.actions import service as actions
from engage.recognition.queries import outcome_print as printed
from engage.recognition.queries import service as queries
from engage.recognition.queries.outcome_print import Asked
from engage.recognition.rules.outcome import Batch
from engage.recognition.rules.service import MILESTONES, span_of
from engage.recognition.views import bp
from engage.recognition.views.outcome import MANAGE
from engage.recognition.views.outcome_print import STATES

QUARTERS = {0: "The whole year", 1: "January to March", 2: "April to June", 3: "July to September",
            4: "October to December"}  # fmt: skip
FURTHEST = 10


def _chosen() -> tuple[int, int]:
    """Year and quarter as the address or the form has them; today's where they make no sense. 0: the whole year."""
    today = clock.today()
    year = request.values.get("year", "")
    quarter = request.values.get("quarter", "")
    known = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else today.year
    if abs(known - today.year) > FURTHEST:
        known = today.year
    return known, int(quarter) if quarter in {"0", "1", "2", "3", "4"} else (today.month + 2) // 3


@bp.get("/awards/long-service/")
@MANAGE
def long_service() -> Response:
    """By site, for a year or a quarter."""
    return _list()


def _list(problem: str = "") -> Response:
    year, quarter = _chosen()
    today = clock.today()
    span = span_of(year, quarter)
    found = queries.reaching(span, today)
    sites = list(dict.fromkeys(each.site for each in found))
    return page(
        "recognition/outcome/long_service.html",
        status=422 if problem else 200,
        grouped=[(site, [each for each in found if each.site == site]) for site in sites],
        found=found,
        year=year,
        quarter=quarter,
        quarters=QUARTERS,
        years=range(today.year - 2, today.year + 3),
        milestones=MILESTONES,
        without=queries.without_start(today),
        today=today,
        problem=problem,
        batches=printed.of_service(),
        states=STATES,
    )


@bp.post("/awards/long-service/mark")
@MANAGE
def mark_service() -> Response:
    """Mark those that are ticked: they read it on their start page from now on."""
    year, quarter = _chosen()
    try:
        marked = actions.mark(request.form.getlist("who")[:2_000], span_of(year, quarter), clock.today())
    except Invalid as problem:
        return _list(problem.message)
    flash(f"{marked} marked." if marked else "They were marked already.")
    return go(url_for(".long_service", year=year, quarter=quarter))


@bp.post("/awards/long-service/print")
@MANAGE
def print_service() -> Response:
    """Certificates for everybody of this year or quarter."""
    year, quarter = _chosen()
    made = outcome_print.ask(Batch.SERVICE, None, Asked(year=year, quarter=quarter), current_person().id, clock.now())
    return go(url_for(".batch", batch_id=made.id))
