"""A recruitment round as staff see it: what it is, applying, changing and taking back, suggesting a colleague."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.champions.actions import recruiting_applying as acts
from engage.champions.forms.recruiting import ApplyForm
from engage.champions.models import Application, RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_places as placing
from engage.champions.rules import recruiting as rules
from engage.champions.rules.recruiting import Outcome
from engage.champions.views import bp
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.rules.choosing import PERSON

LONGEST = 100


@bp.get("/networks/rounds/<int:round_id>")
@signed_in
def recruiting_round(round_id: int) -> Response:
    """What it is, and the short form."""
    return _round(queries.seen(round_id, current_person()), ApplyForm(formdata=None))


def _round(row: RecruitmentRound, form: ApplyForm, status: int = 200) -> Response:
    me, now = current_person(), clock.now()
    held = queries.of_person(row.id, me.id)
    held = held if held is not None and held.outcome != Outcome.WITHDRAWN else None
    takes = rules.takes_applications(row.state, row.closes_at, now)
    return page(
        "champions/recruiting/round.html",
        status=status,
        round=row,
        form=form,
        takes=takes,
        own=held,
        inside=queries.in_network(me.id, row.network_id),
        suggestion=queries.suggestion_to(row.id, me.id),
        wanted=placing.still_open(placing.needs(row, placing.places(row.network))) if takes else (),
        in_words=rules.in_words,
        may_withdraw=held is not None and rules.may_withdraw(row.state, held.outcome),
        manages=me.may(Permission.NETWORKS_MANAGE),
        most=rules,
    )


def _back(round_id: int) -> Response:
    return go(url_for(".recruiting_round", round_id=round_id))


@bp.post("/networks/rounds/<int:round_id>/applications")
@signed_in
def recruiting_apply(round_id: int) -> Response:
    """Apply, once; what was typed stays on the page where it cannot be."""
    row, form = queries.seen(round_id, current_person()), ApplyForm()
    if not form.validate():
        return _round(row, form, 422)
    try:
        made = acts.apply(row, current_person().id, form.why.data or "", form.languages.data or "", clock.now())
    except Conflict as problem:
        form.form_errors = [problem.message]
        return _round(row, form, 409)
    asked = made.asked_manager
    flash(f"Your application is sent. {asked.name} is asked about the time." if asked
          else "Your application is sent. The OD team decides about it.")  # fmt: skip
    return _back(round_id)


@bp.get("/networks/applications/<int:application_id>/edit")
@signed_in
def recruiting_edit(application_id: int) -> Response:
    """One's own words, to be changed."""
    row = queries.own(application_id, current_person().id)
    if not rules.takes_applications(row.round.state, row.round.closes_at, clock.now()):
        raise Conflict(acts.closed(row.round))
    given = {"version": row.version, "why": row.why, "languages": row.languages, "shown": True}
    return _edit(row, ApplyForm(formdata=None, data=given))


def _edit(row: Application, form: ApplyForm, status: int = 200) -> Response:
    return page("champions/recruiting/edit.html", status=status, application=row, form=form, most=rules)


@bp.post("/networks/applications/<int:application_id>/edit")
@signed_in
def recruiting_change(application_id: int) -> Response:
    """Save them, until the close."""
    row, form = queries.own(application_id, current_person().id), ApplyForm()
    if not form.validate():
        return _edit(row, form, 422)
    try:
        acts.change(row, _version(form), form.why.data or "", form.languages.data or "", clock.now())
    except Conflict as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _edit(row, form, 409)
    flash("Your application is changed.")
    return _back(row.round_id)


def _version(form: ApplyForm) -> int:
    sent = form.version.data or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


@bp.post("/networks/applications/<int:application_id>/withdraw")
@signed_in
def recruiting_withdraw(application_id: int) -> Response:
    """Take it back."""
    row = queries.own(application_id, current_person().id)
    acts.withdraw(row)
    flash("Your application is taken back. What you and your manager wrote is deleted.")
    return _back(row.round_id)


@bp.get("/networks/rounds/<int:round_id>/suggest")
@signed_in
def recruiting_suggest(round_id: int) -> Response:
    """Choose a colleague."""
    row = queries.seen(round_id, current_person())
    if not rules.takes_applications(row.state, row.closes_at, clock.now()):
        raise Conflict(acts.closed(row))
    return _suggest(row, ())


def _suggest(row: RecruitmentRound, keys: tuple[str, ...], error: str = "", status: int = 200) -> Response:
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "champions/recruiting/suggest.html",
        status=status,
        round=row,
        chosen=choosing.chosen(keys, (PERSON,)),
        found=choosing.find(typed, (PERSON,)) if typed else (),
        q=typed,
        error=error,
    )


@bp.post("/networks/rounds/<int:round_id>/suggestions")
@signed_in
def recruiting_suggested(round_id: int) -> Response:
    """They are asked, and decide themselves."""
    row, me = queries.seen(round_id, current_person()), current_person()
    keys = tuple(request.form.getlist("person")[:1])
    if request.form.get("find") and (request.form.get("q", "").strip() or not keys):
        return _suggest(row, keys)
    who = next(iter(choosing.chosen(keys, (PERSON,))), None)
    if who is None:
        gone = "Whoever you chose does not work here any more." if keys else "Choose a colleague."
        return _suggest(row, keys, gone, 422)
    try:
        acts.suggest(row, who.id, me.id, clock.now())
    except (Conflict, Invalid) as problem:
        return _suggest(row, keys, problem.message, problem.status)
    flash(f"{who.name} is told that you think they would be good at it. They decide themselves.")
    return _back(round_id)


@bp.post("/networks/suggestions/<int:suggestion_id>/decline")
@signed_in
def recruiting_decline(suggestion_id: int) -> Response:
    """No, thank you."""
    row = queries.own_suggestion(suggestion_id, current_person().id)
    acts.decline(row)
    flash("Thank you for looking at it. You are not asked again in this round, and nobody is told.")
    return go(url_for("home.start"))
