"""About the programme: plans and items as everybody may read them, in plain words."""

from flask import Response, request

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.htmx import page
from engage.core.money import pounds
from engage.programme.actions.items import span
from engage.programme.forms.plans import STAGES
from engage.programme.models import Plan
from engage.programme.queries import items as items_queries
from engage.programme.queries import plans as queries
from engage.programme.rules import plans as rules
from engage.programme.views import bp


@bp.get("/programme/")
@signed_in
def programme() -> Response:
    """The published plans."""
    me = current_person()
    return page("programme/plans/index.html", plans=queries.published(), manages=queries.manages(me), span=span)


@bp.get("/programme/plans/<int:plan_id>")
@signed_in
def plan(plan_id: int) -> Response:
    """One plan: its items by heading, how far each is and what was last said of it."""
    me = current_person()
    row = queries.visible(plan_id, me)
    sections = queries.sections(plan_id)
    rows = [each for section in sections for each in section.items]
    return page(
        "programme/plans/show.html",
        row=row,
        sections=sections,
        said=queries.latest_words([each.id for each in rows]),
        leads=queries.leads(rows),
        stages=STAGES,
        count=len(rows),
        complete=sum(each.stage == "complete" for each in rows),
        manages=queries.manages(me),
        span=span,
    )


@bp.get("/programme/plans/<int:plan_id>/grid")
@signed_in
def grid(plan_id: int) -> Response:
    """What is promised for each quarter of three financial years."""
    me = current_person()
    row = queries.visible(plan_id, me)
    year = grid_year(row)
    quarters = rules.quarters(year)
    return page(
        "programme/plans/grid.html",
        row=row,
        sections=queries.sections(plan_id),
        outputs=items_queries.outputs_of(plan_id, quarters),
        quarters=quarters,
        years=[(rules.year_name(year + at), quarters[4 * at : 4 * at + 4]) for at in range(3)],
        year=year,
        name=rules.quarter_name,
        manages=queries.manages(me),
    )


def grid_year(row: Plan) -> int:
    """The first financial year to show: the one asked for, or where the plan begins."""
    asked = request.values.get("year", type=int)
    if asked is not None and 1990 <= asked <= 2098:
        return asked
    first, _ = items_queries.output_span(row.id)
    return queries.years(row, first, clock.today())


@bp.get("/programme/items/<int:item_id>")
@signed_in
def item(item_id: int) -> Response:
    """One item: what it is for, who leads it, when, how far it is, and what changed."""
    me = current_person()
    row, plan = items_queries.visible(item_id, me)
    return page(
        "programme/plans/item.html",
        row=row,
        plan=plan,
        path=items_queries.path(row),
        lead=items_queries.lead(row),
        board=items_queries.board_name(row),
        outputs=items_queries.outputs(item_id),
        sessions=items_queries.sessions(item_id),
        changes=items_queries.changes(plan.id, item_id),
        said=queries.latest_words([item_id]).get(item_id),
        stages=STAGES,
        manages=queries.manages(me),
        span=span,
        pounds=pounds,
        quarter=rules.quarter_name,
    )
