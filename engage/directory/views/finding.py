"""Finding a colleague by typing: the page, and the fragment that components/person_picker.html asks for."""

import re

from flask import Response, request

from engage.access import signed_in
from engage.core.htmx import page
from engage.directory import queries_choosing, queries_finding
from engage.directory.rules.choosing import KINDS
from engage.directory.views import bp

FIELD = re.compile(r"[a-z_]{1,40}\Z")
LONGEST, MOST_CHOSEN = 100, 50


@bp.get("/people/find")
@signed_in
def find_people() -> Response:
    """At most ten colleagues for what was typed, never a list of all; `pick` names the field to choose one for.

    Not throttled: it answers a name, unit and job title, which every colleague may see, ten at a time and only to
    who is signed in; a limit would stop somebody who types slowly, or a depot that shares one address.
    """
    typed, pick = request.args.get("q", "")[:LONGEST], request.args.get("pick", "")
    return page(
        "directory/find_people.html",
        fragment="directory/_people_found.html",
        q=typed,
        pick=pick if FIELD.match(pick) else "",
        found=queries_finding.find(typed),
    )


@bp.get("/people/choose")
@signed_in
def choose() -> Response:
    """The same for components/choose.html, with teams: whoever is ticked stays, whoever is found can be ticked.

    field: the form's field; kinds: "person", "unit" or both; single=y: radios instead of boxes.
    """
    asked, typed = request.args, request.args.get("q", "")[:LONGEST]
    field = asked.get("field", "")
    field = field if FIELD.match(field) else "chosen"
    kinds = [kind for kind in KINDS if kind in asked.getlist("kinds")] or KINDS
    return page(
        "directory/choose.html",
        fragment="directory/_choices_found.html",
        q=typed,
        field=field,
        kinds=kinds,
        single=asked.get("single") == "y",
        chosen=queries_choosing.chosen(asked.getlist(field)[:MOST_CHOSEN], kinds),
        found=queries_choosing.find(typed, kinds),
    )
