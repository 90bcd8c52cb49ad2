"""Concerns for the OD team: the list, one case, whom it is given to, and what is alike."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import concerns_answering as actions
from engage.champions.forms.concerns import ChangeForm, PublishForm, number
from engage.champions.models import ConcernCase
from engage.champions.queries import concerns_manage as queries
from engage.champions.rules import concerns as rules
from engage.champions.views import bp
from engage.champions.views.concerns_led import ageing
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.queries_themes import themes
from engage.directory.rules.choosing import PERSON, parse

MANAGE = requires(Permission.CONCERNS_ANSWER)
LONGEST, MOST_CHOSEN = 100, 5
PERIODS = {"3": "In the last 3 months", "12": "In the last 12 months", "24": "In the last 2 years"}


@bp.get("/concerns/manage/")
@MANAGE
def concerns_manage() -> Response:
    """Every case, what is not answered first."""
    asked = {name: request.args.get(name, "")[:LONGEST] for name in ("show", "theme", "service", "q")}
    asked["show"] = asked["show"] if asked["show"] in queries.SHOWS else ""
    wanted = queries.Wanted(asked["show"], number(asked["theme"]), number(asked["service"]), asked["q"])

    def address(at: int) -> str:
        kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return url_for("champions.concerns_manage", **kept, page=at if at > 1 else None)

    return page(
        "champions/concerns/manage.html", fragment="champions/concerns/_manage_list.html",
        found=queries.listed(wanted, request.args.get("page", 1, type=int)), asked=asked, shows=queries.SHOWS,
        theme_choices=[(0, "Under no theme yet"), *((each.id, each.name) for each in themes(with_retired=True))],
        services=queries.services(), address=address, ageing=ageing,
    )  # fmt: skip


@bp.get("/concerns/manage/<int:case_id>/")
@MANAGE
def concern_manage(case_id: int) -> Response:
    """One case: its words, who passed them on, and what is next."""
    row = queries.one(case_id)
    form = PublishForm(formdata=None)
    form.title.data = row.title
    return shown(row, form)


def shown(row: ConcernCase, form: PublishForm, status: int = 200) -> Response:
    """Its page."""
    return page(
        "champions/concerns/manage_one.html", status=status, row=row, form=form, ageing=ageing(row),
        is_open=row.state != rules.CaseState.ANSWERED, months=rules,
    )  # fmt: skip


@bp.get("/concerns/manage/<int:case_id>/edit")
@MANAGE
def concern_edit(case_id: int) -> Response:
    """Title, theme and day."""
    row, form = _open(case_id), ChangeForm(formdata=None)
    form.title.data, form.theme.data, form.due.data = row.title, str(row.theme_id or ""), typed_day(row.due_on)
    return _edit(row, form)


def _edit(row: ConcernCase, form: ChangeForm, status: int = 200) -> Response:
    _offer(row, form)
    return page("champions/concerns/edit.html", status=status, row=row, form=form)


def _offer(row: ConcernCase, form: ChangeForm) -> None:
    held = [(row.theme.id, row.theme.name)] if row.theme and not row.theme.offered else []
    form.offer([*((each.id, each.name) for each in themes()), *held], none="Under no theme yet")


@bp.post("/concerns/manage/<int:case_id>/edit")
@MANAGE
def concern_save(case_id: int) -> Response:
    """Save them."""
    row, form = _open(case_id), ChangeForm()
    _offer(row, form)
    if not form.validate():
        return _edit(row, form, 422)
    actions.change(case_id, form.title.data or "", form.theme_id, form.due_on)
    flash("Saved.")
    return _back(case_id)


@bp.get("/concerns/manage/<int:case_id>/give")
@MANAGE
def concern_give(case_id: int) -> Response:
    """Who looks for the answer?"""
    return _give(_open(case_id))


@bp.post("/concerns/manage/<int:case_id>/give")
@MANAGE
def concern_given(case_id: int) -> Response:
    """This person does."""
    row = _open(case_id)
    if request.form.get("find") and request.form.get("q", "").strip():
        return _give(row)
    people = [each for _, each in parse(request.form.getlist("lead")[:MOST_CHOSEN], (PERSON,))]
    if not people:
        return _give(row, 422, "Choose who looks for the answer.")
    actions.give(case_id, people[0])
    flash("Given to a lead officer, who is told by mail where they have an address, and on their start page.")
    return _back(case_id)


def _give(row: ConcernCase, status: int = 200, problem: str = "") -> Response:
    typed = request.form.get("q", "").strip()[:LONGEST]
    keys = request.form.getlist("lead")[:MOST_CHOSEN]
    return page(
        "champions/concerns/give.html", status=status, row=row, problem=problem, q=typed,
        chosen=choosing.chosen(keys, (PERSON,)), found=choosing.find(typed, (PERSON,)) if typed else (),
    )  # fmt: skip


@bp.get("/concerns/manage/<int:case_id>/join")
@MANAGE
def concern_join(case_id: int) -> Response:
    """What is like it?"""
    return _join(_open(case_id))


@bp.post("/concerns/manage/<int:case_id>/join")
@MANAGE
def concern_joined(case_id: int) -> Response:
    """One case of several."""
    sent = [each for given in request.form.getlist("case")[: rules.MOST_JOINED] if (each := number(given))]
    try:
        held = actions.join(case_id, sent)
    except Invalid as problem:
        return _join(_open(case_id), 422, problem.message)
    flash(f"Joined. One answer will reach everybody who passed on one of these {held}.")
    return _back(case_id)


def _join(row: ConcernCase, status: int = 200, problem: str = "") -> Response:
    typed = request.args.get("q", "").strip()[:LONGEST]
    return page(
        "champions/concerns/join.html", fragment="champions/concerns/_join_list.html", status=status, row=row,
        found=queries.alike(row, typed), q=typed, problem=problem, ageing=ageing,
    )  # fmt: skip


@bp.post("/concerns/manage/<int:case_id>/concerns/<int:concern_id>/take-out")
@MANAGE
def concern_take_out(case_id: int, concern_id: int) -> Response:
    """A concern is a case of its own again."""
    queries.one(case_id)
    own = actions.take_out(case_id, concern_id)
    flash("Taken out. It is a case of its own again.")
    return _back(own)


@bp.get("/concerns/manage/figures")
@MANAGE
def concerns_figures() -> Response:
    """How many came in, and what became of them."""
    since = request.args.get("since", "12")
    since = since if since in PERIODS else ""
    first = clock.months_after(clock.today(), -int(since)) if since else None
    return page(
        "champions/concerns/figures.html", fragment="champions/concerns/_figures.html",
        found=queries.figures(first), since=since, periods=PERIODS,
    )  # fmt: skip


def _open(case_id: int) -> ConcernCase:
    row = queries.one(case_id)
    if row.state == rules.CaseState.ANSWERED:
        raise Conflict(actions.ANSWERED)
    return row


def _back(case_id: int) -> Response:
    return go(url_for("champions.concern_manage", case_id=case_id))
