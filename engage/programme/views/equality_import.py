"""Equality figures from a file: looked at first, then taken in as a whole or not at all."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core.errors import Conflict, Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.directory.imports import uploads
from engage.directory.imports.uploads import Upload
from engage.programme.actions import equality as actions
from engage.programme.formats import equality_csv
from engage.programme.forms.training import EqualityFileForm, LookForm
from engage.programme.queries import equality as queries
from engage.programme.queries.equality import Looked
from engage.programme.rules.equality_file import COLUMNS, EXAMPLE, Bad, Fault
from engage.programme.views import bp
from engage.programme.views.equality import HERE
from engage.programme.views.measures import MANAGE

KIND, LISTED = "equality", 100
WHY = {
    Fault.EMPTY: "nothing stands here, and it is needed.",
    Fault.LONG: "it has more than {value} characters.",
    Fault.FORMULA: "“{value}” begins as a formula does. Write it as words.",
    Fault.DAY: "“{value}” is no day between 1990 and 2100. Write it as 2027-03-31.",
    Fault.FUTURE: "“{value}” is still to come.",
    Fault.NUMBER: "“{value}” is no whole number of people.",
    Fault.ABSURD: "“{value}” is too large to be meant.",
    Fault.TWICE: "the same group stands in row {value}.",
    Fault.DISAGREES: "row {value} gives another number for everybody.",
    Fault.MORE: "the groups have {value} people together, more than everybody.",
    Fault.GROUPS: "a characteristic can have {value} groups at most.",
}


def why(bad: Bad) -> str:
    """Where something is wrong, and what."""
    return f"Row {bad.row}, {bad.column}: {WHY[bad.fault].format(value=bad.value)}"


@bp.get(f"{HERE}/import")
@MANAGE
def import_equality() -> Response:
    """Where a file is chosen."""
    return _choose(EqualityFileForm(formdata=None))


def _choose(form: EqualityFileForm, status: int = 200) -> Response:
    return page("programme/equality/import.html", status=status, form=form, most=equality_csv.MOST)


@bp.get(f"{HERE}/example.csv")
@MANAGE
def equality_example() -> Response:
    """A file to begin from."""
    return download("equality-figures", COLUMNS, EXAMPLE)


@bp.post(f"{HERE}/import")
@MANAGE
def look_at_equality() -> Response:
    """Look at the file; nothing is taken in yet."""
    form = EqualityFileForm()
    if not form.validate():
        return _choose(form, 422)
    try:
        kept = uploads.keep_read(form.file.data, KIND, current_person().id, equality_csv.lines)
    except Invalid as invalid:
        form.file.errors = [invalid.message]
        return _choose(form, 422)
    return go(url_for(".imported_equality", token=kept.token))


def _looked(token: str) -> tuple[Upload, Looked]:
    kept = uploads.find(token, current_person().id, KIND)
    return kept, queries.looked(*equality_csv.lines(kept.path))


@bp.get(f"{HERE}/import/<token>")
@MANAGE
def imported_equality(token: str) -> Response:
    """What would be added and replaced, or everything that is wrong."""
    kept, looked = _looked(token)
    return page("programme/equality/imported.html", upload=kept, looked=looked, why=why, listed=LISTED)


@bp.post(f"{HERE}/import/<token>/take")
@MANAGE
def take_equality(token: str) -> Response:
    """Take all of it in."""
    kept, looked = _looked(token)
    if looked.bad or not looked.changes or not LookForm().validate():
        raise Conflict("There is nothing in this file to take in, or it was taken in already.")
    taken = actions.take(looked)
    uploads.discard(kept)
    flash(f"{count(taken, 'table')} of figures taken in.")
    return go(url_for(".equality"))
