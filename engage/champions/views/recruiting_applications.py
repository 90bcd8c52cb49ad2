"""Applications as the OD team reads and decides them."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.champions.actions import recruiting_applying as applying
from engage.champions.actions import recruiting_deciding as acts
from engage.champions.actions.recruiting_deciding import Meant
from engage.champions.forms.recruiting import DecideForm
from engage.champions.models import Application, RecruitmentRound
from engage.champions.queries import recruiting as queries
from engage.champions.queries import recruiting_applications as reading
from engage.champions.queries import recruiting_places as placing
from engage.champions.queries.recruiting_applications import MANAGERS, STATES, Chosen
from engage.champions.rules import recruiting as rules
from engage.champions.rules.recruiting import Outcome, RoundState
from engage.champions.views import bp
from engage.champions.views.recruiting_manage import MANAGE
from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.rules.choosing import PERSON

HERE = "/networks/manage/rounds/<int:round_id>/applications"
ONE = f"{HERE}/<int:application_id>"
LONGEST, MOST_TICKED = 100, 500
OUTCOMES = {
    Outcome.SENT: ("Not decided", "amber"),
    Outcome.APPOINTED: ("Appointed", "green"),
    Outcome.WAITING: ("Waiting list", "blue"),
    Outcome.DECLINED: ("Not this time", "slate"),
}
ANSWERS = {
    rules.Answer.AGREED: ("Manager agrees", "green"),
    rules.Answer.ASKED: ("Manager has not answered", "amber"),
    rules.Answer.CANNOT: ("Manager: cannot now", "brick"),
    rules.Answer.NOBODY: ("No manager to ask", "slate"),
}
# Decisions as the log names them.
LOGGED = {each: words for each, (words, _) in OUTCOMES.items()} | {
    "asked_other": "Somebody else was asked about the time"
}


def _number(sent: str) -> int:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _chosen() -> Chosen:
    state, manager = request.args.get("state", ""), request.args.get("manager", "")
    return Chosen(_number(request.args.get("group", "")), state if state in STATES else "",
                  manager if manager in MANAGERS else "")  # fmt: skip


def _kept(by: Chosen) -> dict[str, Any]:
    """The same as an address keeps it."""
    return {"group": by.group or None, "state": by.state or None, "manager": by.manager or None}


@bp.get(HERE)
@MANAGE
def recruiting_applications(round_id: int) -> Response:
    """A page of them, by group, state and the manager's answer."""
    return _list(queries.round_(round_id), DecideForm(formdata=None))


def _list(row: RecruitmentRound, form: DecideForm, ticked: Sequence[int] = (), beyond: bool = False,
          status: int = 200) -> Response:  # fmt: skip
    where, by = placing.places(row.network), _chosen()
    found = reading.found(row.id, by, where, request.args.get("page", 1, type=int), current_person().id)
    people = [each.person_id for each in found.rows]
    units = reading.units_of(people)
    needs = placing.needs(row, where)
    names = sorted(((where.name_of(group), group) for group in where.people), key=lambda each: each[0].lower())
    keep = _kept(by)
    return page(
        "champions/recruiting/applications.html",
        fragment="champions/recruiting/_application_list.html",
        status=status,
        round=row,
        found=found,
        form=form,
        ticked=frozenset(ticked),
        beyond=beyond,
        by=by,
        groups=[(group, name) for name, group in names],
        states=STATES,
        managers=MANAGERS,
        group_of={each: where.group_of(units.get(each)) for each in people},
        name_of=where.name_of,
        need_of={need.group_id: need for need in needs},
        left=reading.left(people),
        outcomes=OUTCOMES,
        answers=ANSWERS,
        may=partial(_may, row),
        untold=lambda made: reading.untold(made, current_person().id),
        deciding=row.state in (RoundState.DECIDING, RoundState.DECIDED),
        address=partial(url_for, ".recruiting_applications", round_id=row.id, **keep),
        decide_at=url_for(".recruiting_decide", round_id=row.id, page=found.number, **keep),
        most=rules,
    )  # fmt: skip


def _may(row: RecruitmentRound, made: Application) -> bool:
    """Whether anything can be decided about an application by whoever looks at it."""
    other = made.person_id != current_person().id
    return other and any(rules.may_decide(row.state, made.outcome, to) for to in rules.DECISIONS)


@bp.post(f"{HERE}/decide")
@MANAGE
def recruiting_decide(round_id: int) -> Response:
    """Decide about those that are ticked."""
    row, form = queries.round_(round_id), DecideForm()
    ticked = [number for each in request.form.getlist("application")[:MOST_TICKED] if (number := _number(each))]
    beyond = bool(form.beyond.data)
    if form.validate():
        try:
            flash(acts.decide(row, ticked, _meant(form), current_person().id, clock.now()).in_words())
        except Invalid as problem:
            beyond = beyond or isinstance(problem, acts.Beyond)
            _say(form, problem)
        else:
            return go(url_for(".recruiting_applications", round_id=round_id, **_kept(_chosen())))
    return _list(row, form, ticked, beyond, 422)


def _meant(form: DecideForm) -> Meant:
    return Meant(Outcome(form.to.data), form.reason.data or "", bool(form.beyond.data))


def _say(form: DecideForm, problem: Invalid) -> None:
    """Put what is wrong beside the field that mends it."""
    if isinstance(problem, acts.Beyond):
        form.beyond.errors = [problem.message]
    elif problem.message.startswith("Say why"):
        form.reason.errors = [problem.message]
    else:
        form.form_errors = [problem.message]


@bp.get(f"{ONE}/")
@MANAGE
def recruiting_application(round_id: int, application_id: int) -> Response:
    """One with everything."""
    return _one(queries.in_round(round_id, application_id), DecideForm(formdata=None))


def _one(made: Application, form: DecideForm, beyond: bool = False, status: int = 200) -> Response:
    row, own = made.round, made.person_id == current_person().id
    where = placing.places(row.network)
    group = where.group_of(reading.units_of([made.person_id]).get(made.person_id))
    need = next((each for each in placing.needs(row, where) if each.group_id == group), None)
    asked = [each for each in (made.person_id, made.asked_manager_id) if each]
    return page(
        "champions/recruiting/application.html",
        status=status,
        round=row,
        application=made,
        form=form,
        beyond=beyond,
        group=where.name_of(group),
        need=need,
        left=reading.left(asked),
        log=() if own else reading.decisions_about(row.id, made.person_id),
        logged=LOGGED,
        outcomes=OUTCOMES,
        answers=ANSWERS,
        may=_may(row, made),
        own=own,
        untold=reading.untold(made, current_person().id),
        asks=not own and made.outcome == Outcome.SENT and row.state in (RoundState.OPEN, RoundState.DECIDING),
        most=rules,
    )


@bp.post(f"{ONE}/decide")
@MANAGE
def recruiting_decide_one(round_id: int, application_id: int) -> Response:
    """Decide about this one."""
    made, form = queries.in_round(round_id, application_id), DecideForm()
    beyond = bool(form.beyond.data)
    if form.validate():
        try:
            flash(acts.decide(made.round, [made.id], _meant(form), current_person().id, clock.now()).in_words())
        except Invalid as problem:
            beyond = beyond or isinstance(problem, acts.Beyond)
            _say(form, problem)
        else:
            return go(url_for(".recruiting_application", round_id=round_id, application_id=application_id))
    return _one(made, form, beyond, 422)


@bp.get(f"{ONE}/ask")
@MANAGE
def recruiting_other(round_id: int, application_id: int) -> Response:
    """Choose somebody else to ask about the time."""
    return _other(queries.in_round(round_id, application_id), ())


def _other(made: Application, keys: tuple[str, ...], error: str = "", status: int = 200) -> Response:
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page("champions/recruiting/other.html", status=status, application=made, round=made.round,
                chosen=choosing.chosen(keys, (PERSON,)), q=typed, error=error,
                found=choosing.find(typed, (PERSON,)) if typed else ())  # fmt: skip


@bp.post(f"{ONE}/ask")
@MANAGE
def recruiting_ask_other(round_id: int, application_id: int) -> Response:
    """Ask them."""
    made, keys = queries.in_round(round_id, application_id), tuple(request.form.getlist("person")[:1])
    if request.form.get("find") and (request.form.get("q", "").strip() or not keys):
        return _other(made, keys)
    who = next(iter(choosing.chosen(keys, (PERSON,))), None)
    if who is None:
        return _other(made, keys, "Choose who is asked.", 422)
    try:
        applying.ask_other(made, who.id, current_person().id, clock.now())
    except (Conflict, Invalid) as problem:
        return _other(made, keys, problem.message, problem.status)
    flash(f"{who.name} is asked now. Whoever was asked before is not any more.")
    return go(url_for(".recruiting_application", round_id=round_id, application_id=application_id))


@bp.get("/networks/manage/rounds/<int:round_id>/decisions")
@MANAGE
def recruiting_log(round_id: int) -> Response:
    """What was decided, by whom, when and why."""
    row = queries.round_(round_id)
    found = reading.decisions(row.id, request.args.get("page", 1, type=int), current_person().id)
    return page("champions/recruiting/log.html", round=row, logged=LOGGED, found=found)
