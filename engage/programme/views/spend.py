"""What was spent on an item, line by line."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.programme.actions import spend as actions
from engage.programme.forms.spend import SpendForm
from engage.programme.models import Item
from engage.programme.queries import spend as queries
from engage.programme.queries.boards_seen import seen
from engage.programme.rules.kinds import MeasureUnit
from engage.programme.rules.measures import shown
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/items/<int:item_id>/spending")
@MANAGE
def spending(item_id: int) -> Response:
    """The lines, and room for one more."""
    return _page(seen(item_id, current_person()).item, SpendForm(formdata=None))


@bp.post("/programme/manage/items/<int:item_id>/spending")
@MANAGE
def add_spending(item_id: int) -> Response:
    """One more line."""
    item, form = seen(item_id, current_person()).item, SpendForm()
    if not form.validate() or form.on.on is None or form.pounds.value is None:
        return _page(item, form)
    try:
        actions.add(item, form.on.on, form.pounds.value, form.note.data or "", current_person().id, clock.now())
    except Invalid as problem:
        blame(form, problem)
        return _page(item, form)
    flash("The line is added.")
    return go(url_for(".spending", item_id=item_id))


def _page(item: Item, form: SpendForm) -> Response:
    lines = queries.lines(item.id)
    return page("programme/standing/spending.html", status=422 if form.errors else 200, item=item, form=form,
                lines=lines, spent=sum(each.pence for each in lines),
                pounds=lambda pence: shown(pence, MeasureUnit.POUNDS))  # fmt: skip
