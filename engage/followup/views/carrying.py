"""Into the next year: what runs and belongs to a year that is over, each with a reason."""

from collections.abc import Mapping

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.followup import rules
from engage.followup.actions import keeping as actions
from engage.followup.forms import Carrying
from engage.followup.forms import carrying as line
from engage.followup.queries import manage as queries
from engage.followup.views import bp
from engage.followup.views.managing import MANAGE
from engage.followup.views.reading import in_words

NOTHING = "Tick at least one action."


@bp.get("/manage/carry-over")
@MANAGE
def carry_over() -> Response:
    """What is there to be carried over."""
    today = clock.today()
    return _page({row.id: Carrying(due=typed_day(row.due_on) if row.due_on >= today else "")
                  for row in queries.to_carry()})  # fmt: skip


@bp.post("/manage/carry-over")
@MANAGE
def carried_over() -> Response:
    """Carry over what was ticked: all of it, or nothing."""
    ticked, today = request.form.getlist("carry")[: queries.MOST_CARRIED], clock.today()
    typed = {row.id: line(request.form, ticked, row.id, today) for row in queries.to_carry()}
    onward = [actions.Onward(number, each.due_on, each.reason) for number, each in typed.items()
              if each.ticked and each.due_on is not None]  # fmt: skip
    if any(each.errors for each in typed.values()):
        return _page(typed, 422)
    if not onward:
        return _page(typed, 422, NOTHING)
    try:
        carried = actions.carry_over(onward, current_person().id)
    except Invalid as problem:
        return _page(typed, 422, problem.message)
    flash(f"{carried} {'action is' if carried == 1 else 'actions are'} carried over.")
    return go(url_for(".manage"))


def _page(typed: Mapping[int, Carrying], status: int = 200, problem: str = "") -> Response:
    errors = {f"{name}-{number}": words for number, each in typed.items() for name, words in each.errors.items()}
    if problem:
        errors = {"carrying": problem}
    return page(
        "followup/manage/carry_over.html", status=status, rows=queries.to_carry(), typed=typed, errors=errors,
        year=rules.year_name, now=rules.year_of(clock.today()), in_words=in_words, most=rules,
    )  # fmt: skip
