"""What somebody is asked about a colleague's nomination: to second it, or for a manager's view."""

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.htmx import go, page
from engage.recognition.actions import nominations_seconding as acts
from engage.recognition.forms.nominations import SecondForm, ViewForm
from engage.recognition.models import ManagerView, Nomination
from engage.recognition.queries import nominations as queries
from engage.recognition.queries import nominations_checking as checking
from engage.recognition.rules.nominations import MOST_SECOND, MOST_VIEW, has_words
from engage.recognition.rules.rounds import closing
from engage.recognition.views import bp

SECOND, VIEW = "/awards/seconding/<int:nomination_id>", "/awards/views/<int:nomination_id>"


@bp.get(SECOND)
@signed_in
def seconding(nomination_id: int) -> Response:
    """The nomination that one is asked to second."""
    row = queries.to_second(nomination_id, current_person().id)
    held = row.seconding
    return _seconding(row, SecondForm(formdata=None, data={"words": held.words if held else ""}))


def _seconding(row: Nomination, form: SecondForm) -> Response:
    of = row.category.round
    return page(
        "recognition/nominations/seconding.html",
        status=422 if form.errors else 200,
        nomination=row,
        round=of,
        form=form,
        most=MOST_SECOND,
        may=queries.standing(row, clock.now()).may_edit,
        closes=closing(of.closes_at, of.extended_to),
        written={each.criterion_id: each.words for each in row.answers},
    )


@bp.post(SECOND)
@signed_in
def seconding_answer(nomination_id: int) -> Response:
    """Agree, with words if one likes; or decline."""
    me = current_person().id
    row, form = queries.to_second(nomination_id, me), SecondForm()
    if not form.validate():
        return _seconding(row, form)
    agreed = request.form.get("do") == "agree"
    acts.answer(row, me, agreed, form.words.data or "", clock.now())
    flash("Thank you. You second this nomination." if agreed else "You declined. Whoever asked you is told.")
    return go(url_for(".awards"))


@bp.get(VIEW)
@signed_in
def manager_view(nomination_id: int) -> Response:
    """The entry that one is asked about as the nominee's manager."""
    row, held = queries.to_view(nomination_id, current_person().id)
    return _view(row, held, ViewForm(formdata=None, data={"words": held.words}))


def _view(row: Nomination, held: ManagerView, form: ViewForm) -> Response:
    entries = [row, *checking.joined_to(row)]
    return page("recognition/nominations/view.html", status=422 if form.errors else 200, nomination=row, held=held,
                form=form, most=MOST_VIEW, entries=entries, round=row.category.round)  # fmt: skip


@bp.post(VIEW)
@signed_in
def manager_view_save(nomination_id: int) -> Response:
    """What one says, or that one has nothing to say."""
    row, held = queries.to_view(nomination_id, current_person().id)
    form = ViewForm()
    nothing = request.form.get("do") == "nothing"
    valid = form.validate()
    if not nothing and valid and not has_words(form.words.data or ""):
        form.words.errors = ["Write something, or choose “I have nothing to say”."]
        valid = False
    if not nothing and not valid:
        return _view(row, held, form)
    acts.say(held, "" if nothing else form.words.data or "", clock.now())
    flash("Thank you. Those who run the awards can read it." if not nothing else "Thank you. That is noted.")
    return go(url_for(".awards"))
