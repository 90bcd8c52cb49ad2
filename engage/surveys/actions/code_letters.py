"""What is printed of codes: letters, made while the codes are in hand and kept nowhere, and reminders for a wall."""

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import segno
from flask import current_app

from engage.core import pdf
from engage.core.db import writing
from engage.core.formatting import day, moment
from engage.surveys.actions import codes
from engage.surveys.actions.codes import Letter
from engage.surveys.models import Survey
from engage.surveys.queries import manage
from engage.surveys.queries.codes import Wanted
from engage.surveys.rules.codes import grouped

PATH = "/surveys/code"
NO_SITE = "No site known"
LONGEST_WHY = 420


def print_once(survey_id: int, wanted: Wanted, today: date) -> bytes:
    """Letters with fresh codes. The PDF takes seconds and is made first, so that nobody's answers wait for it."""
    survey = manage.survey(survey_id)
    found = codes.draw(survey, wanted)
    content = letters(survey, found, today)
    with writing():
        codes.keep(manage.survey(survey_id), found, today)
    return content


def letters(survey: Survey, found: Sequence[Letter], today: date) -> bytes:
    """One PDF with a letter a page, each site's behind a sheet that names it."""
    sheets: list[Mapping[str, Any]] = []
    pictures: dict[str, bytes] = {}
    counts = Counter(each.site for each in found)
    for n, each in enumerate(found):
        if n == 0 or found[n - 1].site != each.site:
            sheets.append({"site": each.site or NO_SITE, "count": _letters(counts[each.site])})
        picture = f"code{n}.svg"
        code = grouped(each.code)
        # Behind "#", which a browser sends to no server: no log along the way holds the code.
        pictures[picture] = _qr(f"{_address()}#{code}")
        sheets.append({"group": each.group_name, "site": each.site, "code": code, "picture": picture})
    data = {**about(survey), "why": _why(survey.intro), "day": day(today), "sheets": sheets}
    return pdf.make("survey_letters.typ", f"Letters: {survey.title}", data, pictures)


def reminder(survey: Survey, site: str) -> bytes:
    """A sheet for the wall of a site."""
    data = {**about(survey), "site": site}
    return pdf.make("survey_reminder.typ", f"Reminder: {survey.title}", data, {"code.svg": _qr(_address())})


def about(survey: Survey) -> dict[str, object]:
    """What every printed thing of a survey says: its title, until when, whom to ask, and the address."""
    settings = current_app.extensions["settings"]
    until = f"until {moment(survey.closes_at)}" if survey.closes_at else "while the survey is open"
    return {
        "survey": survey.title, "until": until, "ask": settings.help_contact,
        "address": _address().split("://", 1)[-1],
    }  # fmt: skip


def _why(intro: str) -> str:
    """The first paragraph of the introduction, where it fits on a letter."""
    first = " ".join(intro.split("\n\n")[0].split())
    return first if len(first) <= LONGEST_WHY else ""


def _letters(number: int) -> str:
    return "1 letter" if number == 1 else f"{number:,} letters"


def _address() -> str:
    return f"{current_app.extensions['settings'].base_url}{PATH}"


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, dark="#1b2a2e")
    return out.getvalue()
