"""Answering one request: what is about others, the file, the person's own copy, and the end."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from flask import Response, flash, make_response, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.errors import Refused
from engage.core.formatting import day
from engage.core.htmx import go, page
from engage.core.own_data import Held
from engage.governance.actions import requests as actions
from engage.governance.forms import CloseForm, ExtendForm, KeepForm
from engage.governance.models import DataRequest
from engage.governance.queries import requests as queries
from engage.governance.rules.requests import ONLY_THEIRS, State, may_answer, may_extend
from engage.governance.views import bp

TOLD = "The person is told why, by mail and on their start page."
TELL = "They have no e-mail address: tell them why by letter, before the day it was due."
ANSWER = requires(Permission.DATA_REQUESTS)


@bp.get("/governance/requests/<int:request_id>")
@ANSWER
def show_request(request_id: int) -> Response:
    """Where it stands, and what is about others."""
    row = _answered_by_another(request_id)
    kept = queries.kept_in(row.id)
    form = KeepForm(formdata=None, data={"reason": kept[0].reason if kept else ""})
    return _page(row, form, [f"{each.record}: {each.name}" for each in kept])


@bp.post("/governance/requests/<int:request_id>/others")
@ANSWER
def keep_in(request_id: int) -> Response:
    """What stays in about others, with the reason."""
    row, form = _answered_by_another(request_id), KeepForm()
    _offer(row, form)
    if not form.validate():
        return _page(row, form, form.keep.data or [], status=422)
    number = actions.keep_in(row, form.keep.data or [], form.reason.data or "", current_person().id)
    flash(f"{number} of what is about others stays in." if number else "All that is about others is taken out.")
    return go(url_for(".show_request", request_id=row.id))


@bp.post("/governance/requests/<int:request_id>/file")
@ANSWER
def make_file(request_id: int) -> Response:
    """The file for whoever has no account any more; without what only the person may see."""
    row = _answered_by_another(request_id)
    records = actions.make_file(row, current_person().id)
    return as_file(row, records, "data-copy", left_out=list(ONLY_THEIRS))


@bp.post("/governance/requests/<int:request_id>/release")
@ANSWER
def release(request_id: int) -> Response:
    """Into the person's own account."""
    row = _answered_by_another(request_id)
    actions.release(row, clock.now(), current_person().id)
    flash("The copy waits in the person’s account.")
    return go(url_for(".show_request", request_id=row.id))


@bp.post("/governance/requests/<int:request_id>/extend")
@ANSWER
def extend(request_id: int) -> Response:
    """Two more months; the person is told why."""
    row, form = _answered_by_another(request_id), ExtendForm()
    if not form.validate():
        return _page(row, KeepForm(formdata=None), _kept(row), extending=form, status=422)
    actions.extend(row, form.why.data or "", clock.now(), current_person().id)
    flash(f"The answer is due on {day(row.due_on)} now. {TOLD if row.person.email else TELL}")
    return go(url_for(".show_request", request_id=row.id))


@bp.post("/governance/requests/<int:request_id>/close")
@ANSWER
def close(request_id: int) -> Response:
    """Done, or nothing more to do."""
    row, form = _answered_by_another(request_id), CloseForm()
    if not form.validate():
        return _page(row, KeepForm(formdata=None), _kept(row), ending=form, status=422)
    actions.close(row, form.outcome.data or "", clock.now(), current_person().id)
    flash("The request is closed.")
    return go(url_for(".requests"))


def as_file(row: DataRequest, records: Sequence[Held], name: str, left_out: Sequence[str]) -> Response:
    """The records as JSON, each with the names of what is about others; never stored."""
    made = {
        "made": clock.now().isoformat(timespec="seconds"), "about": row.person.name, "request": row.id,
        "left out, since only the person may see it": left_out, "records": [asdict(each) for each in records],
    }  # fmt: skip
    response = make_response(json.dumps(made, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{row.id}.json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _answered_by_another(request_id: int) -> DataRequest:
    row = queries.request(request_id)
    if not may_answer(current_person().id, row.person_id):
        raise Refused(actions.OWN)
    return row


def _offer(row: DataRequest, form: KeepForm) -> list[queries.Marked]:
    marked = list(queries.marked(queries.answerable(row.person_id)))
    form.keep.choices = [(each.key, each.key) for each in marked]
    return marked


def _kept(row: DataRequest) -> list[str]:
    return [f"{each.record}: {each.name}" for each in queries.kept_in(row.id)]


def _page(
    row: DataRequest, form: KeepForm, kept: Sequence[str], ending: CloseForm | None = None,
    extending: ExtendForm | None = None, status: int = 200,
) -> Response:  # fmt: skip
    may = may_extend(State(row.state), row.extended_at is not None, row.due_on, clock.today())
    return page(
        "governance/request.html", status=status, row=row, form=form, ending=ending or CloseForm(formdata=None),
        extending=extending or ExtendForm(formdata=None), longer=actions.longer(row) if may else None, kept=set(kept),
        marked=_offer(row, form), only_theirs=ONLY_THEIRS,
    )  # fmt: skip
