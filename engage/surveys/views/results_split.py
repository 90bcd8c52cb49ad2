"""Reading results by a characteristic: one group, split by the answers to one question, as released."""

from collections.abc import Sequence

from flask import Response, request

from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.surveys.queries import results as queries
from engage.surveys.rules import splits
from engage.surveys.views import bp
from engage.surveys.views.results import READ, published_results


@bp.get("/<int:survey_id>/results/characteristics")
@READ
def results_split(survey_id: int) -> Response:
    """One table of those that were declared before the survey opened; no other can be made."""
    found = published_results(survey_id)
    head = found.head
    if not head.characteristics or not head.tables:
        raise NotThere("These results are not split by any characteristic.")
    by = _chosen(request.args.get("by", ""), [each.code for each in head.characteristics])
    groups = [table.block for table in head.tables if table.characteristic == by]
    group = _chosen(request.args.get("inside", ""), groups)
    meta = next(each for each in head.characteristics if each.code == by)
    table = queries.table(found.release_id, by, group)
    names = head.names
    return page(
        "surveys/results/split.html",
        fragment="surveys/results/_split_table.html",
        results=found, head=head, meta=meta, by=by, inside=group, names=names,
        groups=[(code, names[code]) for code in groups], columns=splits.columns(meta, table),
        parts=splits.parts(head, meta, table),
    )  # fmt: skip


def _chosen(asked: str, offered: Sequence[str]) -> str:
    return asked if asked in offered else offered[0]
