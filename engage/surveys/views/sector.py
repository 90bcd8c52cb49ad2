"""The yearly sheet of the local-government index: which surveys hold it, the sheet as a page and as files."""

from dataclasses import dataclass

from flask import Response, current_app, make_response, request

from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.directory import queries as directory
from engage.surveys.formats import sector_sheet
from engage.surveys.forms.library import HeadcountForm
from engage.surveys.queries import library, results
from engage.surveys.queries import sector as queries
from engage.surveys.rules.published import Head, ItemFigure
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE

TYPED, FROM_DIRECTORY = "as you typed it", "people in the directory today"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """What a sheet is made of."""

    survey_id: int
    head: Head
    figures: tuple[ItemFigure, ...]
    slots: dict[str, str]
    about: sector_sheet.About
    typed: bool


@bp.get("/sector-sheets")
@MANAGE
def sector_sheets() -> Response:
    """The surveys with published results that hold the index, by year."""
    lines = queries.surveys()
    years: dict[str, list[queries.SectorLine]] = {}
    for each in lines:
        if each.closes_at:
            years.setdefault(sector_sheet.year_of(clock.local(each.closes_at).date()), []).append(each)
    return page("surveys/sector/index.html", years=years)


@bp.get("/<int:survey_id>/sector-sheet")
@MANAGE
def sector_sheet_page(survey_id: int) -> Response:
    """The sheet of one survey; the headcount can be typed."""
    form = _form()
    status = 422 if request.args and not form.validate() else 200
    sheet = _sheet(survey_id, form)
    return page(
        "surveys/sector/sheet.html",
        status=status,
        form=form,
        sheet=sheet,
        facts=sector_sheet.facts(sheet.head, sheet.about),
        rows=sector_sheet.rows(sheet.head, sheet.figures, sheet.slots),
        columns=sector_sheet.COLUMNS,
        notes=sector_sheet.NOTES,
    )


def _form() -> HeadcountForm:
    return HeadcountForm(request.args or None, meta={"csrf": False}, data={"headcount": directory.headcount()})


def _sheet(survey_id: int, form: HeadcountForm) -> Sheet:
    found, closed = results.whole(survey_id, before_publishing=False), queries.closed_at(survey_id)
    if found is None or not found.head.blocks or closed is None:
        raise NotThere("There are no published results here.")
    figures, slots = results.figures(found.release_id, found.head.blocks[0].code), dict(library.slots())
    if figures is None or not any(item.identity in slots for item in found.head.items):
        raise NotThere("This survey did not ask the questions of the index.")
    typed = bool(request.args) and form.validate()
    headcount = (form.headcount.data if typed else None) or directory.headcount()
    about = sector_sheet.About(
        current_app.extensions["settings"].organisation, sector_sheet.year_of(clock.local(closed).date()), headcount,
        TYPED if typed else FROM_DIRECTORY, found.sha256,
    )  # fmt: skip
    return Sheet(survey_id, found.head, figures.items, slots, about, typed)


@bp.get("/<int:survey_id>/sector-sheet.csv")
@MANAGE
def sector_sheet_csv(survey_id: int) -> Response:
    """The sheet as CSV."""
    sheet = _sheet(survey_id, _form())
    text = sector_sheet.csv_text(sheet.head, sheet.figures, sheet.slots, sheet.about)
    return _download(text.encode("utf-8-sig"), "text/csv; charset=utf-8", survey_id, "csv")


@bp.get("/<int:survey_id>/sector-sheet.xlsx")
@MANAGE
def sector_sheet_xlsx(survey_id: int) -> Response:
    """The sheet as a workbook."""
    sheet = _sheet(survey_id, _form())
    content = sector_sheet.xlsx_bytes(sheet.head, sheet.figures, sheet.slots, sheet.about)
    return _download(content, XLSX, survey_id, "xlsx")


def _download(content: bytes, kind: str, survey_id: int, ending: str) -> Response:
    response = make_response(content)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="sector-index-{survey_id}.{ending}"'
    return response
