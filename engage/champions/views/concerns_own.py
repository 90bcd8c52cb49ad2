"""Concerns as champions pass them on, see what becomes of them, and tell the answer."""

import secrets
from collections.abc import Sequence
from functools import partial

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.champions.actions import concerns as actions
from engage.champions.forms.concerns import ConcernForm, ToldForm
from engage.champions.models import Concern
from engage.champions.queries import concerns as queries
from engage.champions.rules import concerns as rules
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.queries import main_unit_of
from engage.directory.queries_themes import themes
from engage.directory.rules.choosing import UNIT, parse

LONGEST, MOST_CHOSEN = 100, 5
NO_SERVICE = "Choose the service that it is about."


@bp.get("/concerns/")
@signed_in
def concerns_own() -> Response:
    """What this person passed on or took over; whoever is no champion and never was finds no such page."""
    me, number = current_person(), request.args.get("page", 1, type=int)
    found, may = queries.own_page(me.id, number), rules.may_pass_on(me.roles)
    if not found.total and not may:
        raise NotThere
    return page(
        "champions/concerns/own.html", fragment="champions/concerns/_own_list.html",
        found=found, may_pass_on=may, where=_where, me_id=me.id,
    )  # fmt: skip


def _where(row: Concern) -> dict[str, str]:
    """Where a concern is, in words."""
    state = rules.state_of(row.case.state, row.told_on)
    return {
        "state": state,
        "words": rules.STATES[state],
        "ageing": rules.ageing(row.case.state, row.case.due_on, clock.today()),
    }


@bp.get("/concerns/new")
@signed_in
def concern_new() -> Response:
    """An empty form about one's own service. What it may come from is a link's business: nothing is filled in by it."""
    _only_champions()
    form = ConcernForm(formdata=None)
    form.once.data = secrets.token_urlsafe(16)
    own = main_unit_of(current_person().id)
    return _form(form, [f"{UNIT}:{own.id}"] if own else [])


@bp.post("/concerns/")
@signed_in
def concern_create() -> Response:
    """Pass it on."""
    _only_champions()
    form, keys = ConcernForm(), request.form.getlist("unit")[:MOST_CHOSEN]
    form.offer([(each.id, each.name) for each in themes()])
    if request.form.get("find") and request.form.get("q", "").strip():
        return _form(form, keys)
    valid, units = form.validate(), [each for _, each in parse(keys, (UNIT,))]
    if not valid or not units:
        return _form(form, keys, 422, "" if units else NO_SERVICE)
    words = actions.Words(form.title.data or "", form.words.data or "", units[0], form.theme_id, form.said_by.data)
    try:
        row = actions.pass_on(words, current_person().id, form.once.data or secrets.token_urlsafe(16), clock.today())
    except Invalid as problem:
        return _form(form, keys, 422, problem.message)
    flash(f"Passed on to the OD team. An answer is due by {row.case.due_on.day} {row.case.due_on:%B %Y}.")
    return go(url_for(".concern", concern_id=row.id))


def _only_champions() -> None:
    if not rules.may_pass_on(current_person().roles):
        raise NotThere


def _form(form: ConcernForm, keys: Sequence[str], status: int = 200, no_service: str = "") -> Response:
    form.offer([(each.id, each.name) for each in themes()])
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "champions/concerns/new.html", status=status, form=form, q=typed, most=rules, no_service=no_service,
        chosen=choosing.chosen(keys, (UNIT,)), found=choosing.find(typed, (UNIT,)) if typed else (),
    )  # fmt: skip


@bp.get("/concerns/<int:concern_id>")
@signed_in
def concern(concern_id: int) -> Response:
    """One of one's own."""
    form = ToldForm(formdata=None)
    form.day.data = typed_day(clock.today())
    return _one(queries.own_one(concern_id, current_person().id), form)


def _one(row: Concern, form: ToldForm, status: int = 200) -> Response:
    return page(
        "champions/concerns/show.html", status=status, row=row, where=_where(row), form=form,
        tells=row.teller_id == current_person().id, author=row.author_id == current_person().id,
    )  # fmt: skip


@bp.post("/concerns/<int:concern_id>/told")
@signed_in
def concern_told(concern_id: int) -> Response:
    """Colleagues know the answer."""
    row, form = queries.own_one(concern_id, current_person().id), ToldForm()
    if not form.validate():
        return _one(row, form, 422)
    try:
        actions.tell(row, current_person().id, form.on)
    except Invalid as problem:
        form.day.errors = [problem.message]
        return _one(row, form, 422)
    flash("Thank you. This one is done.")
    return go(url_for(".concern", concern_id=concern_id))


@bp.post("/concerns/<int:concern_id>/take-back")
@signed_in
def concern_take_back(concern_id: int) -> Response:
    """Delete what is not answered yet."""
    actions.take_back(queries.own_one(concern_id, current_person().id), current_person().id)
    flash("You took it back. Its words are deleted.")
    return go(url_for(".concerns_own"))


@bp.get("/concerns/answered")
@signed_in
def concerns_answered() -> Response:
    """You said, we answered: what all staff may read."""
    found = queries.published(request.args.get("page", 1, type=int))
    address = partial(url_for, "champions.concerns_answered")
    return page(
        "champions/concerns/answered.html", fragment="champions/concerns/_answered_list.html",
        found=found, address=lambda number: address(page=number),
    )  # fmt: skip


@bp.get("/concerns/answered/<int:case_id>")
@signed_in
def concern_answered(case_id: int) -> Response:
    """One of these."""
    return page("champions/concerns/answered_one.html", row=queries.published_one(case_id))
