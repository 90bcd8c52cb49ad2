"""The wall, one thank-you, and reacting to it."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid, page_before
from engage.core.htmx import go, page, wants_fragment
from engage.directory.queries import units_by_path
from engage.recognition.actions import thanks as actions
from engage.recognition.queries import stories as told
from engage.recognition.queries import thanks as queries
from engage.recognition.queries import thanks_wall as walls
from engage.recognition.queries.thanks_mine import provenance
from engage.recognition.rules import thanks as rules
from engage.recognition.rules.paper import may_enter
from engage.recognition.views import bp

LONGEST, MOST_STORIES = 40, 3


@bp.app_template_global()
def thanks_provenance(card: queries.ThanksCard) -> str:
    """How a thank-you came, where it was not on a page."""
    return provenance(card)


def _asked() -> walls.Asked:
    given = request.args
    unit, period = given.get("unit", "", type=str), given.get("period", "")
    return walls.Asked(
        value=given.get("value", "")[:LONGEST],
        unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None,
        period=period if period in walls.PERIODS else "",
        before=given.get("before", "")[:LONGEST],
    )


@bp.get("/thanks", strict_slashes=False)
@signed_in
def thanks_wall() -> Response:
    """What all staff can read, the newest first; by value, unit and time."""
    asked, viewer = _asked(), current_person()
    shown = walls.wall(asked, viewer.id)
    filters: dict[str, Any] = (
        {} if wants_fragment() else {"values": walls.values(clock.today()), "units": units_by_path()}
    )
    return page(
        "recognition/thanks/wall.html",
        fragment="recognition/thanks/_thanks_list.html",
        asked=asked,
        cards=shown.cards,
        older=url_for(".thanks_wall", **asked.address(shown.older)) if shown.older else "",
        newest=url_for(".thanks_wall", **asked.address()) if asked.before else "",
        periods=walls.PERIODS,
        manages=viewer.may(Permission.THANKS_MANAGE),
        enters_cards=may_enter(viewer.roles),
        stories=() if wants_fragment() or asked.is_filtered or asked.before else told.newest(MOST_STORIES),
        **filters,
    )


@bp.get("/thanks/<int:thanks_id>")
@signed_in
def thanks_show(thanks_id: int) -> Response:
    """One thank-you, for whoever may read it."""
    card, its = queries.seen(thanks_id, current_person())
    return page("recognition/thanks/show.html", card=card, its=its, rules=rules, states=rules.ThanksState)


@bp.post("/thanks/<int:thanks_id>/reactions")
@signed_in
def thanks_react(thanks_id: int) -> Response:
    """React, or no longer: kind is one of three, with "not-" before it to take it back."""
    row = queries.row(thanks_id)
    _, its = queries.seen(thanks_id, current_person())
    pressed = request.form.get("kind", "")
    kind, on = pressed.removeprefix("not-"), not pressed.startswith("not-")
    if kind not in rules.REACTIONS:
        raise Invalid("There is no such reaction.")
    actions.react(row, its, current_person().id, kind, on)
    if wants_fragment():
        card, _ = queries.seen(thanks_id, current_person())
        return page("recognition/thanks/foot_alone.html", card=card, pressed=kind)
    said = rules.REACTIONS[kind]
    flash(f"“{said}”: kept." if on else f"“{said}”: taken back.")
    return go((page_before() or url_for(".thanks_show", thanks_id=thanks_id)) + f"#thanks-{thanks_id}")
