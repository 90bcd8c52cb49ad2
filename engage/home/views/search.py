"""Searching everything that this person may see."""

from flask import Response, request

from engage.access import current_person, signed_in
from engage.core.htmx import page
from engage.home import queries, rules
from engage.home.views import bp


@bp.get("/search")
@signed_in
def search() -> Response:
    """What holds every word that was typed, by what it is."""
    typed = request.args.get("q", "").strip()[: rules.LONGEST_SEARCH]
    hits = queries.found(typed, current_person())
    return page(
        "home/search.html", fragment="home/_search_results.html", typed=typed, groups=rules.grouped(hits, "what")
    )
