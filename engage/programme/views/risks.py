"""Risks of an item."""

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go
from engage.programme.actions import risks as actions
from engage.programme.forms.risks import RiskForm
from engage.programme.models import Item, Risk
from engage.programme.queries import risks as queries
from engage.programme.queries.boards_seen import seen
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page
from engage.programme.views.milestones import back_to

MANAGE = requires(Permission.PROGRAMME_MANAGE)


@bp.get("/programme/manage/items/<int:item_id>/risks/new")
@MANAGE
def new_risk(item_id: int) -> Response:
    """An empty form."""
    item, form = seen(item_id, current_person()).item, RiskForm(formdata=None)
    form.offer(queries.owners(item, None))
    return _new(item, form)


@bp.post("/programme/manage/items/<int:item_id>/risks")
@MANAGE
def add_risk(item_id: int) -> Response:
    """One more."""
    item, form = seen(item_id, current_person()).item, RiskForm()
    form.offer(queries.owners(item, None))
    if not form.validate():
        return _new(item, form)
    try:
        actions.add(item, _words(form))
    except Invalid as problem:
        blame(form, problem)
        return _new(item, form)
    flash("The risk is added.")
    return go(back_to(item)[0])


def _new(item: Item, form: RiskForm) -> Response:
    return form_page(form, "Add a risk", back_to(item), "Add the risk", action=url_for(".add_risk", item_id=item.id),
                     left_out=("closed",))  # fmt: skip


@bp.get("/programme/manage/risks/<int:risk_id>/edit")
@MANAGE
def edit_risk(risk_id: int) -> Response:
    """A risk, to be changed or closed."""
    row = queries.risk(risk_id)
    item = seen(row.item_id, current_person()).item
    form = RiskForm(formdata=None, obj=row)
    form.offer(queries.owners(item, row.owner_id))
    form.owner.data, form.closed.data = str(row.owner_id or ""), row.closed_on is not None
    return _edit(item, form)


@bp.post("/programme/manage/risks/<int:risk_id>/edit")
@MANAGE
def change_risk(risk_id: int) -> Response:
    """Changed, closed, or open again."""
    row, form = queries.risk(risk_id), RiskForm()
    item = seen(row.item_id, current_person()).item
    form.offer(queries.owners(item, row.owner_id))
    if not form.validate():
        return _edit(item, form)
    _save(row, form)
    flash("The risk is saved.")
    return go(back_to(item)[0])


def _save(row: Risk, form: RiskForm) -> None:
    actions.change(row, _words(form), clock.today())


def _edit(item: Item, form: RiskForm) -> Response:
    return form_page(form, "Change the risk", back_to(item))


def _words(form: RiskForm) -> actions.Words:
    return actions.Words(
        form.what.data or "", int(form.likelihood.data), int(form.impact.data), form.response.data or "",
        form.owner_id, form.closed.data,
    )  # fmt: skip
