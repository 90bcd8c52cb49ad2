"""Writing an update of an item: its lead officer, or the OD team."""

from flask import Response, flash, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.programme.actions import updates as actions
from engage.programme.forms.updates import UpdateForm
from engage.programme.queries import updates as queries
from engage.programme.queries.boards_seen import Seen, to_update
from engage.programme.queries.boards_standing import standing
from engage.programme.rules.kinds import Stage
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame


@bp.get("/programme/items/<int:item_id>/updates/new")
@signed_in
def new_update(item_id: int) -> Response:
    """An empty form, with the stage as it stands."""
    found = to_update(item_id, current_person())
    form = UpdateForm(formdata=None)
    form.stage.data = found.item.stage
    return _form(found, form)


@bp.post("/programme/items/<int:item_id>/updates")
@signed_in
def write_update(item_id: int) -> Response:
    """One more update; it is never changed afterwards."""
    found, form = to_update(item_id, current_person()), UpdateForm()
    if not form.validate():
        return _form(found, form)
    try:
        actions.write(found.item, current_person().id, _words(form), clock.now())
    except Invalid as problem:
        blame(form, problem)
        return _form(found, form)
    flash("Your update is there. To correct it, write another one.")
    return go(url_for(".item_standing", item_id=item_id))


def _words(form: UpdateForm) -> actions.Words:
    return actions.Words(
        Stage(form.stage.data), form.status.data or "", int(form.trouble.data), form.delay_reason.data or "",
        form.next_steps.data or "", form.plain_words.data or "",
    )  # fmt: skip


def _form(found: Seen, form: UpdateForm) -> Response:
    item = found.item
    return page(
        "programme/standing/update.html",
        status=422 if form.errors else 200,
        form=form,
        item=item,
        here=standing(item, clock.today()),
        before=queries.last(item.id),
        say_why=actions.must_say_why(item, clock.now()),
    )
