"""Colleague feedback: what waits for one person, joining a round, and what keeps all of it off until it is signed."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import switches
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.switches import Switch
from engage.directory.queries_finding import shown
from engage.values.actions import feedback_lists
from engage.values.models import FeedbackRound, FeedbackSubject
from engage.values.queries import feedback as queries
from engage.values.queries import feedback_reports
from engage.values.rules import feedback_promise as promise
from engage.values.views import bp

ROUNDS, OUTSIDE = "feedback-rounds", "outside-reviewers"

SWITCHES: tuple[Switch, ...] = (
    Switch(
        ROUNDS,
        "Colleague feedback rounds",
        "People ask colleagues how they live the values, and get a report that shows groups of three or more.",
        "The data protection impact assessment for colleague feedback is signed.",
    ),
    Switch(
        OUTSIDE,
        "Reviewers from outside",
        "In rounds that want it, people from outside the council answer by a link that works once.",
        "The data protection impact assessment covers people from outside, and how their addresses are used.",
    ),
)


@bp.before_request
def _only_where_signed() -> Response | None:
    """One place that nothing of feedback gets past while the switch is off."""
    if not (request.endpoint or "").startswith("values.feedback") or switches.is_on(ROUNDS):
        return None
    if request.endpoint == "values.feedback":
        return page("values/feedback/off.html", status=403)
    switches.require(ROUNDS)
    return None


@bp.get("/feedback/")
@signed_in
def feedback() -> Response:
    """What of feedback waits for this person, and where their own rounds stand."""
    me = current_person()
    places = queries.places_of(me.id)
    coached = [place.coach_id for place in places if place.coach_id]
    runs = me.may(Permission.FEEDBACK_RUN)
    return page(
        "values/feedback/index.html",
        requests=queries.requests_to(me.id),
        places=places,
        joinable=queries.open_to(me.id),
        lists=queries.lists_for(me.id, runs),
        shared=feedback_reports.shared_with(me.id),
        coaching=feedback_reports.coached_by(me.id) if runs else (),
        coaches=shown(coached),
        runs=runs,
    )


@bp.post("/feedback/<int:round_id>/join")
@signed_in
def feedback_join(round_id: int) -> Response:
    """Take part: the list begins with the manager and the reports that the directory knows."""
    feedback_lists.join(queries.round_(round_id), current_person().id)
    return go(url_for(".feedback_list", round_id=round_id))


@bp.post("/feedback/<int:round_id>/leave")
@signed_in
def feedback_leave(round_id: int) -> Response:
    """Leave again, before anybody is asked."""
    feedback_lists.leave(queries.round_(round_id), current_person().id)
    flash("You are out of the round. Nobody on your list has been told anything.")
    return go(url_for(".feedback"))


def place_or_404(round_id: int, person_id: int) -> FeedbackSubject:
    """Somebody's place in a round, or NotThere."""
    found = queries.subject(round_id, person_id)
    if found is None:
        raise NotThere("There is no such feedback round for you.")
    return found


def promised(found: FeedbackRound) -> tuple[promise.Part, ...]:
    """What the round promises, as it was frozen."""
    return promise.parts(promise.from_text(found.promise)) if found.promise else ()
