"""What is held about whoever asks: to read, and as a file to keep."""

import json
from dataclasses import asdict

from flask import Response, make_response

from engage.access import current_person, signed_in
from engage.core import audit, clock
from engage.core.htmx import page
from engage.home import queries
from engage.home.views import bp

# The page shows so many rows of each kind; the file has them all.
SHOWN = 20


@bp.get("/account/my-data")
@signed_in
def my_data() -> Response:
    """Every kind of record about this person, with why and how long."""
    return page("home/my_data.html", records=queries.held_about(current_person().id), shown=SHOWN)


@bp.post("/account/my-data/download")
@signed_in
def download_my_data() -> Response:
    """All of it as JSON; a POST, since the record of acts notes it."""
    me = current_person()
    records = [asdict(each) for each in queries.held_about(me.id)]
    audit.record("download own data", "person", me.id)
    made = {"made": clock.now().isoformat(timespec="seconds"), "about": me.name, "records": records}
    response = make_response(json.dumps(made, ensure_ascii=False, indent=2))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers.set("Content-Disposition", "attachment", filename="my-data.json")
    response.headers["Cache-Control"] = "no-store"
    return response
