"""Lists of reviewers: one's own, and that of somebody whose manager one is."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import switches
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.directory.queries_finding import find, shown
from engage.values.actions import feedback_lists as actions
from engage.values.forms.feedback import NoteForm, OutsideForm, SendBackForm
from engage.values.models import FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.rules.feedback_document import block_code, block_name
from engage.values.rules.feedback_report import Relation, planned
from engage.values.rules.feedback_round import Stage, Standing, may_approve
from engage.values.views import bp
from engage.values.views.feedback import OUTSIDE, place_or_404, promised

PAGE, FOUND = "values/feedback/list.html", "values/feedback/_feedback_found.html"


@bp.get("/feedback/<int:round_id>/reviewers")
@signed_in
def feedback_list(round_id: int) -> Response:
    """Whom this person proposes to ask."""
    return _own(round_id)


def _own(round_id: int, status: int = 200, **forms: Any) -> Response:
    place = place_or_404(round_id, current_person().id)
    if place.standing == Standing.INVITED:
        raise NotThere("Join the round first.")
    open_ = place.standing == Standing.PROPOSING and place.round.stage == Stage.PROPOSING
    return _page(place, "own", open_, status, **forms)


@bp.get("/feedback/<int:round_id>/people/<int:person_id>/reviewers")
@signed_in
def feedback_review(round_id: int, person_id: int) -> Response:
    """The list of somebody whose manager one is, to approve."""
    return _managers(round_id, person_id)


def _managers(round_id: int, person_id: int, status: int = 200, **forms: Any) -> Response:
    place = _mine_to_approve(round_id, person_id)
    open_ = place.standing == Standing.SENT and place.round.stage == Stage.PROPOSING
    return _page(place, "manager", open_, status, **forms)


def _mine_to_approve(round_id: int, person_id: int) -> FeedbackSubject:
    place, me = queries.subject(round_id, person_id), current_person()
    if place is None or place.standing not in {Standing.SENT, Standing.APPROVED}:
        raise NotThere("There is no such list for you to approve.")
    if not may_approve(me.id, place.manager_id, me.may(Permission.FEEDBACK_RUN), person_id):
        raise NotThere("There is no such list for you to approve.")
    return place


def _page(place: FeedbackSubject, role: str, open_: bool, status: int, **forms: Any) -> Response:
    typed = request.args.get("q", "")
    found = place.round
    counts = queries.grouped(queries.counts(place.round_id, place.person_id))
    outsiders = queries.outside_of(place.round_id, place.person_id)
    blocks = planned(counts, found.minimum, bool(outsiders))
    people = shown([each for each in (place.manager_id,) if each])
    outside = forms.get("outside") or OutsideForm(formdata=None)
    note, back = forms.get("note") or NoteForm(formdata=None), forms.get("back") or SendBackForm(formdata=None)
    return page(
        PAGE, fragment=FOUND, status=status,
        place=place, round=found, role=role, open=open_, typed=typed,
        asked=queries.reviewers(place.round_id, place.person_id),
        outsiders=outsiders,
        found=find(typed) if open_ else (),
        manager=people.get(place.manager_id or 0),
        blocks=[block_name(block_code(block)) for block in blocks],
        seen=actions.fingerprint(place.round_id, place.person_id) if role == "manager" and open_ else "",
        may_ask_outside=found.outside and switches.is_on(OUTSIDE),
        outside=outside, note=note, back=back, errors=outside.errors or note.errors or back.errors,
        promise=promised(found),
    )  # fmt: skip


def _listed(round_id: int, person_id: int, reviewer_id: int) -> None:
    if all(each.person.id != reviewer_id for each in queries.reviewers(round_id, person_id)):
        raise NotThere("That colleague is not on the list.")


def _back(round_id: int, person_id: int | None) -> Response:
    if person_id is None:
        return go(url_for(".feedback_list", round_id=round_id))
    return go(url_for(".feedback_review", round_id=round_id, person_id=person_id))


def _add(round_id: int, person_id: int | None) -> Response:
    """Put the colleague of the form on a list, one's own or that of somebody one manages."""
    reviewer, relation = request.form.get("reviewer", ""), request.form.get("relation", "")
    if relation not in set(Relation) or not (reviewer.isascii() and reviewer.isdigit() and len(reviewer) < 10):
        raise Invalid("Choose a colleague and a group.")
    owner = person_id or current_person().id
    actions.add(queries.round_(round_id), owner, int(reviewer), Relation(relation), person_id is not None)
    name = shown([int(reviewer)])[int(reviewer)].name
    flash(f"{name} is on the list.")
    return _back(round_id, person_id)


@bp.post("/feedback/<int:round_id>/reviewers")
@signed_in
def feedback_add(round_id: int) -> Response:
    """Propose a colleague."""
    place_or_404(round_id, current_person().id)
    return _add(round_id, None)


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/reviewers")
@signed_in
def feedback_review_add(round_id: int, person_id: int) -> Response:
    """The manager adds a colleague."""
    _mine_to_approve(round_id, person_id)
    return _add(round_id, person_id)


@bp.post("/feedback/<int:round_id>/reviewers/<int:reviewer_id>/remove")
@signed_in
def feedback_remove(round_id: int, reviewer_id: int) -> Response:
    """Take a colleague off one's own list."""
    place_or_404(round_id, current_person().id)
    _listed(round_id, current_person().id, reviewer_id)
    actions.remove(queries.round_(round_id), current_person().id, reviewer_id)
    return _back(round_id, None)


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/reviewers/<int:reviewer_id>/remove")
@signed_in
def feedback_review_remove(round_id: int, person_id: int, reviewer_id: int) -> Response:
    """The manager takes a colleague off."""
    _mine_to_approve(round_id, person_id)
    _listed(round_id, person_id, reviewer_id)
    actions.remove(queries.round_(round_id), person_id, reviewer_id, by_manager=True)
    return _back(round_id, person_id)


@bp.post("/feedback/<int:round_id>/outside")
@signed_in
def feedback_add_outside(round_id: int) -> Response:
    """Propose somebody from outside, where switch and round allow it."""
    place_or_404(round_id, current_person().id)
    switches.require(OUTSIDE)
    form = OutsideForm()
    if not form.validate():
        return _own(round_id, 422, outside=form)
    name = form.name.data or ""
    actions.add_outside(queries.round_(round_id), current_person().id, name, form.email.data or "")
    flash(f"{name} is on the list.")
    return _back(round_id, None)


@bp.post("/feedback/<int:round_id>/outside/<int:outside_id>/remove")
@signed_in
def feedback_remove_outside(round_id: int, outside_id: int) -> Response:
    """Take somebody from outside off one's own list; their address goes with them."""
    place_or_404(round_id, current_person().id)
    actions.remove_outside(queries.round_(round_id), current_person().id, outside_id)
    return _back(round_id, None)


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/outside/<int:outside_id>/remove")
@signed_in
def feedback_review_remove_outside(round_id: int, person_id: int, outside_id: int) -> Response:
    """The manager takes somebody from outside off."""
    _mine_to_approve(round_id, person_id)
    actions.remove_outside(queries.round_(round_id), person_id, outside_id, by_manager=True)
    return _back(round_id, person_id)


@bp.post("/feedback/<int:round_id>/reviewers/send")
@signed_in
def feedback_send(round_id: int) -> Response:
    """Hand the list to whoever approves it."""
    place_or_404(round_id, current_person().id)
    actions.send(queries.round_(round_id), current_person().id)
    flash("Your list is sent. You are told on your start page when it is approved.")
    return _back(round_id, None)


@bp.post("/feedback/<int:round_id>/reviewers/take-back")
@signed_in
def feedback_take_back(round_id: int) -> Response:
    """Go on with a list that nobody has approved yet."""
    place_or_404(round_id, current_person().id)
    actions.take_back(queries.round_(round_id), current_person().id)
    return _back(round_id, None)


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/approve")
@signed_in
def feedback_approve(round_id: int, person_id: int) -> Response:
    """The list is as it will be asked."""
    place, form = _mine_to_approve(round_id, person_id), NoteForm()
    if not form.validate():
        return _managers(round_id, person_id, 422, note=form)
    actions.approve(queries.round_(round_id), person_id, form.seen.data or "", form.note.data or "")
    flash(f"The list of {place.person.name} is approved.")
    return go(url_for(".feedback"))


@bp.post("/feedback/<int:round_id>/people/<int:person_id>/send-back")
@signed_in
def feedback_send_back(round_id: int, person_id: int) -> Response:
    """The list goes back with a note."""
    place, form = _mine_to_approve(round_id, person_id), SendBackForm()
    if not form.validate():
        return _managers(round_id, person_id, 422, back=form)
    actions.send_back(queries.round_(round_id), person_id, form.why.data or "")
    flash(f"The list is with {place.person.name} again.")
    return go(url_for(".feedback"))
