"""The audiences and levels of a draft: one page a word, for both lists."""

from functools import partial
from typing import cast

from flask import Response, flash

from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.values.actions import framework_drafts as drafts
from engage.values.forms.framework import EntryForm
from engage.values.models import FrameworkDraft
from engage.values.rules import framework_lists as lists
from engage.values.rules.framework import Audience, Document, Level
from engage.values.rules.framework_editing import BadEdit
from engage.values.views import bp
from engage.values.views.framework_editor import opened, outline, step
from engage.values.views.framework_manage import MANAGE, kept, version

ONE = {"audiences": "audience", "levels": "level"}


def _which(part: str) -> lists.List:
    return cast(lists.List, part)


def _entry(document: Document, part: str, place: int) -> Audience | Level:
    try:
        return lists.entry(document, _which(part), place)
    except BadEdit as bad:
        raise NotThere(f"There is no such {ONE[part]} in this draft.") from bad


@bp.get("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/new")
@MANAGE
def new_entry(draft_id: int, part: str) -> Response:
    """An audience or a level more."""
    row, _ = opened(draft_id)
    kind = "everyone" if part == "audiences" else "neutral"
    return _page(row, part, None, EntryForm(formdata=None, data={"version": row.version, "kind": kind}))


def _page(row: FrameworkDraft, part: str, place: int | None, form: EntryForm, status: int = 200) -> Response:
    form.offer(part)
    document = opened(row.id)[1]
    found = None if place is None else _entry(document, part, place)
    return page(
        "values/manage/entry.html", status=status, draft=row, part=part, one=ONE[part], place=place, form=form,
        entry=found, used=lists.uses(document, _which(part), found.name) if found else 0,
    )  # fmt: skip


@bp.post("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/")
@MANAGE
def create_entry(draft_id: int, part: str) -> Response:
    """It stands at the end."""
    row, _ = opened(draft_id)
    form = EntryForm()
    form.offer(part)
    edit = partial(lists.add_entry, which=_which(part), name=form.name.data or "", kind=form.kind.data or "")
    shown = version()
    if not (form.validate() and kept(form.name, lambda: drafts.save(row, shown, edit, clock.now()))):
        return _page(row, part, None, form, 422)
    return outline(draft_id, part)


@bp.get("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/<int:place>")
@MANAGE
def edit_entry(draft_id: int, part: str, place: int) -> Response:
    """One audience or level."""
    row, document = opened(draft_id)
    found = _entry(document, part, place)
    given = {"version": row.version, "name": found.name, "kind": found.kind.value}
    return _page(row, part, place, EntryForm(formdata=None, data=given))


@bp.post("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/<int:place>")
@MANAGE
def save_entry(draft_id: int, part: str, place: int) -> Response:
    """Save it; what named it names it still."""
    row, document = opened(draft_id)
    _entry(document, part, place)
    form = EntryForm()
    form.offer(part)
    name, kind = form.name.data or "", form.kind.data or ""
    edit = partial(lists.edit_entry, which=_which(part), place=place, name=name, kind=kind)
    shown = version()
    if not (form.validate() and kept(form.name, lambda: drafts.save(row, shown, edit, clock.now()))):
        return _page(row, part, place, form, 422)
    flash("Saved.")
    return outline(draft_id, part)


@bp.post("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/<int:place>/move")
@MANAGE
def move_entry(draft_id: int, part: str, place: int) -> Response:
    """One place up or down: the order in which it is read."""
    row, document = opened(draft_id)
    _entry(document, part, place)
    way = step()
    drafts.save(row, version(), lambda doc: lists.move_entry(doc, _which(part), place, way), clock.now())
    return outline(draft_id, part)


@bp.post("/manage/drafts/<int:draft_id>/<any(audiences,levels):part>/<int:place>/remove")
@MANAGE
def remove_entry(draft_id: int, part: str, place: int) -> Response:
    """It goes, where nothing names it."""
    row, document = opened(draft_id)
    _entry(document, part, place)
    drafts.save(row, version(), lambda doc: lists.remove_entry(doc, _which(part), place), clock.now())
    flash(f"The {ONE[part]} is removed from the draft.")
    return outline(draft_id, part)
