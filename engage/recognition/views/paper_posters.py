"""Posters of sites: their list, their PDFs, ending a code, and where a code leads."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires, signed_in
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.recognition.actions import paper as actions
from engage.recognition.models import SitePoster
from engage.recognition.queries import paper as queries
from engage.recognition.queries import paper_cards
from engage.recognition.rules.paper import CODE_LENGTH, typed_code
from engage.recognition.views import bp
from engage.recognition.views.paper import address_of, made, typed_address

MANAGE = requires(Permission.THANKS_MANAGE)
SIZES = {"a4": "A4", "a3": "A3"}


@bp.get("/thanks/posters/")
@MANAGE
def posters() -> Response:
    """The sites of today, and the code of each that has one."""
    return page(
        "recognition/paper/posters.html",
        sites=queries.sites(),
        ended=queries.ended(),
        typed_address=typed_address,
    )


@bp.post("/thanks/posters/")
@MANAGE
def make_poster() -> Response:
    """A code for a site."""
    row = actions.make_poster(request.form.get("site", "")[:200], current_person().id, clock.now())
    flash(f"The poster for {row.site} is ready. Its code is {row.code}.")
    return go(url_for(".posters"))


@bp.get("/thanks/posters/<int:poster_id>/poster.pdf")
@MANAGE
def poster_pdf(poster_id: int) -> Response:
    """The poster to hang up, on A4 or A3."""
    row, size = _in_use(poster_id), request.args.get("paper", "a4")
    if size not in SIZES:
        raise NotThere("A poster is on A4 or A3.")
    return made(
        f"thanks-poster-{row.code.lower()}-{size}", "paper_poster.typ", f"Thank somebody at {row.site}",
        {"site": row.site, "code": row.code, "address": typed_address(row.code), "paper": size}, address_of(row.code),
    )  # fmt: skip


@bp.get("/thanks/posters/<int:poster_id>/cards.pdf")
@MANAGE
def cards_pdf(poster_id: int) -> Response:
    """Four cards to cut out of a sheet, for whoever thanks with a pen."""
    row = _in_use(poster_id)
    names = [each.name for each in paper_cards.values()]
    return made(
        f"thanks-cards-{row.code.lower()}", "paper_cards.typ", f"Thank-you cards for {row.site}",
        {"site": row.site, "code": row.code, "values": names},
    )  # fmt: skip


def _in_use(poster_id: int) -> SitePoster:
    row = queries.poster_by_id(poster_id)
    if row.ended_at is not None:
        raise Conflict("This code was ended, so its poster is not printed any more. Make a new one for the site.")
    return row


@bp.post("/thanks/posters/<int:poster_id>/end")
@MANAGE
def end_poster(poster_id: int) -> Response:
    """The code is no longer used."""
    row = queries.poster_by_id(poster_id)
    actions.end_poster(row, clock.now())
    flash(f"The code {row.code} is ended. Please take the poster at {row.site} down.")
    return go(url_for(".posters"))


@bp.get("/t/<code>")
@signed_in
def follow_code(code: str) -> Response:
    """From a poster to the page to say thank you; who is not signed in comes back here afterwards."""
    row = queries.poster(code)
    if row is not None and row.ended_at is None:
        return go(url_for(".thanks_new", at=row.code))
    return page("recognition/paper/code.html", status=404 if row is None else 200, poster=row, length=CODE_LENGTH)


@bp.get("/t/")
@signed_in
def type_code() -> Response:
    """Where somebody types the code of a poster that they cannot photograph."""
    code = request.args.get("code", "")[:40]
    typed = typed_code(code)
    if not typed:
        if code:
            raise Invalid("A code has six letters or figures.")
        return page("recognition/paper/code.html", poster=None, length=CODE_LENGTH, asking=True)
    return go(url_for(".follow_code", code=typed))
