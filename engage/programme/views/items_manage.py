"""Items of a plan, as the OD team makes, changes, moves and removes them."""

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.rules.choosing import PERSON
from engage.programme.actions import items as actions
from engage.programme.actions.items import WHY, Why
from engage.programme.forms.plans import ItemForm, ReasonForm, chosen, number_of, pence_of
from engage.programme.models import Item, Plan
from engage.programme.queries import items as queries
from engage.programme.queries import plans
from engage.programme.rules import plans as rules
from engage.programme.rules.kinds import Stage
from engage.programme.rules.plan_cells import plain
from engage.programme.views import bp
from engage.programme.views.plans_manage import HERE, MANAGE, back_to, show_managed

ITEM = "/programme/manage/items/<int:item_id>"
LONGEST = 100


@bp.get(f"{HERE}/items/new")
@MANAGE
def new_item(plan_id: int) -> Response:
    """An empty form."""
    form = ItemForm(formdata=None, heading=request.args.get("heading", ""))
    return _form(form, plans.kept(plan_id), None, [])


@bp.post(f"{HERE}/items/")
@MANAGE
def create_item(plan_id: int) -> Response:
    """One more."""
    plan, form = plans.kept(plan_id), ItemForm()
    _offer(form, plan)
    if _finding():
        return _form(form, plan, None, _lead_keys())
    if not form.validate():
        return _form(form, plan, None, _lead_keys(), 422)
    try:
        row = actions.create(plan_id, _words(form), _why(form))
    except Invalid as problem:
        _say(form, problem)
        return _form(form, plan, None, _lead_keys(), 422)
    flash(f"{row.name} is added.")
    return go(url_for(".item", item_id=row.id))


@bp.get(f"{ITEM}/edit")
@MANAGE
def edit_item(item_id: int) -> Response:
    """An item, to be changed."""
    row = queries.kept(item_id)
    form = ItemForm(formdata=None, obj=row, heading=str(row.heading_id or ""), board=str(row.board_id or ""))
    form.version.data, form.budget.data = str(row.version), plain(row.budget_pence, pounds=True)
    form.starts.data, form.ends.data = typed_day(row.starts_on), typed_day(row.ends_on)
    form.heading.data, form.board.data = str(row.heading_id or ""), str(row.board_id or "")
    return _form(form, plans.kept(row.plan_id), row, [f"{PERSON}:{row.lead_id}"] if row.lead_id else [])


@bp.post(f"{ITEM}/edit")
@MANAGE
def save_item(item_id: int) -> Response:
    """Save it, unless another window has meanwhile."""
    row, form = queries.kept(item_id), ItemForm()
    plan = plans.kept(row.plan_id)
    _offer(form, plan, row)
    if _finding():
        return _form(form, plan, row, _lead_keys())
    if not form.validate():
        return _form(form, plan, row, _lead_keys(), 422)
    try:
        actions.save(item_id, number_of(form.version), _words(form), _why(form))
    except Conflict as problem:
        form.form_errors = [problem.message]
        form.version.data = str(row.version)
        return _form(form, plan, row, _lead_keys(), 409)
    except Invalid as problem:
        _say(form, problem)
        return _form(form, plan, row, _lead_keys(), 422)
    flash("The item is saved.")
    return go(url_for(".item", item_id=item_id))


def _say(form: ItemForm, problem: Invalid) -> None:
    field = form.reason if problem.message == WHY else form.name
    field.errors = [problem.message]


def _finding() -> bool:
    """Whether somebody is looked for without scripts; Enter in a field presses that button with nothing typed."""
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def _lead_keys() -> list[str]:
    return request.form.getlist("lead")[:1]


def _lead() -> int | None:
    found = choosing.chosen(_lead_keys(), (PERSON,))
    return found[0].id if found else None


def _offer(form: ItemForm, plan: Plan, row: Item | None = None) -> None:
    boards = [(each.id, each.name) for each in queries.boards()]
    if row is not None and row.board_id and row.board_id not in dict(boards):
        boards.append((row.board_id, queries.board_name(row)))
    form.offer(queries.choices(plan.id), boards)


def _form(form: ItemForm, plan: Plan, row: Item | None, lead: list[str], status: int = 200) -> Response:
    _offer(form, plan, row)
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "programme/plans/manage/item.html",
        status=status,
        form=form,
        plan=plan,
        row=row,
        chosen=choosing.chosen(lead, (PERSON,)),
        found=choosing.find(typed, (PERSON,)) if typed else (),
        q=typed,
        most=rules,
    )


def _words(form: ItemForm) -> actions.Words:
    return actions.Words(
        form.name.data or "", form.kind.data or "", form.objective.data or "", chosen(form.heading),
        None if form.no_lead.data else _lead(),
        chosen(form.board), form.starts_on, form.ends_on, form.phase.data or "", form.status.data or "",
        Stage(form.stage.data), pence_of(form.budget),
    )  # fmt: skip


def _why(form: ItemForm | ReasonForm) -> Why:
    return Why(current_person().id, clock.now(), form.reason.data or "")


@bp.post(f"{ITEM}/move")
@MANAGE
def move_item(item_id: int) -> Response:
    """Up or down under its heading."""
    row = actions.move(item_id, "up" if request.form.get("way") == "up" else "down")
    return go(url_for(".manage_plan", plan_id=row.plan_id, _anchor=f"item-{item_id}"))


@bp.post(f"{ITEM}/remove")
@MANAGE
def remove_item(item_id: int) -> Response:
    """Take it away, with a reason."""
    row, form = queries.kept(item_id), ReasonForm()
    plan, name = plans.kept(row.plan_id), row.name
    if not form.validate():
        return show_managed(plan, 422, removing=(item_id, form))
    actions.remove(item_id, _why(form))
    flash(f"{name} is removed.")
    return back_to(plan.id)
