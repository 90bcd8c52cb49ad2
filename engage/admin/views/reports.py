"""Reporting a problem with what somebody wrote: the words, and room to say what is wrong."""

from flask import Response, flash, request

from engage.access import current_person, signed_in
from engage.admin.views import bp
from engage.core import clock, moderation
from engage.core.htmx import go, page


@bp.get("/reports/<string:kind>/<int:object_id>")
@signed_in
def report_problem(kind: str, object_id: int) -> Response:
    """What is reported, and why."""
    return page("admin/report_problem.html", found=moderation.seen(kind, object_id))


@bp.post("/reports/<string:kind>/<int:object_id>")
@signed_in
def send_report(kind: str, object_id: int) -> Response:
    """Put it on the queue."""
    found = moderation.seen(kind, object_id)
    moderation.report(kind, object_id, request.form.get("reason", ""), current_person().id, clock.now())
    flash("Thank you. Somebody will look at it.")
    return go(found.address)
