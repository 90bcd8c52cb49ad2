"""The OD guide: how each part of the OD team's work is done here."""

from flask import Response

from engage.access import signed_in
from engage.config import ROOT
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.home.rules import GUIDE_AREAS
from engage.home.views import bp


@bp.get("/guide/")
@signed_in
def od_guide() -> Response:
    """The parts that are written, in their order."""
    written = [(area, title, about) for area, (title, about) in GUIDE_AREAS.items() if _is_written(area)]
    return page("home/guide_index.html", areas=written)


@bp.get("/guide/<string:area>")
@signed_in
def od_guide_area(area: str) -> Response:
    """One part."""
    if area not in GUIDE_AREAS or not _is_written(area):
        raise NotThere("The OD guide has no such part.")
    return page(f"home/guide/{area}.html")


def _is_written(area: str) -> bool:
    return (ROOT / "templates" / "home" / "guide" / f"{area}.html").is_file()
