"""Codes for the tests: batches made through the product's own act, and one code typed as on a phone."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from engage.ballots import actions as box
from engage.core import clock
from engage.core.db import db, transaction
from engage.surveys.actions import codes
from engage.surveys.actions.codes import Letter
from engage.surveys.models import Survey
from engage.surveys.queries import codes as queries
from engage.surveys.rules.codes import grouped
from tests.site import Page, Site
from tests.surveys import taken

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PAPER = re.compile(r'name="paper" value="([^"]+)"')


def survey() -> int:
    """An open survey with a reporting group for each service."""
    taken.crowd(12)
    return taken.open_survey()


def letters(survey_id: int, number: int = 3, group: str = "HOMECARE") -> Sequence[Letter]:
    """So many codes for one group, at whatever site its people are."""
    with transaction():
        found = db.session.get_one(Survey, survey_id)
        place = next(each for each in queries.places(found) if each.group == group)
        return codes.make(found, {(group, place.site): number}, clock.today())


def typed(site: Site, letter: Letter | str, **more: Any) -> Page:
    """A code typed on the page, by somebody without an account."""
    code = letter if isinstance(letter, str) else grouped(letter.code)
    site.get("/surveys/code")
    return site.post("/surveys/code", {"code": code, **more})


def answer_at_kiosk(site: Site, letter: Letter, **given: str) -> Page:
    """The same as `answer`, on a tablet where scripts run."""
    return answer(site, letter, {"scripts": "1"}, **given)


def answer(site: Site, letter: Letter, more: Mapping[str, str] | None = None, **given: str) -> Page:
    """Type the code, go through all sections, send; the last answer of the server."""
    assert typed(site, letter, **(more or {})).location == "/surveys/code/answer"
    page = site.get("/surveys/code/answer")
    for _section in ("one", "two"):
        page = site.post("/surveys/code/answer", {"Q1": "4", "go": "next", **page.form(), **given})
        assert page.status == 200, page.text
    return site.post("/surveys/code/ballots", {**page.form(), **given})


def form(site: Site) -> dict[str, Any]:
    """What the first section would send, without its token: each session has its own."""
    return {name: value for name, value in site.get("/surveys/code/answer").form().items() if name != "csrf_token"}


def new_id() -> bytes:
    """The number of a paper."""
    return box.new_ballot_id()
