"""Taking part: section by section, nothing kept on the server until it is cast."""

from flask import Response, request, url_for

from engage.access import Permission, current_person, requires
from engage.ballots import draft
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.surveys.actions import casting, lifecycle
from engage.surveys.promise import sentences
from engage.surveys.queries import progress
from engage.surveys.queries import results as released
from engage.surveys.queries import taking as queries
from engage.surveys.queries.taking import Asked
from engage.surveys.rules import from_json, prune
from engage.surveys.views import answering, bp, paper

ANSWER = requires(Permission.SURVEYS_ANSWER)


@bp.get("/")
@ANSWER
def index() -> Response:
    """The surveys this person is asked, those that will ask them, and those with published results."""
    return page(
        "surveys/taking/index.html",
        waiting=queries.open_for(current_person().id),
        coming=[
            (each, sentences(lifecycle.promised(each, from_json(each.questionnaire))))
            for each in queries.coming_up(current_person().id)
        ],
        cancelled=queries.cancelled_for(current_person().id),
        published=released.published(current_person()),
        manages=current_person().may(Permission.SURVEYS_MANAGE),
        followed=progress.followed(current_person().id),
    )


@bp.get("/<int:survey_id>/answer")
@ANSWER
def answer(survey_id: int) -> Response:
    """The first section, with what is promised."""
    survey = _found(survey_id)
    if survey.by_code and survey.is_open:
        return page("surveys/reach/by_code.html", survey=survey, promise=sentences(survey.promise))
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    sheet = _sheet(survey)
    return answering.first(sheet) if survey.is_open else answering.closed(sheet)


@bp.post("/<int:survey_id>/answer")
@ANSWER
@reads
def answer_section(survey_id: int) -> Response:
    """The next section, or the one before, with all earlier answers in its form."""
    survey = _asked(survey_id)
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    sheet = _sheet(survey)
    return answering.step(sheet) if survey.is_open else answering.closed(sheet)


@bp.post("/<int:survey_id>/ballots")
@ANSWER
def cast(survey_id: int) -> Response:
    """Every section is looked at again; then the ballot is sealed and counted, once."""
    survey = _asked(survey_id)
    answers = prune(survey.questionnaire, answering.given(survey.questionnaire, request.form))
    if survey.taken_part:
        return go(url_for(".thanks", survey_id=survey_id))
    sheet = _sheet(survey)
    if not survey.is_open:
        return answering.closed(sheet)
    if found := answering.unfinished(sheet, answers):
        return found
    try:
        casting.cast(survey_id, current_person().id, sheet.number, survey.questionnaire, answers)
    except casting.SurveyClosed:
        return answering.closed(sheet)
    return go(url_for(".thanks", survey_id=survey_id))


@bp.get("/<int:survey_id>/thanks")
@ANSWER
def thanks(survey_id: int) -> Response:
    """That the answers are in, and what happens to them."""
    survey = _asked(survey_id)
    if not survey.taken_part:
        return go(url_for(".answer", survey_id=survey_id))
    paper.put_down(survey_id)
    promise = queries.promised(survey)
    return page("surveys/taking/thanks.html", survey=survey, draft_id=_draft(survey_id)[0], promise=promise)


# A request about a ballot leaves no line in the log; nor does the page that only who took part is led to.
for _view in (answer, answer_section, cast, thanks):
    _view.__dict__["unlogged"] = True


def _asked(survey_id: int) -> Asked:
    """For whoever answers on the page: with a code nobody has a way in here."""
    found = _found(survey_id)
    if found.by_code:
        raise NotThere("There is no such survey for you to answer on this page.")
    return found


def _found(survey_id: int) -> Asked:
    found = queries.asked(survey_id, current_person().id)
    if found is None:
        raise NotThere("There is no such survey for you to answer.")
    return found


def _sheet(survey: Asked) -> answering.Sheet:
    number = survey.survey_id
    return answering.Sheet(
        survey,
        url_for(".answer_section", survey_id=number),
        url_for(".cast", survey_id=number),
        url_for("home.start"),
        paper.in_hand(number),
        _draft(number),
    )


def _draft(survey_id: int) -> tuple[str, str]:
    """Name and key of the encrypted draft on this person's own device."""
    return draft.name_and_key(f"{current_person().id}|{survey_id}")
