"""The grid pasted from a spreadsheet: looked at first, then taken in."""

from flask import Response, flash, url_for

from engage.core.clock import today
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.programme.actions import items_parts as actions
from engage.programme.actions.items_parts import Cell
from engage.programme.forms.plans import PasteForm
from engage.programme.models import Plan
from engage.programme.queries import plans as queries
from engage.programme.rules import plans as rules
from engage.programme.rules.grid import MOST_ROWS, BadRow, GridFault, PastedRow, pasted
from engage.programme.views import bp
from engage.programme.views.plans import grid_year
from engage.programme.views.plans_manage import HERE, MANAGE

LISTED = 100
WHY = {
    GridFault.UNKNOWN: "“{value}” is no item of this plan. Write its name as it stands in the grid.",
    GridFault.SEVERAL: "“{value}” is the name of several items. Fill in their quarters one by one.",
    GridFault.TWICE: "“{value}” stands further up already.",
    GridFault.WIDE: "It has more than {value} quarters. Paste the item and at most {value} cells.",
    GridFault.LONG: "A cell has more than {value} characters.",
    GridFault.MANY: "There are more than {value} rows. Paste fewer at a time.",
    GridFault.EMPTY: "There is no row in what you pasted.",
}


def why(bad: BadRow) -> str:
    """What is wrong with a row, in a sentence."""
    return f"Row {bad.row}: {WHY[bad.fault].format(value=bad.value)}"


@bp.get(f"{HERE}/grid/paste")
@MANAGE
def paste_grid(plan_id: int) -> Response:
    """Where rows are pasted."""
    return _page(queries.kept(plan_id), PasteForm(formdata=None))


def _page(
    row: Plan, form: PasteForm, status: int = 200, bad: list[BadRow] | None = None, good: list[PastedRow] | None = None
) -> Response:
    year = grid_year(row)
    return page(
        "programme/plans/manage/paste.html", status=status, row=row, form=form, year=year, bad=bad or [],
        good=good or [], why=why, listed=LISTED, most=MOST_ROWS, quarters=rules.quarters(year),
        name=rules.quarter_name, years=[rules.year_name(year + at) for at in range(3)],
    )  # fmt: skip


def _read(plan_id: int, form: PasteForm) -> tuple[list[PastedRow], list[BadRow]]:
    known: dict[str, list[int]] = {}
    for each in queries.items(plan_id):
        known.setdefault(" ".join(each.name.split()).casefold(), []).append(each.id)
    return pasted(form.rows.data or "", known)


@bp.post(f"{HERE}/grid/look")
@MANAGE
@reads
def look_at_grid(plan_id: int) -> Response:
    """What would be taken in, or what is wrong; nothing is changed."""
    row, form = queries.kept(plan_id), PasteForm()
    if not form.validate():
        return _page(row, form, 422)
    good, bad = _read(plan_id, form)
    return _wrong(row, form, bad) if bad else _page(row, form, good=good)


def _wrong(row: Plan, form: PasteForm, bad: list[BadRow]) -> Response:
    form.rows.errors = [f"{count(len(bad), 'row')} cannot be taken in. {why(bad[0])}"]
    return _page(row, form, 422, bad=bad)


@bp.post(f"{HERE}/grid/take")
@MANAGE
def take_grid(plan_id: int) -> Response:
    """Take it in: an empty cell leaves its quarter as it is."""
    row, form = queries.kept(plan_id), PasteForm()
    if not form.validate():
        return _page(row, form, 422)
    good, bad = _read(plan_id, form)
    if bad:
        return _wrong(row, form, bad)
    quarters, changed = rules.quarters(grid_year(row)), 0
    for each in good:
        cells = {
            quarter: Cell(cell.text, today() if cell.done else None)
            for quarter, cell in zip(quarters, each.cells, strict=False) if cell.there
        }  # fmt: skip
        changed += actions.set_quarters(each.item_id, None, cells)
    flash(f"{count(changed, 'quarter')} changed.")
    return go(url_for(".grid", plan_id=plan_id, year=grid_year(row)))
