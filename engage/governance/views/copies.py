"""A person's copy, released into their own account."""

from flask import Response

from engage.access import current_person, signed_in
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.governance.actions import requests as actions
from engage.governance.models import DataRequest
from engage.governance.queries import requests as queries
from engage.governance.rules.requests import State
from engage.governance.views import answering, bp


@bp.get("/account/data-copies/<int:request_id>")
@signed_in
def copy(request_id: int) -> Response:
    """What the copy holds, and the way to download it."""
    row = _own(request_id)
    return page("governance/copy.html", row=row, kept=queries.kept_in(row.id))


@bp.post("/account/data-copies/<int:request_id>/download")
@signed_in
def download_copy(request_id: int) -> Response:
    """All of it as JSON; a POST, since the record of acts notes it."""
    row = _own(request_id)
    return answering.as_file(row, actions.fetch(row, current_person().id), "my-data-copy", left_out=())


def _own(request_id: int) -> DataRequest:
    row = queries.request(request_id)
    if row.person_id != current_person().id or row.state != State.RELEASED:
        raise NotThere("There is no such copy.")
    return row
