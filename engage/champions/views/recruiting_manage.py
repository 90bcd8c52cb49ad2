"""The OD team's rounds: made, written, opened, closed, ended, cancelled."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import recruiting as acts
from engage.champions.forms.recruiting import RoundForm
from engage.champions.models import RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_applications as reading
from engage.champions.queries import recruiting_places as placing
from engage.champions.rules.recruiting import WRITABLE, RoundState, lacks, takes_applications
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory.queries_networks import network, networks
from engage.directory.rules.networks import RECRUITED

MANAGE = requires(Permission.NETWORKS_MANAGE)
STATE_WORDS = {
    RoundState.DRAFT: ("Draft", "slate"),
    RoundState.OPEN: ("Open", "green"),
    RoundState.DECIDING: ("Deciding", "amber"),
    RoundState.DECIDED: ("Decided", "blue"),
    RoundState.CANCELLED: ("Cancelled", "slate"),
}


@bp.get("/networks/manage/rounds/")
@MANAGE
def recruiting_manage() -> Response:
    """All rounds, the newest first."""
    return page("champions/recruiting/manage.html", found=queries.rounds(request.args.get("page", 1, type=int)),
                words=STATE_WORDS)  # fmt: skip


@bp.get("/networks/manage/rounds/new")
@MANAGE
def recruiting_new() -> Response:
    """An empty form."""
    return _form(_offered(RoundForm(formdata=None)), None)


def _offered(form: RoundForm) -> RoundForm:
    form.offer([(each.id, each.name) for each in networks(RECRUITED)])
    return form


def _form(form: RoundForm, row: RecruitmentRound | None, status: int = 200) -> Response:
    return page("champions/recruiting/settings.html", status=status, form=form, round=row,
                draft=row is None or row.state == RoundState.DRAFT,
                closing=row is None or row.state in (RoundState.DRAFT, RoundState.OPEN))  # fmt: skip


@bp.post("/networks/manage/rounds/")
@MANAGE
def recruiting_create() -> Response:
    """A draft."""
    form = _offered(RoundForm())
    if not form.validate():
        return _form(form, None, 422)
    try:
        row = acts.make(network(form.network_id), form.terms, clock.now())
    except Invalid as problem:
        form.network.errors = [problem.message if form.network.data else "Choose the network."]
        return _form(form, None, 422)
    flash("The round is made. Staff do not see it before you open it. Set its targets next.")
    return back(row.id)


def back(round_id: int) -> Response:
    """To the round's own page."""
    return go(url_for(".recruiting_show", round_id=round_id))


@bp.get("/networks/manage/rounds/<int:round_id>/")
@MANAGE
def recruiting_show(round_id: int) -> Response:
    """Where it is, what is next, and its targets."""
    return show(queries.round_(round_id))


def show(row: RecruitmentRound, status: int = 200, problem: Invalid | None = None) -> Response:
    """Its page; with what stands in the way of an act."""
    found = placing.needs(row, placing.places(row.network))
    return page(
        "champions/recruiting/show.html",
        status=status,
        round=row,
        problem=problem,
        words=STATE_WORDS,
        needs=found,
        counts=reading.counts(row.id),
        states=reading.STATES,
        lacks=lacks(queries.terms(row), clock.now()) if row.state == RoundState.DRAFT else (),
        letters=len(reading.letters_due(row.id)),
        takes=takes_applications(row.state, row.closes_at, clock.now()),
        writable=row.state in WRITABLE,
    )


@bp.get("/networks/manage/rounds/<int:round_id>/settings")
@MANAGE
def recruiting_settings(round_id: int) -> Response:
    """Its words and dates."""
    row = queries.round_(round_id)
    given: dict[str, Any] = {"version": row.version, "title": row.title, "call": row.call}
    given |= _typed("opens", row.opens_at) | _typed("closes", row.closes_at)
    given |= {"term_day": typed_day(row.term_starts_on)}
    return _form(_offered(RoundForm(formdata=None, data=given)), row)


def _typed(name: str, moment: Any) -> dict[str, str]:
    if moment is None:
        return {}
    local = clock.local(moment)
    return {f"{name}_day": typed_day(local.date()), f"{name}_time": f"{local.hour}:{local.minute:02}"}


@bp.post("/networks/manage/rounds/<int:round_id>/settings")
@MANAGE
def recruiting_settings_save(round_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    row, form = queries.round_(round_id), _offered(RoundForm())
    if not form.validate():
        return _form(form, row, 422)
    sent = form.version.data or ""
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1
    try:
        acts.change(row, version, form.terms)
    except (Conflict, Invalid) as problem:
        form.form_errors = list(problem.problems) or [problem.message]
        return _form(form, row, problem.status)
    flash("The round is saved.")
    return back(round_id)


@bp.post("/networks/manage/rounds/<int:round_id>/open")
@MANAGE
def recruiting_open(round_id: int) -> Response:
    """All staff see it now."""
    row = queries.round_(round_id)
    try:
        acts.open_round(row, clock.now())
    except Invalid as problem:
        return show(row, 422, problem)
    flash("The round is open. All staff see it on their start page.")
    return back(round_id)


@bp.post("/networks/manage/rounds/<int:round_id>/close")
@MANAGE
def recruiting_close(round_id: int) -> Response:
    """Nobody applies any more."""
    acts.close_round(queries.round_(round_id), clock.now())
    flash("Applications are closed. Decide about them next.")
    return back(round_id)


@bp.post("/networks/manage/rounds/<int:round_id>/end")
@MANAGE
def recruiting_end(round_id: int) -> Response:
    """All is decided."""
    acts.end_round(queries.round_(round_id), clock.now())
    flash("The round is decided. You can still appoint from the waiting list.")
    return back(round_id)


@bp.post("/networks/manage/rounds/<int:round_id>/cancel")
@MANAGE
def recruiting_cancel(round_id: int) -> Response:
    """It comes to nothing."""
    told = acts.cancel(queries.round_(round_id), clock.now())
    flash(f"The round is cancelled. {count(told, 'applicant is', 'applicants are')} told by e-mail." if told
          else "The round is cancelled.")  # fmt: skip
    return back(round_id)
