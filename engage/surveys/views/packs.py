"""Files of published results to hand on: asked for, watched, fetched; and one group's PDF at once."""

from datetime import timedelta

from flask import Response, flash, make_response, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.surveys.actions import packs as actions
from engage.surveys.formats import group_sheet
from engage.surveys.forms.packs import PackForm
from engage.surveys.queries import packs as queries
from engage.surveys.queries import results, results_beside
from engage.surveys.rules.packs import DAYS_KEPT, WORDS, Kind, file_name, offered
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE
from engage.surveys.views.results import published_results

# The page stops asking by itself, so that one left open where no worker runs keeps nobody signed in.
ASKS_FOR = timedelta(minutes=10)


@bp.get("/<int:survey_id>/results/groups/<code>/report.pdf")
@requires(Permission.RESULTS_READ)
def results_pdf(survey_id: int, code: str) -> Response:
    """The group's results as a PDF, for whoever may read them."""
    found = published_results(survey_id)
    block = found.head.block(code)
    if block is None:
        raise NotThere("No group of these results has that address.")
    root = found.head.blocks[0]
    # The organisation stands beside the group where whoever reads may see it, too.
    figures = results_beside.figures_of(found.release_id, {code, root.code})
    whole = figures.get(root.code) if root.parent is None else None
    split = any(each.block == code and not each.withheld for each in found.head.tables)
    tables = results.tables_of(found.release_id, code) if split else []
    content = group_sheet.pdf_of(found, block, figures[code], whole, tables)
    return _attached(content, "application/pdf", f"results-{survey_id}-{_ascii(block.name)}.pdf")


@bp.get("/manage/<int:survey_id>/packs")
@MANAGE
def packs(survey_id: int) -> Response:
    """What can be made of these results, and how far each is."""
    found = queries.published(survey_id)
    made = {Kind(each.kind): each for each in queries.of_survey(survey_id)}
    waits = [each for each in made.values() if each.state == "waiting"]
    return page(
        "surveys/results/packs.html", fragment="surveys/results/_packs_list.html", results=found, words=WORDS,
        lines=[(kind, number, made.get(kind)) for kind, number in offered(found.head)], days=DAYS_KEPT,
        waits=bool(waits), polls=any(clock.now() - each.asked_at < ASKS_FOR for each in waits),
    )  # fmt: skip


@bp.post("/manage/<int:survey_id>/packs")
@MANAGE
def make_pack(survey_id: int) -> Response:
    """Have one made."""
    form = PackForm()
    if not form.validate():
        raise NotThere("There is no such file to make.")
    actions.ask(survey_id, Kind(form.kind.data), clock.now())
    return go(url_for(".packs", survey_id=survey_id))


@bp.get("/manage/<int:survey_id>/packs/<int:pack_id>/file.zip")
@MANAGE
def pack_file(survey_id: int, pack_id: int) -> Response:
    """The zip, once it is made."""
    row = queries.pack(survey_id, pack_id)
    content = queries.content(row.id)
    if content is None:
        raise NotThere("There is no file yet.")
    return _attached(content, "application/zip", f"results-{survey_id}-{row.kind}.zip")


@bp.post("/manage/<int:survey_id>/packs/<int:pack_id>/delete")
@MANAGE
def drop_pack(survey_id: int, pack_id: int) -> Response:
    """Away with it."""
    actions.remove(queries.pack(survey_id, pack_id))
    flash("The file is deleted.")
    return go(url_for(".packs", survey_id=survey_id))


def _ascii(name: str) -> str:
    return file_name("".join(each for each in name if each.isascii())).replace(" ", "-").replace(",", "")


def _attached(content: bytes, kind: str, name: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
