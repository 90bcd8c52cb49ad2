"""Forms on paper: the questionnaire to print, and typing in what came back, one form after the other."""

from collections.abc import Mapping

from flask import Response, flash, request, session, url_for

from engage.core import pdf
from engage.core.errors import Conflict
from engage.core.htmx import go, page
from engage.surveys.actions import casting, code_letters, stages
from engage.surveys.actions import papers as actions
from engage.surveys.actions.codes import digest_of
from engage.surveys.forms.codes import PaperCodeForm
from engage.surveys.models import Survey
from engage.surveys.promise import sentences
from engage.surveys.queries import codes as queries
from engage.surveys.queries import manage
from engage.surveys.rules import Answers, Questionnaire, from_json, problems, prune, visible_sections
from engage.surveys.rules import codes as rules
from engage.surveys.views import answering, bp, paper
from engage.surveys.views.codes import NO_CODE
from engage.surveys.views.codes_made import pdf_answer
from engage.surveys.views.drawing import drawn
from engage.surveys.views.manage import MANAGE
from engage.surveys.views.manage_words import conditions
from engage.surveys.views.on_paper import sheet
from engage.surveys.views.wording import said

BATCH = "papers-typed"
NO_GOOD = (
    "This code does not open this survey: it may have been used, or was cancelled, or is of another survey. "
    "Without a code of its own a form is not counted"
)


@bp.get("/manage/<int:survey_id>/paper-form")
@MANAGE
def paper_form(survey_id: int) -> Response:
    """The questionnaire as it was fixed, to print and to copy."""
    survey = manage.survey(survey_id)
    if not survey.promise:
        raise Conflict("The form is printed once the survey is open: until then its questions and promise may change.")
    questionnaire = from_json(survey.questionnaire)
    data = {
        **code_letters.about(survey),
        "intro": [each for each in survey.intro.split("\n\n") if each],
        "promise": list(sentences(survey.promise, by_code=True)),
        "sections": sheet(questionnaire, conditions(questionnaire)),
        "letters": rules.LETTERS,
        "grouped": rules.GROUPED_BY,
    }
    return pdf_answer(f"form-{survey_id}", pdf.make("survey_form.typ", survey.title, data), keep=False)


@bp.get("/manage/<int:survey_id>/papers")
@MANAGE
def type_papers(survey_id: int) -> Response:
    """An empty form, and how many have been typed in this batch."""
    return _show(manage.survey(survey_id), PaperCodeForm(formdata=None), {})


@bp.post("/manage/<int:survey_id>/papers")
@MANAGE
def type_paper(survey_id: int) -> Response:
    """One form: sealed and counted, once; then the next."""
    survey, form = manage.survey(survey_id), PaperCodeForm()
    stages.refuse(survey, "type papers")
    questionnaire = actions.as_on_paper(from_json(survey.questionnaire))
    answers = answering.given(questionnaire, request.form)
    kept = prune(questionnaire, answers)
    wrong = _wrong(questionnaire, kept)
    digest = _digest(survey_id, form)
    if digest is None or wrong:
        return _show(survey, form, answers, wrong, 422)
    try:
        actions.cast(survey_id, digest, paper.typed_number(survey_id, digest), questionnaire, kept)
    except casting.CodeSpent:
        form.code.errors = [NO_GOOD]
        return _show(survey, form, answers, {}, 422)
    except casting.SurveyClosed as closed:
        raise Conflict("The survey has closed. This form was not counted.") from closed
    session.pop(paper.TYPED, None)
    session[BATCH] = {**session.get(BATCH, {}), str(survey_id): _typed(survey_id) + 1}
    return go(url_for(".type_papers", survey_id=survey_id))


@bp.post("/manage/<int:survey_id>/papers/end")
@MANAGE
def end_papers(survey_id: int) -> Response:
    """The batch is done: how many there were is noted, and nothing else."""
    papers = _typed(survey_id)
    actions.end_batch(manage.survey(survey_id), papers)
    session[BATCH] = {key: each for key, each in session.get(BATCH, {}).items() if key != str(survey_id)}
    flash(f"The batch is ended: {papers} {'form' if papers == 1 else 'forms'}. You can destroy the paper now.")
    return go(url_for(".manage_survey", survey_id=survey_id))


# A request about a ballot leaves nothing in the log.
for _view in (type_papers, type_paper):
    _view.__dict__["unlogged"] = True


def _typed(survey_id: int) -> int:
    return int(session.get(BATCH, {}).get(str(survey_id), 0))


def _digest(survey_id: int, form: PaperCodeForm) -> str | None:
    """What is kept of the form's code, where it still opens this survey; else the form says why not."""
    if not form.validate():
        return None
    typed = rules.read(form.code.data or "")
    if typed is None:
        form.code.errors = [NO_CODE.format("the form")]
        return None
    digest = digest_of(typed)
    found = queries.by_code(digest)
    if found is None or found.asked.survey_id != survey_id or not found.opens:
        form.code.errors = [NO_GOOD]
        return None
    return digest


def _wrong(questionnaire: Questionnaire, kept: Answers) -> dict[str, str]:
    """What cannot be taken as it was typed, over all sections."""
    found: dict[str, str] = {}
    for section in visible_sections(questionnaire, kept):
        found |= said(section, problems(section, kept, kept))
    return found


def _show(
    survey: Survey, form: PaperCodeForm, answers: Answers, errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    questionnaire = actions.as_on_paper(from_json(survey.questionnaire))
    numbers = {each.code: n for n, each in enumerate(questionnaire.questions, 1)}
    code_errors = {"code": form.code.errors[0]} if form.code.errors else {}
    return page(
        "surveys/codes/papers.html",
        status=status,
        survey=survey,
        form=form,
        errors={**code_errors, **(errors or {})},
        possible=stages.possible(survey),
        paper=paper.typed_in(survey.id),
        typed=_typed(survey.id),
        sections=[
            (section, [drawn(each, answers, errors or {}, numbers[each.code]) for each in section.questions])
            for section in questionnaire.sections
        ],
    )
