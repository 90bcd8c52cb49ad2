"""The OD team's side of comments: who reads and reviews them, publishing, quotations, keywords of themes."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.queries_themes import theme as theme_of
from engage.directory.rules.choosing import PERSON, parse
from engage.surveys import promise
from engage.surveys.actions import comments_publishing as publishing
from engage.surveys.actions import comments_reviewing as reviewing
from engage.surveys.actions import comments_themes
from engage.surveys.forms.comments import (
    READERS,
    KeywordsForm,
    PublishCommentsForm,
    QuoteForm,
    ReadersForm,
    TakeBackForm,
)
from engage.surveys.models import Survey, SurveyComment
from engage.surveys.queries import comments_review as queries
from engage.surveys.queries import manage
from engage.surveys.queries.comments_review import comment as comment_of
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules import comments as rules
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE

LONGEST, MOST_CHOSEN = 100, 5


def _back(survey_id: int) -> Response:
    return go(url_for(".comments_manage", survey_id=survey_id))


def promised_readers(survey: Survey) -> str:
    """Who reads comments: as promised, or as a survey that is not open yet will promise."""
    if not survey.promise:
        return survey.comments_read_by
    return promise.from_text(survey.promise).comments_read_by or rules.Readers.NOBODY


@bp.get("/manage/<int:survey_id>/comments")
@MANAGE
def comments_manage(survey_id: int) -> Response:
    """Where the comments of a survey stand."""
    return _manage(survey_id)


def _manage(
    survey_id: int, status: int = 200, problem: str = "", keys: Sequence[str] = (), publish: str = ""
) -> Response:
    found = queries.review(survey_id)
    survey, readers = found.survey, promised_readers(found.survey)
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "surveys/comments/manage.html", status=status, found=found, survey=survey,
        readers=READERS[rules.Readers(readers)], is_read=readers != rules.Readers.NOBODY,
        is_draft=survey.stage == Stage.DRAFT, problem=problem,
        reviewers=queries.reviewers(survey_id), quotations=queries.proposed(survey_id), me=current_person().id,
        form=ReadersForm(formdata=None, data={"readers": survey.comments_read_by}),
        publish=PublishCommentsForm(formdata=None), not_published=publish, q=typed,
        chosen=choosing.chosen(keys, (PERSON,)), found_people=choosing.find(typed, (PERSON,)) if typed else (),
    )  # fmt: skip


@bp.post("/manage/<int:survey_id>/comments/readers")
@MANAGE
def comments_readers(survey_id: int) -> Response:
    """Who reads comments, chosen in a draft."""
    form = ReadersForm()
    if not form.validate():
        raise Invalid("Choose who reads the comments.")
    reviewing.set_readers(manage.survey(survey_id), form.readers.data)
    flash("Saved. Staff are promised it when the survey opens.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/comments/reviewers")
@MANAGE
def add_reviewer(survey_id: int) -> Response:
    """One more reviewer."""
    survey = manage.survey(survey_id)
    keys = request.form.getlist("reviewer")[:MOST_CHOSEN]
    if request.form.get("find") and request.form.get("q", "").strip():
        return _manage(survey_id, keys=keys)
    people = [each.id for each in choosing.chosen(keys, (PERSON,))] if parse(keys, (PERSON,)) else []
    if not people:
        return _manage(survey_id, 422, "Choose who reviews the comments.")
    try:
        reviewing.add_reviewer(survey, people[0])
    except Invalid as invalid:
        return _manage(survey_id, 422, invalid.message, keys)
    flash("They are a reviewer now.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/comments/reviewers/<int:person_id>/remove")
@MANAGE
def remove_reviewer(survey_id: int, person_id: int) -> Response:
    """One fewer."""
    reviewing.remove_reviewer(manage.survey(survey_id), person_id)
    flash("They are no reviewer any more. What they decided stays.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/comments/publish")
@MANAGE
def publish_comments(survey_id: int) -> Response:
    """Show what was approved."""
    form = PublishCommentsForm()
    try:
        shown = publishing.publish(manage.survey(survey_id), bool(form.rest.data), clock.now())
    except Conflict as problem:
        return _manage(survey_id, 409, publish=problem.message)
    flash(f"Published: {shown:,} comments can be read." if shown else "Published: too few were approved to show any.")
    return _back(survey_id)


@bp.get("/manage/<int:survey_id>/comments/<int:comment_id>")
@MANAGE
def published_comment(survey_id: int, comment_id: int) -> Response:
    """One published comment: quote it, or take it back."""
    return _published(survey_id, _shown(survey_id, comment_id), QuoteForm(formdata=None), TakeBackForm(formdata=None))


def _shown(survey_id: int, comment_id: int) -> SurveyComment:
    row = comment_of(survey_id, comment_id)
    if not row.shown:
        raise NotThere("There is no such comment.")
    return row


def _published(survey_id: int, row: SurveyComment, quote: QuoteForm, back: TakeBackForm, status: int = 200) -> Response:
    survey = manage.survey(survey_id)
    if not quote.is_submitted():
        quote.words.data = row.text if rules.is_quotable(row.text) else ""
    return page(
        "surveys/comments/published.html", status=status, survey=survey, row=row, quote=quote, back=back,
        asked=rules.asked(from_json(survey.questionnaire), row.question) or row.question,
    )  # fmt: skip


@bp.post("/manage/<int:survey_id>/comments/<int:comment_id>/quotation")
@MANAGE
def quote_comment(survey_id: int, comment_id: int) -> Response:
    """Propose a few words of it."""
    row, form = _shown(survey_id, comment_id), QuoteForm()
    if not form.validate():
        return _published(survey_id, row, form, TakeBackForm(formdata=None), 422)
    try:
        publishing.quote(row, form.words.data or "", current_person().id)
    except (Invalid, Conflict) as problem:
        form.words.errors = [problem.message]
        return _published(survey_id, row, form, TakeBackForm(formdata=None), 422)
    flash("Proposed. Somebody else, of the OD team or a reviewer, must agree before staff read it.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/comments/<int:comment_id>/take-back")
@MANAGE
def take_comment_back(survey_id: int, comment_id: int) -> Response:
    """Withhold what was published."""
    row, form = _shown(survey_id, comment_id), TakeBackForm()
    if not form.validate():
        return _published(survey_id, row, QuoteForm(formdata=None), form, 422)
    publishing.take_back(manage.survey(survey_id), comment_id, form.reason.data)
    flash("The comment is taken back.")
    return _back(survey_id)


@bp.post("/manage/<int:survey_id>/quotations/<int:quotation_id>/remove")
@MANAGE
def remove_quotation(survey_id: int, quotation_id: int) -> Response:
    """Quote it no longer."""
    publishing.remove_quotation(queries.quotation(survey_id, quotation_id))
    flash("It is no longer quoted.")
    return _back(survey_id)


@bp.get("/manage/keywords")
@MANAGE
def theme_keywords() -> Response:
    """Every theme with its keywords."""
    return page("surveys/comments/keywords.html", rows=queries.keywords())


@bp.get("/manage/keywords/<int:theme_id>")
@MANAGE
def edit_keywords(theme_id: int) -> Response:
    """The keywords of one theme."""
    held = next((words for theme, words in queries.keywords() if theme.id == theme_id), ())
    return _keywords(theme_id, KeywordsForm(formdata=None, data={"words": "\n".join(each.word for each in held)}))


def _keywords(theme_id: int, form: KeywordsForm, status: int = 200) -> Response:
    row = theme_of(theme_id)
    if row is None:
        raise NotThere("There is no such theme.")
    return page("surveys/comments/keywords_edit.html", status=status, theme=row, form=form)


@bp.post("/manage/keywords/<int:theme_id>")
@MANAGE
def save_keywords(theme_id: int) -> Response:
    """Save them; the worker looks for them."""
    form = KeywordsForm()
    if not form.validate():
        return _keywords(theme_id, form, 422)
    try:
        number = comments_themes.set_keywords(theme_id, form.words.data or "")
    except Invalid as invalid:
        form.words.errors = [invalid.message]
        return _keywords(theme_id, form, 422)
    flash(
        f"Saved: {number:,} keywords. All comments are looked through again now." if number else "No keyword is left."
    )
    return go(url_for(".theme_keywords"))
