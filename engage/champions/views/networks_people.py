"""A network's people: who is in it and where they stand, appointing, and many at once."""

from collections.abc import Sequence
from datetime import date

from flask import Response, flash, request, url_for

from engage.champions.actions import networks_people as acts
from engage.champions.forms.networks import AppointForm, EndForm
from engage.champions.queries import networks as queries
from engage.champions.queries import networks_people as people
from engage.champions.rules.networks import KIND_NAMES, WHY_NAMES, Term, Trained
from engage.champions.views import bp
from engage.champions.views.networks_manage import MANAGE, finding, picked, picker
from engage.core import clock, spreadsheets
from engage.core.errors import Conflict
from engage.core.fields import typed_day
from engage.core.formatting import count, day, listed
from engage.core.htmx import go, page
from engage.directory.models import Appointment, Network
from engage.directory.rules.networks import APPOINTED, Ended

MOST_TICKED = 50
TERMS = {Term.OPEN: "No end", Term.RUNNING: "Running", Term.SOON: "Ends soon", Term.OVER: "Over"}
TRAINED = {Trained.NOT_ASKED: "Not asked for", Trained.COUNTS: "Counts", Trained.SOON: "Expires soon",
           Trained.EXPIRED: "Expired", Trained.MISSING: "Missing"}  # fmt: skip
COLUMNS = ("Employee number", "Name", "Work e-mail", "Unit", "Job title", "Site", "Appointed from", "Term ends on",
           "Term", "Training", "Training counts until", "Moved since", "Left", "Ended on", "Reason")  # fmt: skip


def _show() -> str:
    asked = request.args.get("show", "")
    return asked if asked in people.SHOWN else ""


@bp.get("/networks/manage/<int:network_id>")
@MANAGE
def network_people(network_id: int) -> Response:
    """Everybody in it, or those who need a decision."""
    return _people(queries.held(network_id))


def _people(row: Network, form: EndForm | None = None, problem: str = "", ticked: Sequence[str] = ()) -> Response:
    show, appoints = _show(), row.kind in APPOINTED
    found = people.people(row, show, request.args.get("page", 1, type=int)) if appoints else None
    return page(
        "champions/networks/people.html",
        fragment="champions/networks/_people_table.html",
        status=422 if problem else 200,
        row=row,
        kind=KIND_NAMES[row.kind],
        appoints=appoints,
        found=found,
        show=show,
        shown=people.SHOWN,
        tally=people.tallies().get(row.id, people.Tally()),
        form=form or EndForm(formdata=None),
        problem=problem,
        ticked=ticked,
        whys=WHY_NAMES,
        address=lambda number: url_for(".network_people", network_id=row.id, show=show or None,
                                       page=number if number > 1 else None),
    )  # fmt: skip


@bp.get("/networks/manage/<int:network_id>/people.csv")
@MANAGE
def network_people_csv(network_id: int) -> Response:
    """The same as a file, all of them."""
    row = queries.held(network_id)
    found = people.everybody(row, _show()) if row.kind in APPOINTED else ()
    return spreadsheets.download(f"network-{row.id}", COLUMNS, [_cells(each) for each in found])


def _cells(each: people.Line) -> list[spreadsheets.Cell]:
    row, who = each.row, each.row.person
    return [
        who.employee_number, each.name, who.email or "", each.unit, each.job, each.site, day(row.started_on),
        day(row.term_ends_on), TERMS[each.term], TRAINED[each.trained], day(each.expires_on),
        "yes" if each.moved else "no", "yes" if each.left else "no", day(row.ended_on),
        WHY_NAMES[row.ended_why] if row.ended_why else "",
    ]  # fmt: skip


@bp.get("/networks/manage/<int:network_id>/appoint")
@MANAGE
def appoint_by_hand_form(network_id: int) -> Response:
    """Whom, and from when on."""
    form = AppointForm(formdata=None, starts_on=typed_day(clock.today()))
    return _appoint(queries.held(network_id), form)


def _appoint(row: Network, form: AppointForm, problem: str = "", status: int = 200) -> Response:
    if row.kind not in APPOINTED or row.closed_on is not None:
        raise Conflict("Nobody can be appointed to this network.")
    return page("champions/networks/appoint.html", status=status, row=row, form=form, problem=problem,
                **picker(request.form.getlist("person")))  # fmt: skip


@bp.post("/networks/manage/<int:network_id>/people")
@MANAGE
def appoint_by_hand(network_id: int) -> Response:
    """Somebody begins."""
    row, form = queries.held(network_id), AppointForm()
    form.kind = row.kind
    if finding():
        return _appoint(row, form)
    who = picked("person")
    valid = form.validate()
    if who is None or not valid:
        return _appoint(row, form, "" if who else "Choose somebody who works here.", 422)
    try:
        made = acts.appoint(row, who, form.starts)
    except Conflict as problem:
        return _appoint(row, form, problem.message, 409)
    flash(f"{made.person.name} is appointed{'' if made.person.email else '. They have no work e-mail: tell them'}.")
    return go(url_for(".network_people", network_id=row.id))


def _ticked() -> list[tuple[int, date | None]]:
    """The ticked appointments, each with its term's end as it stood on the page: "12" or "12.2027-03-01"."""
    found: list[tuple[int, date | None]] = []
    for each in request.form.getlist("who")[:MOST_TICKED]:
        number, _, until = each.partition(".")
        if number.isascii() and number.isdigit() and len(number) < 10:
            try:
                found.append((int(number), date.fromisoformat(until) if until else None))
            except ValueError:
                continue
    return found


@bp.post("/networks/manage/<int:network_id>/renew")
@MANAGE
def renew_appointments(network_id: int) -> Response:
    """Another term for everybody who is ticked."""
    row, ticked = queries.held(network_id), dict(_ticked())
    if not ticked:
        return _people(row, problem="Tick whoever should go on for another term.")
    left = []
    chosen = people.chosen(row.id, list(ticked))
    for each in chosen:
        try:
            acts.renew(each, ticked[each.id], clock.today())
        except Conflict:
            left.append(each)
    _tell(len(chosen) - len(left), "renewed", left, "their term was changed meanwhile, or has no end")
    return _back(row)


@bp.post("/networks/manage/<int:network_id>/end")
@MANAGE
def end_appointments(network_id: int) -> Response:
    """The appointments of everybody who is ticked end; who answers for open concerns stays."""
    row, ticked, form = queries.held(network_id), [each for each, _ in _ticked()], EndForm()
    valid = form.validate()
    if not ticked or not valid:
        problem = "Choose a reason." if ticked else "Tick whose appointment ends."
        return _people(row, form, problem, request.form.getlist("who"))
    left = []
    chosen = people.chosen(row.id, ticked)
    for each in chosen:
        try:
            acts.end(each, Ended(form.why.data), clock.today())
        except Conflict:
            left.append(each)
    _tell(len(chosen) - len(left), "ended", left, "they answer for open concerns, which are handed over on their page")
    return _back(row)


def _tell(done: int, what: str, left: Sequence[Appointment], why: str) -> None:
    flash(f"{count(done, 'appointment')} {'is' if done == 1 else 'are'} {what}.")
    if left:
        flash(f"Left as it was: {listed([each.person.name for each in left])}, because {why}.")


def _back(row: Network) -> Response:
    return go(url_for(".network_people", network_id=row.id, show=_show() or None))
