"""What the OD team does with questions at an event."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.htmx import go, page
from engage.directory.queries_themes import themes
from engage.events.actions import questions as actions
from engage.events.forms.after import AnswerForm, FromTheRoomForm, HideForm, ThemeForm
from engage.events.models import Event, EventQuestion
from engage.events.queries import questions as queries
from engage.events.queries.after_times import managed
from engage.events.views import bp

MANAGE = requires(Permission.EVENTS_MANAGE)


def offered(held: EventQuestion | None = None) -> Sequence[tuple[int, str]]:
    """The themes to choose from, and the one that is chosen already though nobody is offered it any more."""
    found = [(each.id, each.name) for each in themes()]
    theme = held.theme if held else None
    if theme is not None and theme.id not in {number for number, _ in found}:
        found.append((theme.id, theme.name))
    return found


@bp.get("/events/manage/<int:event_id>/questions")
@MANAGE
def questions_manage(event_id: int) -> Response:
    """All of an event's, what waits first; never who asked without a name."""
    form = FromTheRoomForm(formdata=None)
    form.offer(offered())
    return _list(managed(event_id), form)


def _list(event: Event, form: FromTheRoomForm) -> Response:
    return page(
        "events/after/questions_manage.html",
        status=422 if form.errors else 200,
        event=event,
        form=form,
        found=queries.for_the_od_team(event.id, request.args.get("page", 1, type=int)),
    )


@bp.post("/events/manage/<int:event_id>/questions")
@MANAGE
def take_down_question(event_id: int) -> Response:
    """A question that was asked aloud."""
    event, form = managed(event_id), FromTheRoomForm()
    form.offer(offered())
    if not form.validate():
        return _list(event, form)
    row = actions.take_down(event, form.words.data or "", form.theme_id, clock.now())
    flash("The question is taken down, and shown to everybody who can see the event.")
    return go(url_for(".question_manage", event_id=event_id, question_id=row.id))


@bp.get("/events/manage/<int:event_id>/questions/<int:question_id>")
@MANAGE
def question_manage(event_id: int, question_id: int) -> Response:
    """One question: show it, answer it or hide it."""
    row = queries.of_event(event_id, question_id)
    given = {"answer": row.answer, "by": row.answered_by, "theme": str(row.theme_id or "")}
    return _one(managed(event_id), row, AnswerForm(formdata=None, data=given), HideForm(formdata=None))


def _one(event: Event, row: EventQuestion, form: AnswerForm, hiding: HideForm) -> Response:
    form.offer(offered(row))
    bad = form.errors or hiding.errors
    return page("events/after/question_manage.html", status=422 if bad else 200, event=event, row=row, form=form,
                hiding=hiding)  # fmt: skip


@bp.post("/events/manage/<int:event_id>/questions/<int:question_id>/answer")
@MANAGE
def answer_question(event_id: int, question_id: int) -> Response:
    """Answer it for all to see."""
    row, form = queries.of_event(event_id, question_id), AnswerForm()
    form.offer(offered(row))
    if not form.validate():
        return _one(managed(event_id), row, form, HideForm(formdata=None))
    actions.answer(row, actions.Answer(form.answer.data or "", form.by.data or "", form.theme_id), clock.now())
    flash("The answer is shown to everybody who can see the event.")
    return go(url_for(".questions_manage", event_id=event_id))


@bp.post("/events/manage/<int:event_id>/questions/<int:question_id>/show")
@MANAGE
def show_question(event_id: int, question_id: int) -> Response:
    """Show it; it is answered later, or was before."""
    row, form = queries.of_event(event_id, question_id), ThemeForm()
    form.offer(offered(row))
    actions.show(row, form.theme_id if form.validate() and form.theme_id else row.theme_id)
    flash("The question is shown to everybody who can see the event.")
    return go(url_for(".questions_manage", event_id=event_id))


@bp.post("/events/manage/<int:event_id>/questions/<int:question_id>/hide")
@MANAGE
def hide_question(event_id: int, question_id: int) -> Response:
    """Do not show it, and say why to whoever asked."""
    row, hiding = queries.of_event(event_id, question_id), HideForm()
    if not hiding.validate():
        given = {"answer": row.answer, "by": row.answered_by, "theme": str(row.theme_id or "")}
        return _one(managed(event_id), row, AnswerForm(formdata=None, data=given), hiding)
    actions.hide(row, hiding.why.data or "")
    flash("The question is hidden. Whoever asked reads why.")
    return go(url_for(".questions_manage", event_id=event_id))
