"""Briefings for the people of their networks, and for all staff once a pack is open to them."""

from functools import partial

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.champions.actions import briefings as actions
from engage.champions.models import Briefing
from engage.champions.queries import briefings as queries
from engage.champions.views import bp
from engage.core import clock, files
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.links import Link


@bp.get("/briefings/")
@signed_in
def briefings() -> Response:
    """What this person may read."""
    me = current_person()
    address = partial(url_for, "champions.briefings")
    return page(
        "champions/briefings/index.html", fragment="champions/briefings/_briefing_list.html",
        found=queries.readable(me.id, request.args.get("page", 1, type=int)),
        manages=me.may(Permission.NETWORKS_MANAGE), address=lambda number: address(page=number),
    )  # fmt: skip


@bp.get("/briefings/<int:briefing_id>")
@signed_in
def briefing(briefing_id: int) -> Response:
    """One pack."""
    found = queries.pack(briefing_id, current_person())
    return page(
        "champions/briefings/show.html", found=found, row=found.row, files=files.on(queries.ON, briefing_id),
        left=_left(found.row), manages=current_person().may(Permission.NETWORKS_MANAGE),
    )  # fmt: skip


def _left(row: Briefing) -> str:
    """How long an embargo still holds, in words."""
    seconds = (row.embargo_until - clock.now()).total_seconds() if row.embargo_until else 0
    if seconds <= 0:
        return ""
    if seconds < 2 * 60 * 60:
        minutes = max(1, round(seconds / 60))
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    hours = round(seconds / 3600)
    return f"{hours} hours" if hours < 48 else f"{round(seconds / 86_400)} days"


@bp.post("/briefings/<int:briefing_id>/read")
@signed_in
def briefing_read(briefing_id: int) -> Response:
    """Somebody has read it: counted, once."""
    actions.read(queries.pack(briefing_id, current_person()), current_person().id)
    flash("Thank you. It is counted that one more person has read it.")
    return go(url_for(".briefing", briefing_id=briefing_id))


def link(briefing_id: int) -> Link | None:
    """A pack, and so its files, for exactly those who may read it."""
    try:
        found = queries.pack(briefing_id, current_person())
    except NotThere:
        return None
    return Link(url_for("champions.briefing", briefing_id=briefing_id), found.row.title, True)
