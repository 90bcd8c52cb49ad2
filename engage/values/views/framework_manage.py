"""The OD team's frameworks: drafts and versions, a new draft by hand, from a file or of a version, and downloads."""

from collections.abc import Callable
from typing import Any

from flask import Response, current_app, flash, make_response, request, url_for

from engage.access import Permission, requires, signed_in
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.directory import queries_framework as published
from engage.values.actions import framework_drafts as drafts
from engage.values.actions import framework_publishing as publishing
from engage.values.formats import BadFile, read
from engage.values.formats.framework_export import to_csv, to_json_file
from engage.values.forms.framework import FileForm, NewForm
from engage.values.queries import framework as queries
from engage.values.rules.framework import Document
from engage.values.rules.framework_mapping import adopt
from engage.values.views import bp
from engage.values.views.framework_pages import may_manage

MANAGE = requires(Permission.FRAMEWORK_MANAGE)


def version() -> int:
    """The version of the draft that the page showed."""
    typed = request.form.get("version", "")
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        raise Invalid("This page is incomplete. Reload it and try again.")
    return int(typed)


def kept(field: Any, act: Callable[[], object]) -> bool:
    """Whether an act was done; what it refuses is said beside the field."""
    try:
        act()
    except Invalid as bad:
        field.errors = [*field.errors, bad.message]
        return False
    return True


@bp.get("/manage/")
@MANAGE
def manage() -> Response:
    """Drafts and versions."""
    return page(
        "values/manage/index.html", drafts=queries.drafts(), versions=published.versions(), today=clock.today()
    )  # fmt: skip


@bp.get("/manage/new")
@MANAGE
def new_draft() -> Response:
    """Write it here, bring a file, or begin from the version in force."""
    return _new(NewForm(formdata=None), FileForm(formdata=None))


def _new(form: NewForm, upload: FileForm, status: int = 200) -> Response:
    latest = published.latest()
    return page("values/manage/new.html", status=status, form=form, upload=upload, latest=latest)


@bp.post("/manage/drafts/")
@MANAGE
def create_draft() -> Response:
    """A draft with a title."""
    form = NewForm()
    if not form.validate():
        return _new(form, FileForm(formdata=None), 422)
    organisation = current_app.extensions["settings"].organisation
    row = drafts.create(drafts.blank(form.title.data or "", organisation), clock.now())
    return go(url_for(".draft", draft_id=row.id))


@bp.post("/manage/drafts/import")
@MANAGE
def import_drafts() -> Response:
    """A draft for each framework of a file; what says the same as the newest version keeps its identity."""
    form = FileForm()
    if not form.validate():
        return _new(NewForm(formdata=None), form, 422)
    try:
        documents = read(form.file.data.read(), drafts.new_identity)
    except BadFile as bad:
        form.file.errors = [str(bad)]
        return _new(NewForm(formdata=None), form, 422)
    latest = published.latest()
    if latest is not None:
        documents = [adopt(document, queries.document(latest)) for document in documents]
    rows = drafts.bring_in(documents, clock.now())
    if len(rows) == 1:
        values, said = len(documents[0].values), len(documents[0].statements)
        flash(f"{count(values, 'value')} and {count(said, 'statement')} came in. Look them through, then publish.")
        return go(url_for(".draft", draft_id=rows[0].id))
    flash(f"{len(rows)} drafts were made, one for each organisation of the file.")
    return go(url_for(".manage"))


@bp.post("/manage/versions/<int:framework_id>/copy")
@MANAGE
def copy_version(framework_id: int) -> Response:
    """A draft that begins as this version is; every part keeps its identity."""
    found = queries.visible(framework_id, clock.today(), early=True)
    row = drafts.create(queries.document(found), clock.now())
    return go(url_for(".draft", draft_id=row.id))


@bp.post("/manage/versions/<int:framework_id>/withdraw")
@MANAGE
def withdraw_version(framework_id: int) -> Response:
    """Take back a version that is not in force yet."""
    found = queries.visible(framework_id, clock.today(), early=True)
    row = publishing.withdraw(found, clock.today(), clock.now())
    flash("The version is withdrawn, and is a draft again.")
    return go(url_for(".draft", draft_id=row.id))


@bp.get("/manage/drafts/<int:draft_id>/framework.csv")
@MANAGE
def draft_csv(draft_id: int) -> Response:
    """A draft in the CSV layout."""
    return _csv(queries.document(queries.draft(draft_id)), f"framework-draft-{draft_id}.csv")


@bp.get("/manage/drafts/<int:draft_id>/framework.json")
@MANAGE
def draft_json(draft_id: int) -> Response:
    """A draft as JSON."""
    return _json(queries.document(queries.draft(draft_id)), f"framework-draft-{draft_id}.json")


@bp.get("/versions/<int:framework_id>/framework.csv")
@signed_in
def version_csv(framework_id: int) -> Response:
    """A version in the CSV layout."""
    found = queries.visible(framework_id, clock.today(), may_manage())
    return _csv(queries.document(found), f"framework-{found.version}.csv")


@bp.get("/versions/<int:framework_id>/framework.json")
@signed_in
def version_json(framework_id: int) -> Response:
    """A version as JSON."""
    found = queries.visible(framework_id, clock.today(), may_manage())
    return _json(queries.document(found), f"framework-{found.version}.json")


def _csv(document: Document, name: str) -> Response:
    # A spreadsheet takes UTF-8 for what it is only with the mark at the beginning.
    text = "\ufeff" + to_csv([document], identities="identities" in request.args)
    return _download(text, "text/csv", name)


def _json(document: Document, name: str) -> Response:
    return _download(to_json_file(document), "application/json", name)


def _download(text: str, kind: str, name: str) -> Response:
    response = make_response(text.encode())
    response.headers["Content-Type"] = f"{kind}; charset=utf-8"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
