"""Stories: the list and one page each, and what whoever it concerns may do with one."""

from flask import Response, flash, request, url_for

from engage.access import Permission, Viewer, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory.queries_framework import in_force
from engage.recognition.actions import stories as actions
from engage.recognition.forms.stories import DeclineForm
from engage.recognition.models import Story
from engage.recognition.queries import stories as queries
from engage.recognition.rules import stories as rules
from engage.recognition.views import bp

MANAGE = requires(Permission.THANKS_MANAGE)


@bp.get("/stories/")
@signed_in
def stories() -> Response:
    """What all staff may read, and what waits for this person."""
    me = current_person()
    return page(
        "recognition/stories/index.html",
        fragment="recognition/stories/_story_list.html",
        found=queries.shown(request.args.get("page", 1, type=int)),
        own=queries.own(me.id),
        asking=queries.asking(me.id),
        waiting=queries.to_decide() if me.may(Permission.THANKS_MANAGE) else (),
        standing=queries.standing,
        decides=me.may(Permission.THANKS_MANAGE),
    )


@bp.get("/stories/<int:story_id>")
@signed_in
def story(story_id: int) -> Response:
    """One story, for whoever may see it."""
    return show(queries.seen(story_id, current_person()))


def show(row: Story, status: int = 200, form: DeclineForm | None = None, lacking: Invalid | None = None) -> Response:
    """Its page, with what this person may do."""
    me, where = current_person(), queries.standing(row)
    author = row.author_id == me.id
    decides = me.may(Permission.THANKS_MANAGE)
    return page(
        "recognition/stories/show.html",
        status=status,
        row=row,
        picture=queries.picture_of(row.id),
        where=where,
        author=author,
        may=_may(where, me, decides),
        gone=queries.gone(row) if author and row.people and row.state in rules.ASKS else (),
        form=form or DeclineForm(formdata=None),
        lacking=lacking,
    )


def _may(where: rules.Standing, me: Viewer, decides: bool) -> dict[str, bool]:
    return {
        "write": rules.may_write(where, me.id),
        "send": rules.may_send(where, me.id),
        "withdraw": rules.may_withdraw(where, me.id),
        "consent": rules.may_consent(where, me.id),
        "refuse": rules.may_refuse(where, me.id),
        "decide": decides and rules.may_decide(where),
    }


@bp.post("/stories/<int:story_id>/send")
@signed_in
def story_send(story_id: int) -> Response:
    """To whoever it shows, then to the OD team."""
    row = queries.seen(story_id, current_person())
    framework = in_force(clock.today())
    try:
        actions.send(row, current_person().id, framework is not None, clock.now())
    except Invalid as invalid:
        return show(row, 422, lacking=invalid)
    flash(
        "The story is sent. Whoever it names is asked first, then the OD team."
        if row.people
        else "The story is sent to the OD team."
    )
    return _back(story_id)


@bp.post("/stories/<int:story_id>/withdraw")
@signed_in
def story_withdraw(story_id: int) -> Response:
    """Its author takes it back."""
    actions.withdraw(queries.seen(story_id, current_person()), current_person().id, clock.now())
    flash("The story is taken back. Nobody else sees it now.")
    return _back(story_id)


@bp.post("/stories/<int:story_id>/delete")
@signed_in
def story_delete(story_id: int) -> Response:
    """Its author deletes it."""
    actions.delete(queries.seen(story_id, current_person()), current_person().id)
    flash("The story is deleted.")
    return go(url_for(".stories"))


@bp.post("/stories/<int:story_id>/consent")
@signed_in
def story_consent(story_id: int) -> Response:
    """Whoever it shows says yes."""
    actions.consent(queries.seen(story_id, current_person()), current_person().id, clock.now())
    flash("Thank you. You can change your mind at any time, on the story’s page.")
    return _back(story_id)


@bp.post("/stories/<int:story_id>/refuse")
@signed_in
def story_refuse(story_id: int) -> Response:
    """Whoever it shows says no, now or later."""
    actions.refuse(queries.seen(story_id, current_person()), current_person().id, clock.now())
    flash("The story is not shown. Its author is told that it cannot be shown as it is, and no more than that.")
    return go(url_for(".stories"))


@bp.post("/stories/<int:story_id>/approve")
@MANAGE
def story_approve(story_id: int) -> Response:
    """Show it to all staff."""
    row = queries.seen(story_id, current_person())
    actions.approve(row, current_person().id, clock.now())
    flash("The story is shown to all staff.")
    return _back(story_id)


@bp.post("/stories/<int:story_id>/decline")
@MANAGE
def story_decline(story_id: int) -> Response:
    """Give it back with a note."""
    row, form = queries.seen(story_id, current_person()), DeclineForm()
    if not form.validate():
        return show(row, 422, form)
    actions.decline(row, form.note.data or "", current_person().id, clock.now())
    flash("The story is with its author again.")
    return go(url_for(".stories"))


def _back(story_id: int) -> Response:
    return go(url_for(".story", story_id=story_id))
