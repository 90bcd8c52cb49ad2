"""What all staff see of awards: the open rounds, one's own nominations, what one is asked, and past winners."""

from flask import Response, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.htmx import page
from engage.directory.queries_audience import names
from engage.recognition.models import AwardRound, Nomination
from engage.recognition.queries import judging_own, nominations
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.rounds import NominationState, RoundStage, closing, takes_nominations
from engage.recognition.views import bp

STATES: dict[str, tuple[str, str]] = {
    "draft": ("Draft, not sent", "amber"),
    "waiting": ("Sent, waits for the OD team", "amber"),
    NominationState.SUBMITTED: ("Sent", "green"),
    NominationState.WITHDRAWN: ("Withdrawn", "slate"),
    NominationState.REFUSED: ("Not taken", "brick"),
}


def state_of(row: Nomination) -> tuple[str, str]:
    """The word for where a nomination stands, and its colour."""
    waits = row.state == NominationState.DRAFT and row.submitted_at is not None
    return STATES["waiting" if waits else row.state]


def until(row: AwardRound) -> str:
    """Closes in 3 days; today; or nothing, where it does not take nominations."""
    ends, now = closing(row.closes_at, row.extended_to), clock.now()
    if ends is None or not takes_nominations(row.stage, row.closes_at, row.extended_to, now):
        return ""
    days = (clock.local(ends).date() - clock.local(now).date()).days
    return "Closes today" if days < 1 else "Closes tomorrow" if days == 1 else f"Closes in {days} days"


def winners_address(row: AwardRound) -> str:
    """Where the winners stand, once they are announced."""
    return url_for("recognition.winners", round_id=row.id) if row.stage == RoundStage.ANNOUNCED else ""


@bp.get("/awards/")
@signed_in
def awards() -> Response:
    """Everything about awards that concerns this person."""
    viewer, asked = current_person(), request.args
    return page(
        "recognition/rounds/index.html",
        open=queries.open_rounds(),
        own=nominations.own_page(viewer.id, asked.get("own", 1, type=int)),
        to_second=nominations.asked_to_second(viewer.id),
        to_view=nominations.asked_for_a_view(viewer.id),
        past=queries.past_rounds(asked.get("page", 1, type=int)),
        judges=judging_own.judges_now(viewer.id),
        manages=viewer.may(Permission.AWARDS_MANAGE),
        until=until,
        state_of=state_of,
        winners_address=winners_address,
        closing=closing,
    )


@bp.get("/awards/<int:round_id>/")
@signed_in
def award_round(round_id: int) -> Response:
    """One round with its dates, its rules and its categories."""
    row = queries.seen_round(round_id)
    return page("recognition/rounds/round.html", round=row, until=until(row), winners=winners_address(row),
                closes=closing(row.closes_at, row.extended_to))  # fmt: skip


@bp.get("/awards/<int:round_id>/categories/<int:category_id>")
@signed_in
def award_category(round_id: int, category_id: int) -> Response:
    """A category: what it is for, who can be nominated, and what to write about."""
    row = queries.seen_round(round_id)
    category = queries.category(row, category_id)
    return page("recognition/rounds/category_shown.html", round=row, category=category, until=until(row),
                names=names(category.eligible))  # fmt: skip
