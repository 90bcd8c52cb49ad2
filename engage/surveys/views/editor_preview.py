"""The preview of a question while it is written: what the page holds, drawn as a respondent would see it."""

from flask import Response
from markupsafe import Markup

from engage.core.htmx import page, wants_fragment
from engage.core.marks import reads
from engage.surveys.actions import edits
from engage.surveys.forms.editor import QuestionForm
from engage.surveys.queries import manage as queries
from engage.surveys.rules import BadEdit, Question, Questionnaire, from_json, question, section_of
from engage.surveys.views import bp
from engage.surveys.views.drawing import sketched
from engage.surveys.views.editor_conditions import offer
from engage.surveys.views.editor_question import edit_form, found_or_404, sent_by
from engage.surveys.views.manage import MANAGE


@bp.post("/manage/<int:survey_id>/questions/<code>/preview")
@MANAGE
@reads
def preview_question(survey_id: int, code: str) -> Response:
    """How the question would look if it were saved as the page holds it; nothing is saved."""
    survey = queries.survey(survey_id)
    questionnaire = from_json(survey.questionnaire)
    found, form = found_or_404(questionnaire, code), QuestionForm()
    offer(form, questionnaire, found)
    waits = not form.validate()
    shown = found
    if not waits:
        try:
            sent = sent_by(found, form, "save")
            doc = edits.send_question(questionnaire, code, sent, "save")
            shown = question(doc, sent.changes["code"])
        except BadEdit:
            waits = True
    drawing = sketch(questionnaire, found, shown)
    if wants_fragment():
        return page("surveys/manage/_question_preview.html", sketch=drawing, waits=waits)
    return edit_form(survey, questionnaire, found, form, sketch=drawing, waits=waits)


def sketch(questionnaire: Questionnaire, found: Question, shown: Question) -> Markup:
    """A question under the number that it has on its page."""
    return sketched(shown, section_of(questionnaire, found.code).questions.index(found) + 1)
