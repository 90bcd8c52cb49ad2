"""Equality figures: shares against targets with the declaration rate, and the measures that take them."""

from flask import Response, flash, url_for

from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.programme.actions import equality as actions
from engage.programme.forms.training import LinkForm, LookForm
from engage.programme.models import Measure
from engage.programme.queries import equality as queries
from engage.programme.queries import measures
from engage.programme.rules.equality import FEWEST, LEAST
from engage.programme.rules.measures import shown
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page
from engage.programme.views.measures import MANAGE

HERE = "/programme/manage/equality"


@bp.get(HERE)
@MANAGE
def equality() -> Response:
    """Everything that may be shown."""
    return page("programme/equality/index.html", series=queries.series(), shown=shown, least=LEAST, fewest=FEWEST)


@bp.get("/programme/manage/measures/<int:measure_id>/group")
@MANAGE
def link_group(measure_id: int) -> Response:
    """Which group a measure takes its figures from."""
    row, form = measures.measure(measure_id), LinkForm(formdata=None)
    if row.equality_group:
        form.group.data = f"{row.equality_measure}: {row.equality_characteristic}, {row.equality_group}"
    return _form(row, form)


@bp.post("/programme/manage/measures/<int:measure_id>/group")
@MANAGE
def save_group(measure_id: int) -> Response:
    """Take them from there from now on."""
    row, form = measures.measure(measure_id), LinkForm()
    form.offer(queries.groups())
    chosen = form.chosen
    if not form.validate() or chosen is None:
        form.group.errors = ["Choose a group of the list."]
        return _form(row, form)
    try:
        filled = actions.link(row, *chosen)
    except Invalid as problem:
        blame(form, problem)
        return _form(row, form)
    flash("The measure takes its figures from the equality figures." if filled
          else "The measure is linked. None of its periods has a figure yet.")  # fmt: skip
    return go(url_for(".measure_figures", measure_id=measure_id))


@bp.post("/programme/manage/measures/<int:measure_id>/group/drop")
@MANAGE
def drop_group(measure_id: int) -> Response:
    """Enter them by hand again."""
    row, form = measures.measure(measure_id), LookForm()
    if form.validate():
        actions.unlink(row)
        flash("The figures of the measure are entered by hand again.")
    return go(url_for(".measure_figures", measure_id=measure_id))


def _form(row: Measure, form: LinkForm) -> Response:
    form.offer(queries.groups())
    back = (url_for(".measure_figures", measure_id=row.id), row.name)
    return form_page(form, "Take figures from equality figures", back, "Take them from there",
                     action=url_for(".save_group", measure_id=row.id))  # fmt: skip
