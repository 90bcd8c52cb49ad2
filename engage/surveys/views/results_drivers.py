"""Key drivers: which themes go along with the index, beside how they scored; reliability for the OD team."""

from flask import Response

from engage.access import Permission, current_person
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.queries import results_beside as queries
from engage.surveys.rules import importance
from engage.surveys.rules.published import Head
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results


@bp.get("/<int:survey_id>/results/groups/<code>/drivers")
@READ
def results_drivers(survey_id: int, code: str) -> Response:
    """What goes along with the index in one group; or that there are not enough answers."""
    found = published_results(survey_id)
    head, block = found.head, found.head.block(code)
    figures = queries.figures_of(found.release_id, {code}).get(code)
    if block is None or figures is None:
        raise NotThere("No group of these results has that address.")
    return page(
        "surveys/results/drivers.html", results=found, head=head, block=block, drivers=figures.drivers,
        lines=importance.lines(head, figures), words=importance,
        reliability=_reliability(head) if block.parent is None else [],
    )  # fmt: skip


def _reliability(head: Head) -> list[tuple[str, float]]:
    if not current_person().may(Permission.RESULTS_CHECK):
        return []
    names = {index.code: index.name for index in head.indices}
    return [(names[each.index], each.alpha) for each in head.reliability if each.index in names]
