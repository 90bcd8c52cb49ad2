"""What all staff see: the winners of an announced round, and past winners; and how the OD team keeps the list."""

from functools import partial

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.recognition.actions import outcome_past as actions
from engage.recognition.forms.outcome import PastFileForm, PastForm
from engage.recognition.queries import outcome_past as queries
from engage.recognition.queries.outcome_past import Wanted
from engage.recognition.rules.outcome import WORDS
from engage.recognition.rules.outcome_past import COLUMNS, OUTCOMES, Past, fault, read
from engage.recognition.views import bp
from engage.recognition.views.outcome import MANAGE

MOST_BYTES = 2_000_000


@bp.get("/awards/<int:round_id>/winners")
@signed_in
def winners(round_id: int) -> Response:
    """The winners and highly commended of an announced round."""
    row, found = queries.announced(round_id), queries.of_round(round_id)
    categories = list(dict.fromkeys(each.category for each in found))
    grouped = [(name, [each for each in found if each.category == name]) for name in categories]
    return page("recognition/outcome/winners.html", round=row, grouped=grouped, words=WORDS,
                manages=current_person().may(Permission.AWARDS_MANAGE))  # fmt: skip


def _wanted() -> Wanted:
    year = request.args.get("year", "")
    known = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return Wanted(request.args.get("q", "").strip()[:100], known, request.args.get("scheme", "")[:120])


@bp.get("/awards/past-winners/")
@signed_in
def past_winners() -> Response:
    """By year and scheme, and searched."""
    wanted = _wanted()
    address = partial(url_for, ".past_winners", q=wanted.words or None, year=wanted.year, scheme=wanted.scheme or None)
    return page(
        "recognition/outcome/past_winners.html",
        fragment="recognition/outcome/_past_list.html",
        found=queries.found(wanted, request.args.get("page", 1, type=int)),
        wanted=wanted,
        years=queries.years(),
        schemes=queries.schemes(),
        address=address,
        words=WORDS,
        manages=current_person().may(Permission.AWARDS_MANAGE),
    )


@bp.get("/awards/manage/past-winners/")
@MANAGE
def manage_past() -> Response:
    """The list as the OD team keeps it."""
    return _manage(PastForm(formdata=None), PastFileForm(formdata=None))


def _manage(form: PastForm, upload: PastFileForm, faults: tuple[str, ...] = ()) -> Response:
    wanted = _wanted()
    errors = form.errors or upload.errors
    return page(
        "recognition/outcome/manage_past.html",
        status=422 if errors or faults else 200,
        form=form,
        upload=upload,
        errors=errors,
        faults=faults,
        found=queries.found(wanted, request.args.get("page", 1, type=int), 40),
        wanted=wanted,
        address=partial(url_for, ".manage_past", q=wanted.words or None),
        words=WORDS,
        columns=COLUMNS,
    )


@bp.post("/awards/manage/past-winners/")
@MANAGE
def add_past() -> Response:
    """One more by hand."""
    form = PastForm()
    valid = form.validate()
    this_year = clock.today().year
    cells = {name: form[name].data or "" for name in COLUMNS}
    if valid and (wrong := fault(cells, this_year)):
        form.year.errors, valid = [wrong[0].upper() + wrong[1:]], False
    if not valid:
        return _manage(form, PastFileForm(formdata=None))
    past = Past(int(cells["year"]), cells["award"], cells["category"], OUTCOMES[cells["outcome"]], cells["name"],
                cells["team"], cells["citation"])  # fmt: skip
    try:
        actions.add(past)
    except Invalid as problem:
        form.name.errors = [problem.message]
        return _manage(form, PastFileForm(formdata=None))
    flash(f"{past.name} is on the list.")
    return go(url_for(".manage_past"))


@bp.post("/awards/manage/past-winners/file")
@MANAGE
def add_past_file() -> Response:
    """Many at once: all of the file, or nothing."""
    upload = PastFileForm()
    if not upload.validate():
        return _manage(PastForm(formdata=None), upload)
    content = upload.file.data.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        upload.file.errors = [f"The file is larger than {MOST_BYTES // 1_000_000} MB."]
        return _manage(PastForm(formdata=None), upload)
    found = read(content, clock.today().year)
    if found.faults:
        upload.file.errors = ["Nothing was added. Mend what is named below and choose the file again."]
        return _manage(PastForm(formdata=None), upload, found.faults)
    added = actions.add_all(found.rows)
    left = len(found.rows) - added
    flash(f"{added:,} added." + (f" {left:,} were on the list already." if left else ""))
    return go(url_for(".manage_past"))


@bp.post("/awards/manage/past-winners/<int:winner_id>/delete")
@MANAGE
def take_out_past(winner_id: int) -> Response:
    """Off every page."""
    actions.take_out(queries.one(winner_id))
    flash("The name is off the list, and off the page of its round.")
    return go(url_for(".manage_past"))
