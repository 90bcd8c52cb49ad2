"""Reading results: the organisation, each published group, how it is protected, and the exports."""

from flask import Response, make_response, request, url_for

from engage.access import Permission, current_person, requires
from engage.core.errors import NotThere
from engage.core.formatting import day
from engage.core.htmx import page
from engage.core.links import Link
from engage.surveys.formats.release_out import csv_text, xlsx_bytes
from engage.surveys.queries import results as queries
from engage.surveys.queries import talked
from engage.surveys.queries.results import Results
from engage.surveys.rules.reading import by_section, extremes, left_out, net_promoter
from engage.surveys.rules.results_words import change, said
from engage.surveys.views import bp
from engage.surveys.views.results_beside import beside, biggest, choices, neighbours, since

READ = requires(Permission.RESULTS_READ)


@bp.get("/<int:survey_id>/results")
@READ
def results(survey_id: int) -> Response:
    """The organisation as a whole."""
    found = _found(survey_id)
    if found.begins is not None:
        return page("surveys/results/awaited.html", results=found)
    if not found.head.blocks:
        return page("surveys/results/withheld.html", results=found)
    return _block(found, found.head.blocks[0].code)


@bp.get("/<int:survey_id>/results/groups/<code>")
@READ
def results_group(survey_id: int, code: str) -> Response:
    """One published group."""
    return _block(published_results(survey_id), code)


@bp.get("/<int:survey_id>/results/protection")
@READ
def results_protection(survey_id: int) -> Response:
    """How these figures were made safe."""
    found = published_results(survey_id)
    return page("surveys/results/protection.html", results=found, head=found.head)


@bp.get("/<int:survey_id>/results.csv")
@READ
def results_csv(survey_id: int) -> Response:
    """The release as CSV."""
    found = published_results(survey_id)
    figures, tables = queries.all_figures(found.release_id), queries.all_tables(found.release_id)
    text = csv_text(found.head, figures, tables, found.elsewhere)
    return _download(text.encode("utf-8-sig"), "text/csv; charset=utf-8", found, "csv")


@bp.get("/<int:survey_id>/results.xlsx")
@READ
def results_xlsx(survey_id: int) -> Response:
    """The release as a workbook."""
    found = published_results(survey_id)
    tables = queries.all_tables(found.release_id)
    content = xlsx_bytes(found.head, queries.all_figures(found.release_id), found.sha256, tables, found.elsewhere)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(content, kind, found, "xlsx")


def link(survey_id: int) -> Link | None:
    """A survey's results as other features refer to them: seen once they are published."""
    found = queries.whole(survey_id, before_publishing=True)
    if found is None:
        return None
    may_see = found.stage in queries.SEEN or current_person().may(Permission.RESULTS_CHECK)
    return Link(url_for("surveys.results", survey_id=survey_id), found.title, may_see)


def published_results(survey_id: int) -> Results:
    """The results with the groups that this person may read; NotThere where they may read none yet."""
    found = _found(survey_id)
    if found.begins is not None:
        raise NotThere(f"You can read these results from {day(found.begins)}.")
    return found


def _found(survey_id: int) -> Results:
    found = queries.results(survey_id, current_person())
    if found is None:
        raise NotThere("There are no published results here.")
    return found


def _block(found: Results, code: str) -> Response:
    head, block = found.head, found.head.block(code)
    near = neighbours(found, block) if block is not None else None
    if block is None or near is None:
        raise NotThere("No group of these results has that address.")
    figures, offered = near.figures, choices(found, near)
    asked = request.args.get("beside", "")
    chosen = asked if asked in dict(offered) else ""
    before = since(found, near)
    talk, own_talk = talked.talks(found, code)
    best, worst = extremes(head, figures)
    return page(
        "surveys/results/group.html",
        fragment="surveys/results/_results_figures.html",
        results=found,
        head=head,
        block=block,
        figures=figures,
        sections=by_section(head, figures),
        best=best,
        worst=worst,
        names=head.names,
        promoters=net_promoter(head, figures),
        offered=offered,
        chosen=chosen,
        beside=before if chosen == "before" else beside(found, near, chosen),
        before=before,
        wave=near.wave,
        changes=biggest(before, {each.code: each.text for each in head.items}),
        left=left_out(head, figures),
        talk=talk,
        own_talk=own_talk,
        may_say=talked.may_say(found, block),
        said=said,
        change=change,
    )


def _download(content: bytes, kind: str, found: Results, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    name = f"results-{found.survey_id}{'-part' if found.head.part else ''}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
