"""How many people a round looks for, and where."""

from flask import Response, flash, request, url_for

from engage.champions.actions import recruiting as acts
from engage.champions.forms.recruiting import TargetForm
from engage.champions.models import RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_places as placing
from engage.champions.rules.recruiting import WRITABLE
from engage.champions.views import bp
from engage.champions.views.recruiting_manage import MANAGE
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory.queries import units_by_path

HERE = "/networks/manage/rounds/<int:round_id>/targets"


@bp.get(HERE)
@MANAGE
def recruiting_targets(round_id: int) -> Response:
    """The groups, their numbers, and what the coverage plan proposes."""
    return _page(queries.round_(round_id), TargetForm(formdata=None))


def _page(row: RecruitmentRound, form: TargetForm, errors: dict[str, str] | None = None, status: int = 200) -> Response:
    where = placing.places(row.network)
    found = placing.needs(row, where)
    there = {need.unit_id for need in found}
    form.offer([(unit, f"{path} ({where.people[unit]})") for unit, path in units_by_path()
                if unit in where.people and unit not in there])  # fmt: skip
    typed = {unit: value for unit, value in _sent().items() if errors}
    return page("champions/recruiting/targets.html", status=status, round=row, needs=found, form=form,
                errors=errors or {}, typed=typed, proposals=acts.proposals(row), writable=row.state in WRITABLE,
                total=sum(need.seats for need in found))  # fmt: skip


def _sent() -> dict[int, str]:
    """What was typed beside each group."""
    found = {}
    for name, value in request.form.items():
        unit = name.removeprefix("seats-")
        if unit != name and unit.isascii() and unit.isdigit() and len(unit) < 10:
            found[int(unit)] = value.strip()
    return found


def _number(typed: str) -> int | None:
    negative = typed.removeprefix("-")
    return int(typed) if negative.isascii() and negative.isdigit() and len(negative) < 6 else None


def _back(round_id: int) -> Response:
    return go(url_for(".recruiting_targets", round_id=round_id))


@bp.post(HERE)
@MANAGE
def recruiting_targets_save(round_id: int) -> Response:
    """Other numbers, all at once or none."""
    row, seats, errors = queries.round_(round_id), {}, {}
    for unit, typed in _sent().items():
        try:
            seats[unit] = acts.checked(_number(typed))
        except Invalid as problem:
            errors[f"seats-{unit}"] = problem.message
    if errors:
        return _page(row, TargetForm(formdata=None), errors, 422)
    acts.set_targets(row, seats)
    flash("The targets are saved.")
    return _back(round_id)


@bp.post(f"{HERE}/add")
@MANAGE
def recruiting_target_add(round_id: int) -> Response:
    """One more group."""
    row, form = queries.round_(round_id), TargetForm()
    if not form.validate():
        return _page(row, form, status=422)
    try:
        acts.add_target(row, int(form.unit.data), form.seats.data)
    except (Conflict, Invalid) as problem:
        field = form.seats if problem.message in (acts.ZERO, acts.MANY) else form.unit
        field.errors = [problem.message]
        return _page(row, form, status=problem.status)
    flash("The group is added.")
    return _back(round_id)


@bp.post(f"{HERE}/propose")
@MANAGE
def recruiting_propose(round_id: int) -> Response:
    """Take in what the coverage plan proposes."""
    added = acts.propose(queries.round_(round_id))
    flash(f"{count(added, 'group is', 'groups are')} added. Look at the numbers and change what you know better."
          if added else "The coverage plan proposes nothing that is not in the list.")  # fmt: skip
    return _back(round_id)


@bp.post(f"{HERE}/<int:unit_id>/remove")
@MANAGE
def recruiting_target_remove(round_id: int, unit_id: int) -> Response:
    """Look there no more."""
    acts.drop_target(queries.round_(round_id), unit_id)
    flash("The group is taken out.")
    return _back(round_id)
