"""Find my champion, a first aider or a union representative: what a worried colleague uses, on a phone too."""

from flask import Response, request, url_for

from engage.access import current_person, signed_in
from engage.champions.queries import networks
from engage.champions.queries import networks_find as queries
from engage.champions.queries.networks_find import Wanted
from engage.champions.views import bp
from engage.core.htmx import page
from engage.directory.rules.networks import APPOINTED

LONGEST = 100


def _number(name: str) -> int:
    found = request.args.get(name, 0, type=int)
    return found if 0 < found < networks.GREATEST else 0


def _text(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST]


def _wanted() -> Wanted:
    """What is looked for; what nobody can have chosen counts as nothing."""
    return Wanted(
        network=_number("network"), name=_text("name"), unit=_number("unit"), site=_text("site"),
        shift=_text("shift"), language=_text("language"), near=_text("first") != "name",
        off_team=_text("team") == "other",
    )  # fmt: skip


def _address(wanted: Wanted, number: int) -> str:
    return url_for(
        ".find_champion", network=wanted.network or None, name=wanted.name or None, unit=wanted.unit or None,
        site=wanted.site or None, shift=wanted.shift or None, language=wanted.language or None,
        first=None if wanted.near else "name", team="other" if wanted.off_team else None,
        page=number if number > 1 else None,
    )  # fmt: skip


@bp.get("/networks/find")
@signed_in
def find_champion() -> Response:
    """The form, and whoever is found: the nearest first until something else is wanted."""
    wanted, me = _wanted(), current_person()
    found = queries.find(wanted, me.id, request.args.get("page", 1, type=int))
    return page(
        "champions/networks/find.html",
        fragment="champions/networks/_found_list.html",
        wanted=wanted,
        found=found,
        me=me.id,
        post_of=queries.main_post,
        network_pairs=[(row.id, row.name) for row in networks.shown() if row.kind in APPOINTED],
        paired=lambda values: [(each, each) for each in values],
        units=queries.units(),
        choices=queries.choices(),
        address=lambda number: _address(wanted, number),
    )
