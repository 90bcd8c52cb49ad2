"""Reviewing comments, for the reviewers of a survey alone: one at a time, masked, with nothing beside it."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.directory import queries_names as directory
from engage.directory.queries_themes import themes as every_theme
from engage.surveys.actions import comments_publishing as publishing
from engage.surveys.actions import comments_reviewing as actions
from engage.surveys.forms.comments import ReviewForm
from engage.surveys.models import SurveyComment
from engage.surveys.queries import comments_review as queries
from engage.surveys.queries.comments_review import Review
from engage.surveys.rules import comments as rules
from engage.surveys.rules import from_json
from engage.surveys.rules.masking import Masked, Masker, capitalised
from engage.surveys.rules.masking_patterns import KINDS
from engage.surveys.views import bp

LARGEST = 2**31 - 1


@bp.get("/<int:survey_id>/review")
@signed_in
def review(survey_id: int) -> Response:
    """The next comment that waits, or that none does."""
    me = current_person().id
    found = queries.of_reviewer(survey_id, me)
    after = request.args.get("after", 0, type=int)
    row = None if found.is_published else queries.waiting(survey_id, me, after if 0 < after <= LARGEST else 0)
    if row is None:
        quotations = queries.proposed(survey_id) if found.is_published else ()
        return page("surveys/comments/review_done.html", found=found, me=me, quotations=quotations)
    return _one(found, row, ReviewForm(formdata=None))


@bp.get("/<int:survey_id>/review/<int:comment_id>")
@signed_in
def review_one(survey_id: int, comment_id: int) -> Response:
    """One comment, decided or not."""
    found = _running(survey_id)
    row = queries.comment(survey_id, comment_id)
    return _one(found, row, ReviewForm(formdata=None))


@bp.post("/<int:survey_id>/review/<int:comment_id>")
@signed_in
def review_save(survey_id: int, comment_id: int) -> Response:
    """Mask more, or decide; then the next."""
    found = queries.of_reviewer(survey_id, current_person().id)
    row, form = queries.comment(survey_id, comment_id), ReviewForm()
    form.offer(_offered(row))
    phrases = rules.phrases(form.words.data or "")
    masks = request.form.get("act") == "mask"
    if masks and not phrases:
        form.words.errors = ["Enter the words to mask."]
        return _one(found, row, form, 422)
    if not masks and not form.validate():
        return _one(found, row, form, 422)
    try:
        if masks:
            actions.mask(survey_id, comment_id, phrases, form.seen)
            flash("Masked. Look at it again, then decide.")
            return go(url_for(".review_one", survey_id=survey_id, comment_id=comment_id))
        made = actions.Decision(rules.State(form.state.data), form.reason.data or "", form.chosen)
        actions.decide(survey_id, comment_id, made, phrases, form.seen)
    except Invalid as invalid:
        form.words.errors = [invalid.message]
        return _one(found, row, form, 422)
    flash("The comment is approved." if form.state.data == rules.State.APPROVED else "The comment is withheld.")
    return go(url_for(".review", survey_id=survey_id, after=comment_id))


@bp.get("/<int:survey_id>/review/<any(approved, withheld):state>")
@signed_in
def review_decided(survey_id: int, state: str) -> Response:
    """What was decided so far, to look at again."""
    found = _running(survey_id)
    return page(
        "surveys/comments/review_decided.html", found=found, state=state, reasons=rules.REASONS,
        rows=queries.decided(survey_id, rules.State(state), request.args.get("page", 1, type=int)),
        address=lambda at: url_for(".review_decided", survey_id=survey_id, state=state, page=at if at > 1 else None),
    )  # fmt: skip


@bp.post("/<int:survey_id>/quotations/<int:quotation_id>/agree")
@signed_in
def agree_to_quotation(survey_id: int, quotation_id: int) -> Response:
    """A second person agrees: of the OD team, or a reviewer of this survey."""
    me = current_person()
    keeps = me.may(Permission.SURVEYS_MANAGE)
    if not keeps:
        queries.of_reviewer(survey_id, me.id)
    publishing.agree(queries.quotation(survey_id, quotation_id), me.id)
    flash("Agreed. All staff may read it, and reports can hold it.")
    return go(url_for(".comments_manage" if keeps else ".review", survey_id=survey_id))


def _running(survey_id: int) -> Review:
    """Once a review is over nobody needs to read what was withheld."""
    found = queries.of_reviewer(survey_id, current_person().id)
    if found.is_published:
        raise NotThere("The review of these comments is over.")
    return found


def _offered(row: SurveyComment) -> list[tuple[int, str]]:
    held = [(each.id, each.name) for each in row.themes if not each.offered]
    return [*((each.id, each.name) for each in every_theme()), *held]


def _one(found: Review, row: SurveyComment, form: ReviewForm, status: int = 200) -> Response:
    form.offer(_offered(row))
    if not form.is_submitted():
        form.themes.data = [str(each.id) for each in row.themes]
        form.state.data = row.state if row.state != rules.State.WAITING else None
        form.reason.data = row.reason or None
    form.version.data = str(row.version)
    return page(
        "surveys/comments/review.html", status=status, found=found, row=row, form=form, kinds=KINDS,
        asked=rules.asked(from_json(found.survey.questionnaire), row.question) or row.question,
        masked=Masked(row.text).found, doubtful=_doubtful(row.text),
    )  # fmt: skip


def _doubtful(text: str) -> Sequence[str]:
    """What could be somebody's name: only these words are looked up."""
    return Masker(directory.names_among(capitalised(text))).doubtful(text)
