"""What staff read: the list of guides, and each page."""

from flask import Response, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core.htmx import page
from engage.core.links import Link
from engage.pages.queries import guides
from engage.pages.rules import Kind, State
from engage.pages.views import bp
from engage.pages.views.words import KINDS

LONGEST = 100


@bp.get("/")
@signed_in
def index() -> Response:
    """What is published for this person: all of it, one kind, or what holds the words that were typed."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    asked = request.args.get("kind", "")
    kind = asked if asked in set(Kind) else ""
    me = current_person()
    return page(
        "pages/index.html",
        fragment="pages/_page_list.html",
        found=guides.published(me, request.args.get("page", 1, type=int), kind, typed),
        typed=typed,
        kind=kind,
        kinds=KINDS,
        keeps=me.may(Permission.PAGES_MANAGE),
    )


@bp.get("/<string:address>")
@signed_in
def show(address: str) -> Response:
    """One page, for whoever it is meant for."""
    me = current_person()
    found = guides.readable(address, me)
    return page("pages/show.html", found=found, kinds=KINDS, keeps=me.may(Permission.PAGES_MANAGE))


def link(page_id: int) -> Link | None:
    """A page as files and other features refer to it."""
    found = guides.may_see(page_id, current_person())
    if found is None:
        return None
    if found.state == State.PUBLISHED:
        return Link(url_for("pages.show", address=found.address), found.title, True)
    return Link(url_for("pages.manage_page", page_id=page_id), found.title, True)
