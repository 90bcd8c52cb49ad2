"""Questions at an event: everybody's list, asking, and what an asker may do with their own."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.events.actions import questions as actions
from engage.events.forms.after import AskForm
from engage.events.models import Event
from engage.events.queries import questions as queries
from engage.events.queries.after_times import times
from engage.events.queries.events import visible
from engage.events.rules import questions as rules
from engage.events.rules.after import MOST_QUESTION
from engage.events.views import bp

ONLY = {"": "All of them", "answered": "With an answer", "unanswered": "Without an answer"}


@bp.get("/events/<int:event_id>/questions")
@signed_in
def questions(event_id: int) -> Response:
    """What was asked, what was answered, and room to ask."""
    return _page(visible(event_id, current_person()), AskForm(formdata=None))


def _page(event: Event, form: AskForm, status: int = 200) -> Response:
    me, when = current_person(), times(event)
    only = request.args.get("show", "")
    asked = queries.Asked(only if only in ONLY else "", request.args.get("order") == "time")
    return page(
        "events/after/questions.html",
        fragment="events/after/_question_list.html",
        status=status,
        event=event,
        form=form,
        asking=when.asking(clock.now()),
        forgets=when.asking_ends,
        asked=asked,
        only=ONLY,
        found=queries.shown(event.id, asked, request.args.get("page", 1, type=int)),
        own=queries.own(event.id, me.id),
        manages=me.may(Permission.EVENTS_MANAGE),
        most=MOST_QUESTION,
    )


@bp.post("/events/<int:event_id>/questions")
@signed_in
def ask(event_id: int) -> Response:
    """A question, with a name or without."""
    event, form, me = visible(event_id, current_person()), AskForm(), current_person()
    if not form.validate():
        return _page(event, form, 422)
    try:
        row = actions.ask(event, form.words.data or "", form.named.data == "y", me.id, clock.now())
    except Invalid as problem:
        form.form_errors.append(problem.message)
        return _page(event, form, 422)
    flash("Your question is sent. The OD team looks at it before everybody reads it.")
    return go(url_for(".question", event_id=event_id, question_id=row.id))


@bp.get("/events/<int:event_id>/questions/<int:question_id>")
@signed_in
def question(event_id: int, question_id: int) -> Response:
    """One question, for whoever may see it."""
    me = current_person()
    event, row = queries.seen(event_id, question_id, me)
    where = queries.standing(row)
    return page(
        "events/after/question.html",
        event=event,
        row=row,
        mine=rules.is_asker(where, me.id),
        may_withdraw=rules.may_withdraw(where, me.id),
        may_unname=rules.may_unname(where, me.id, row.named),
        manages=me.may(Permission.EVENTS_MANAGE),
    )


@bp.post("/events/<int:event_id>/questions/<int:question_id>/withdraw")
@signed_in
def withdraw_question(event_id: int, question_id: int) -> Response:
    """Its asker takes it back."""
    _, row = queries.seen(event_id, question_id, current_person())
    actions.withdraw(row, current_person().id)
    flash("Your question is taken back. Nobody sees it any more.")
    return go(url_for(".questions", event_id=event_id))


@bp.post("/events/<int:event_id>/questions/<int:question_id>/unname")
@signed_in
def unname_question(event_id: int, question_id: int) -> Response:
    """Its asker takes their name off."""
    _, row = queries.seen(event_id, question_id, current_person())
    actions.unname(row, current_person().id)
    flash("Your name is no longer shown with your question.")
    return go(url_for(".question", event_id=event_id, question_id=question_id))
