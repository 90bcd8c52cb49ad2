"""Publishing: the draft as staff will see it, what changes, what takes over from what, and from when on."""

from collections.abc import Mapping, Sequence

from flask import Response, flash, request, url_for

from engage.core import clock
from engage.core.formatting import day
from engage.core.htmx import go, page
from engage.core.paging import Page
from engage.directory import queries_framework as published
from engage.values.actions import framework_drafts as drafts
from engage.values.actions import framework_publishing as publishing
from engage.values.forms.framework import PublishForm
from engage.values.queries import framework as queries
from engage.values.rules.framework import Document
from engage.values.rules.framework_changes import changes
from engage.values.rules.framework_mapping import Gone, gone, mapped
from engage.values.views import bp
from engage.values.views.framework_editor import opened
from engage.values.views.framework_manage import MANAGE, version
from engage.values.views.framework_pages import reading

FIELD = "becomes-"
# Each of them may become any part of the new version, so few of them stand on one page.
MOST_GONE = 20


@bp.get("/manage/drafts/<int:draft_id>/preview")
@MANAGE
def preview(draft_id: int) -> Response:
    """The draft as staff will see it."""
    row, document = opened(draft_id)
    return page("values/manage/preview.html", draft=row, **reading(document, {}))


@bp.get("/manage/drafts/<int:draft_id>/publish")
@MANAGE
def prepare(draft_id: int) -> Response:
    """What changes, what takes over, and when."""
    return _prepare(draft_id, PublishForm(formdata=None))


def _prepare(draft_id: int, form: PublishForm, status: int = 200) -> Response:
    row, document = opened(draft_id)
    latest, today = published.latest(), clock.today()
    earlier = queries.document(latest) if latest else None
    missing = gone(document, earlier) if earlier else ()
    at = _cut(missing, request.args.get("page", ""))
    return page(
        "values/manage/publish.html", status=status, draft=row, document=document, form=form, latest=latest,
        waits=latest is not None and latest.in_force_from > today, today=today,
        changes=changes(document, earlier) if earlier else (),
        gone=at, successors=_successors(missing, document), field_name=FIELD,
        address=lambda number: url_for(".prepare", draft_id=draft_id, page=number, _anchor="mapping"),
    )  # fmt: skip


def _cut(missing: Sequence[Gone], typed: str) -> Page[Gone]:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 1
    number = min(max(1, number), max(1, -(-len(missing) // MOST_GONE)))
    return Page(missing[(number - 1) * MOST_GONE : number * MOST_GONE], number, MOST_GONE, len(missing))


def _successors(missing: Sequence[Gone], document: Document) -> Mapping[bool, Sequence[tuple[str, str, str]]]:
    """What may take over, as (group, identity, words): a value from a value, a statement from a statement."""
    if not missing:
        return {True: (), False: ()}
    return {
        True: [("", value.identity, value.name) for value in document.values],
        False: [(value.name, said.identity, said.text) for value in document.values for said in value.statements],
    }


@bp.post("/manage/drafts/<int:draft_id>/mapping")
@MANAGE
def save_mapping(draft_id: int) -> Response:
    """Keep what takes over from what, then look at the changes again."""
    row, document = opened(draft_id)
    latest = published.latest()
    if latest is not None:
        chosen = _chosen(document, queries.document(latest))
        drafts.save(row, version(), lambda doc: mapped(doc, chosen), clock.now())
        flash("What takes over from what is saved.")
    return go(url_for(".prepare", draft_id=draft_id, _anchor="changes"))


def _chosen(document: Document, earlier: Document) -> dict[str, str]:
    """What was chosen for each part that is gone; an unknown choice counts as nothing."""
    values = {each.identity for each in document.values}
    said = {each.identity for each in document.statements}
    found = {}
    for part in gone(document, earlier):
        given = request.form.get(FIELD + part.identity)
        if given is not None:
            found[part.identity] = given if given in (values if part.is_value else said) else ""
    return found


@bp.post("/manage/drafts/<int:draft_id>/publish")
@MANAGE
def publish(draft_id: int) -> Response:
    """The draft becomes the next version."""
    row, document = opened(draft_id)
    form, today = PublishForm(), clock.today()
    form.today = today
    if not form.validate():
        return _prepare(draft_id, form, 422)
    latest, shown_version = published.latest(), version()
    if latest is not None and (chosen := _chosen(document, queries.document(latest))):
        drafts.save(row, shown_version, lambda doc: mapped(doc, chosen), clock.now())
        shown_version = row.version
    made = publishing.publish(row, shown_version, form.from_day(today), today, clock.now())
    if made.in_force_from > today:
        flash(f"Version {made.version} is published and comes into force on {day(made.in_force_from)}.")
        return go(url_for(".manage"))
    flash(f"Version {made.version} is published. Everyone sees it now.")
    return go(url_for(".index"))
