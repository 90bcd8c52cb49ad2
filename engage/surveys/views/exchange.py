"""Questionnaires out as files; and the answers of an earlier survey in, as figures."""

from flask import Response, flash, make_response, request, url_for

from engage.access import Permission, requires
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import elsewhere, keys
from engage.surveys.actions.importing import BadFile
from engage.surveys.formats.written import BOTH, FORMATS, by_ending
from engage.surveys.forms.running import AnswersForm
from engage.surveys.models import Survey
from engage.surveys.queries import manage as queries
from engage.surveys.rules import Kind, Questionnaire, from_json
from engage.surveys.views import bp

MANAGE = requires(Permission.SURVEYS_MANAGE)
DIRECTED = frozenset({Kind.SCALE, Kind.SINGLE, Kind.GRID})


def to_look_at(questionnaire: Questionnaire) -> list[str]:
    """What an imported draft may still need, in words; nothing where it is ready."""
    found = []
    problems = len(keys.problems(questionnaire))
    if problems:
        word = "thing has" if problems == 1 else "things have"
        found.append(f"{problems} {word} to be mended before it can open.")
    plain = [q for q in questionnaire.questions if q.kind in DIRECTED]
    told = [q.code for q in plain if all(option.direction is None for option in q.options)]
    if told:
        more = " and others" if len(told) > 20 else ""
        found.append(
            f"No directions: {', '.join(told[:20])}{more}. Results show the share of "
            "each answer only, until you say which answers speak for and which against."
        )
    if not questionnaire.themes and not questionnaire.indices:
        found.append("No theme and no index is named: results cannot sum up questions until one is.")
    return found


@bp.get("/manage/<int:survey_id>/export")
@MANAGE
def export_survey(survey_id: int) -> Response:
    """The formats to choose from, and what each cannot hold."""
    survey = queries.survey(survey_id)
    return page("surveys/exchange/export.html", survey=survey, formats=FORMATS, both=BOTH)


@bp.get("/manage/<int:survey_id>/export/<code>")
@MANAGE
def export_file(survey_id: int, code: str) -> Response:
    """The questionnaire in one format."""
    survey = queries.survey(survey_id)
    found = by_ending(code)
    if found is None:
        raise NotThere("There is no such format.")
    response = make_response(found.write(from_json(survey.questionnaire), survey.title))
    response.headers["Content-Type"] = found.content_type
    response.headers["Content-Disposition"] = f'attachment; filename="survey-{survey_id}.{found.ending}"'
    return response


@bp.get("/manage/<int:survey_id>/earlier-answers")
@MANAGE
def earlier_answers(survey_id: int) -> Response:
    """What taking in earlier answers means, and the form for it."""
    return _answers(queries.survey(survey_id), AnswersForm(formdata=None))


def _answers(survey: Survey, form: AnswersForm, status: int = 200) -> Response:
    return page(
        "surveys/exchange/answers.html",
        status=status,
        survey=survey,
        form=form,
        problems=len(keys.problems(from_json(survey.questionnaire))),
    )


@bp.post("/manage/<int:survey_id>/earlier-answers")
@MANAGE
def take_in_answers(survey_id: int) -> Response:
    """Compute the figures of an archive's answers, and keep these alone."""
    survey = queries.survey(survey_id)
    form = AnswersForm()
    if not form.validate():
        return _answers(survey, form, 422)
    sent = request.form.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    try:
        count = elsewhere.take_in(survey, version, form.file.data.read(), form.days)
    except BadFile as bad:
        form.file.errors = [str(bad)]
        return _answers(survey, form, 422)
    flash(f"The figures of {count:,} responses are computed, and the answers are not kept.")
    return go(url_for(".import_report", survey_id=survey_id))
