"""The quarters and the sessions of one item, as the OD team fills them in."""

from datetime import date

from flask import Response, flash, request, url_for

from engage.core.clock import today
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.forms import clean
from engage.core.htmx import go, page
from engage.programme.actions import items_parts as actions
from engage.programme.actions.items_parts import Cell, Planned
from engage.programme.forms.plans import SessionForm, day_of, pence_of
from engage.programme.models import Item, Output, Session
from engage.programme.queries import items as queries
from engage.programme.queries import plans
from engage.programme.rules import plans as rules
from engage.programme.rules.plan_cells import plain
from engage.programme.views import bp
from engage.programme.views.items_manage import ITEM
from engage.programme.views.plans import grid_year
from engage.programme.views.plans_manage import MANAGE

LONG = f"Use at most {rules.MOST_OUTPUT} characters."


@bp.get(f"{ITEM}/outputs")
@MANAGE
def edit_outputs(item_id: int) -> Response:
    """Twelve quarters, each with its words and whether it is done."""
    return _outputs(queries.kept(item_id), {}, {})


def _by_quarter(item_id: int) -> dict[date, Output]:
    found: dict[date, Output] = {}
    for output in queries.outputs(item_id):
        found.setdefault(output.quarter_on, output)
    return found


def _outputs(row: Item, typed: dict[date, Cell], errors: dict[str, str], status: int = 200) -> Response:
    plan = plans.kept(row.plan_id)
    year = grid_year(plan)
    there = _by_quarter(row.id)
    shown = {each.quarter_on: Cell(each.text, each.done_on) for each in there.values()} | typed
    return page(
        "programme/plans/manage/outputs.html", status=status, row=row, plan=plan, year=year,
        years=[(rules.year_name(year + at), rules.quarters(year + at, 1)) for at in range(3)],
        cells=shown, name=rules.quarter_name, errors=errors,
        version=request.form.get("version") or row.version, most=rules,
    )  # fmt: skip


@bp.post(f"{ITEM}/outputs")
@MANAGE
def save_outputs(item_id: int) -> Response:
    """Each quarter as it was typed; quarters of other years stay."""
    row = queries.kept(item_id)
    quarters = rules.quarters(grid_year(plans.kept(row.plan_id)))
    there = _by_quarter(item_id)
    typed = {quarter: _typed(quarter, there.get(quarter)) for quarter in quarters}
    errors = {f"words-{quarter}": LONG for quarter, cell in typed.items() if len(cell.text) > rules.MOST_OUTPUT}
    if errors:
        return _outputs(row, typed, errors, 422)
    sent = request.form.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    try:
        actions.set_quarters(item_id, version, typed)
    except Conflict as problem:
        return _outputs(row, typed, {"": problem.message}, 409)
    flash("The quarters are saved.")
    return go(url_for(".item", item_id=item_id))


def _typed(quarter: date, there: Output | None) -> Cell:
    text = " ".join(clean(request.form.get(f"words-{quarter}", "")).split())
    done = bool(request.form.get(f"done-{quarter}"))
    promised = bool(request.form.get(f"there-{quarter}")) or bool(text) or done
    before = there.done_on if there is not None else None
    return Cell(text, (before or today()) if done else None, promised)


@bp.get(f"{ITEM}/sessions/new")
@MANAGE
def new_programme_session(item_id: int) -> Response:
    """An empty form."""
    return _session(queries.kept(item_id), None, SessionForm(formdata=None))


@bp.post(f"{ITEM}/sessions/")
@MANAGE
def create_programme_session(item_id: int) -> Response:
    """One more session."""
    row, form = queries.kept(item_id), SessionForm()
    if not form.validate():
        return _session(row, None, form, 422)
    try:
        actions.add_session(item_id, _planned(form))
    except Invalid as problem:
        form.group.errors = [problem.message]
        return _session(row, None, form, 422)
    flash("The session is added.")
    return go(url_for(".item", item_id=item_id))


@bp.get(f"{ITEM}/sessions/<int:session_id>/edit")
@MANAGE
def edit_programme_session(item_id: int, session_id: int) -> Response:
    """A session, to be changed."""
    row, session = queries.kept(item_id), queries.session(item_id, session_id)
    form = SessionForm(formdata=None, group=session.group)
    form.starts.data, form.ends.data = typed_day(session.starts_on), typed_day(session.ends_on)
    form.held.data, form.cost.data = typed_day(session.held_on), plain(session.cost_pence, pounds=True)
    return _session(row, session, form)


@bp.post(f"{ITEM}/sessions/<int:session_id>/edit")
@MANAGE
def save_programme_session(item_id: int, session_id: int) -> Response:
    """Another group, date or cost."""
    row, session, form = queries.kept(item_id), queries.session(item_id, session_id), SessionForm()
    if not form.validate():
        return _session(row, session, form, 422)
    actions.save_session(item_id, session_id, _planned(form))
    flash("The session is saved.")
    return go(url_for(".item", item_id=item_id))


@bp.post(f"{ITEM}/sessions/<int:session_id>/remove")
@MANAGE
def remove_programme_session(item_id: int, session_id: int) -> Response:
    """Take it away."""
    actions.remove_session(item_id, session_id)
    flash("The session is removed.")
    return go(url_for(".item", item_id=item_id))


def _session(row: Item, session: Session | None, form: SessionForm, status: int = 200) -> Response:
    return page("programme/plans/manage/session.html", status=status, row=row, session=session, form=form)


def _planned(form: SessionForm) -> Planned:
    return Planned(form.group.data or "", form.starts_on, form.ends_on, pence_of(form.cost), day_of(form.held))
