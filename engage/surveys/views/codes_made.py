"""Codes as the OD team sees them: how many are wanted where, what was made, and never which were used."""

from collections.abc import Mapping

from flask import Response, flash, make_response, request, url_for

from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.surveys.actions import code_letters as letters
from engage.surveys.actions import codes as actions
from engage.surveys.actions import stages
from engage.surveys.models import Survey
from engage.surveys.queries import codes as queries
from engage.surveys.queries import manage
from engage.surveys.rules import codes as rules
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE

NOT_A_NUMBER = "Enter a whole number of codes, or leave it empty"


@bp.get("/manage/<int:survey_id>/codes")
@MANAGE
def survey_codes(survey_id: int) -> Response:
    """How many letters are wanted, by site and group; the batches that were made."""
    return _show(manage.survey(survey_id))


@bp.post("/manage/<int:survey_id>/codes")
@MANAGE
@reads
def make_codes(survey_id: int) -> Response:
    """The letters, as the one and only copy of their codes."""
    survey = manage.survey(survey_id)
    typed = {name: value.strip() for name, value in request.form.items() if name.startswith("n-")}
    if wrong := {name: NOT_A_NUMBER for name, value in typed.items() if value and not _is_number(value)}:
        return _show(survey, typed, wrong, 422)
    wanted = {
        (place.group, place.site): int(typed.get(_name(place), "") or 0) for place in queries.places(survey)
    }  # fmt: skip
    try:
        content = letters.print_once(survey_id, wanted, clock.today())
    except Invalid as refused:
        return _show(survey, typed, {"": str(refused)}, 422)
    return pdf_answer(f"letters-{survey_id}", content)


@bp.post("/manage/<int:survey_id>/codes/<int:batch_id>/cancel")
@MANAGE
def cancel_codes(survey_id: int, batch_id: int) -> Response:
    """A spoiled batch, as a whole."""
    actions.cancel(manage.survey(survey_id), queries.batch(survey_id, batch_id))
    flash("The batch is cancelled. Its codes that were not used open nothing any more.")
    return go(url_for(".survey_codes", survey_id=survey_id))


@bp.get("/manage/<int:survey_id>/codes/reminder")
@MANAGE
def code_reminder(survey_id: int) -> Response:
    """A sheet for a site's wall; it names nobody."""
    survey, site = manage.survey(survey_id), request.args.get("site", "")
    # A pool asks whoever has not answered the one before it: that nobody is asked at a site would say who has.
    stages.refuse(survey, "make codes")
    if site not in {each.site for each in queries.places(survey)}:
        raise NotThere("Nobody is asked at that site.")
    return pdf_answer(f"reminder-{survey_id}", letters.reminder(survey, site), keep=False)


def _name(place: queries.Place) -> str:
    """A field's name that does not hang on the order of the places."""
    return f"n-{actions.digest_of(f'{place.group}|{place.site}')[:16]}"


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 5


def _show(
    survey: Survey, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    places, offered, called = queries.places(survey), queries.wanted(survey), queries.names(survey)
    return page(
        "surveys/codes/made.html",
        status=status,
        survey=survey,
        possible=stages.possible(survey),
        lines=[
            (place, _name(place), (typed or {}).get(_name(place), offered.get((place.group, place.site), "")))
            for place in places
        ],
        sites=sorted({place.site for place in places}, key=str.casefold),
        batches=[(each, called.get(each.group_code, each.group_code)) for each in queries.batches(survey.id)],
        errors=errors or {},
        most=rules.MOST_AT_ONCE,
    )


def pdf_answer(name: str, content: bytes, keep: bool = True) -> Response:
    """A PDF to keep while the page stays, or to look at."""
    response = make_response(content)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'{"attachment" if keep else "inline"}; filename="{name}.pdf"'
    return response
