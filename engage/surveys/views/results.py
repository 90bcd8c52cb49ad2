"""Reading results: the organisation, each published group, how it is protected, and the exports."""

from flask import Response, make_response, url_for

from engage.access import Permission, current_person, requires
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.core.links import Link
from engage.surveys.formats.release_out import csv_text, xlsx_bytes
from engage.surveys.queries import results as queries
from engage.surveys.queries.results import Results
from engage.surveys.rules.published import Head
from engage.surveys.views import bp
from engage.surveys.views.shown import by_section, extremes

READ = requires(Permission.RESULTS_READ)


@bp.get("/<int:survey_id>/results")
@READ
def results(survey_id: int) -> Response:
    """The organisation as a whole."""
    found = _results(survey_id)
    if not found.head.blocks:
        return page("surveys/results/withheld.html", results=found)
    return _block(found, found.head.blocks[0].code)


@bp.get("/<int:survey_id>/results/groups/<code>")
@READ
def results_group(survey_id: int, code: str) -> Response:
    """One published group."""
    return _block(_results(survey_id), code)


@bp.get("/<int:survey_id>/results/heatmap")
@READ
def results_heatmap(survey_id: int) -> Response:
    """Published groups against themes and indices."""
    found = _results(survey_id)
    return page("surveys/results/heatmap.html", results=found, head=found.head)


@bp.get("/<int:survey_id>/results/protection")
@READ
def results_protection(survey_id: int) -> Response:
    """How these figures were made safe."""
    found = _results(survey_id)
    return page("surveys/results/protection.html", results=found, head=found.head)


@bp.get("/<int:survey_id>/results.csv")
@READ
def results_csv(survey_id: int) -> Response:
    """The release as CSV."""
    found = _results(survey_id)
    text = csv_text(found.head, queries.all_figures(found.release_id))
    return _download(text.encode("utf-8-sig"), "text/csv; charset=utf-8", found, "csv")


@bp.get("/<int:survey_id>/results.xlsx")
@READ
def results_xlsx(survey_id: int) -> Response:
    """The release as a workbook."""
    found = _results(survey_id)
    content = xlsx_bytes(found.head, queries.all_figures(found.release_id), found.sha256)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(content, kind, found, "xlsx")


def link(survey_id: int) -> Link | None:
    """A survey's results as other features refer to them: seen once they are published."""
    found = queries.results(survey_id, before_publishing=True)
    if found is None:
        return None
    may_see = found.stage in queries.SEEN or current_person().may(Permission.RESULTS_CHECK)
    return Link(url_for("surveys.results", survey_id=survey_id), found.title, may_see)


def _results(survey_id: int) -> Results:
    found = queries.results(survey_id, current_person().may(Permission.RESULTS_CHECK))
    if found is None:
        raise NotThere("There are no published results here.")
    return found


def _block(found: Results, code: str) -> Response:
    block, figures = found.head.block(code), queries.figures(found.release_id, code)
    if block is None or figures is None:
        raise NotThere("No group of these results has that address.")
    head: Head = found.head
    best, worst = extremes(head, figures)
    return page(
        "surveys/results/group.html",
        results=found,
        head=head,
        block=block,
        figures=figures,
        sections=by_section(head, figures),
        best=best,
        worst=worst,
        names={each.code: each.name for each in head.blocks},
    )


def _download(content: bytes, kind: str, found: Results, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="results-{found.survey_id}.{ending}"'
    return response
