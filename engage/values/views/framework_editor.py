"""Editing a draft: the outline, what it says of itself, its values; every edit is a POST with a version."""

from functools import partial

from flask import Response, flash, request, url_for

from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.values.actions import framework_drafts as drafts
from engage.values.forms.framework import AboutForm, AddStatementsForm, AddValueForm, ValueForm
from engage.values.models import FrameworkDraft
from engage.values.queries import framework as queries
from engage.values.rules import framework_editing as edits
from engage.values.rules.framework import Document, Value, colour_of
from engage.values.rules.framework_lists import uses
from engage.values.rules.framework_shown import capital
from engage.values.views import bp
from engage.values.views.framework_manage import MANAGE, kept, version

STEPS = {"up": -1, "down": 1}


def opened(draft_id: int) -> tuple[FrameworkDraft, Document]:
    """A draft and what it says."""
    row = queries.draft(draft_id)
    return row, queries.document(row)


def step() -> int:
    """Up or down, as the button said."""
    way = request.form.get("way", "")
    if way not in STEPS:
        raise Invalid("A part moves up or down.")
    return STEPS[way]


def found_value(document: Document, value_code: str) -> Value:
    """A value of the draft, or NotThere."""
    try:
        return edits.value(document, value_code)
    except edits.BadEdit as bad:
        raise NotThere("There is no such value in this draft.") from bad


def outline(draft_id: int, anchor: str = "") -> Response:
    """Back to the outline, at the part that was touched."""
    return go(url_for(".draft", draft_id=draft_id, _anchor=anchor or None))


@bp.get("/manage/drafts/<int:draft_id>/")
@MANAGE
def draft(draft_id: int) -> Response:
    """The outline: words, audiences, levels, values."""
    return _outline(draft_id, AddValueForm(formdata=None))


def _outline(draft_id: int, form: AddValueForm, status: int = 200) -> Response:
    row, document = opened(draft_id)
    return page(
        "values/manage/draft.html", status=status, draft=row, document=document, form=form, capital=capital,
        colours=[colour_of(value, place) for place, value in enumerate(document.values)],
        used={each.name: uses(document, "audiences", each.name) for each in document.audiences},
        used_levels={each.name: uses(document, "levels", each.name) for each in document.levels},
    )  # fmt: skip


@bp.get("/manage/drafts/<int:draft_id>/about")
@MANAGE
def edit_about(draft_id: int) -> Response:
    """Title, organisation and introduction."""
    row, document = opened(draft_id)
    given = {"title": document.title, "organisation": document.organisation, "intro": document.intro}
    return _about(row, AboutForm(formdata=None, data={"version": row.version, **given}))


def _about(row: FrameworkDraft, form: AboutForm, status: int = 200) -> Response:
    return page("values/manage/about.html", status=status, draft=row, form=form)


@bp.post("/manage/drafts/<int:draft_id>/about")
@MANAGE
def save_about(draft_id: int) -> Response:
    """Save them."""
    row, _ = opened(draft_id)
    form = AboutForm()
    if not form.validate():
        return _about(row, form, 422)
    changes = {"title": form.title.data, "organisation": form.organisation.data or "", "intro": form.intro.data or ""}
    drafts.save(row, version(), lambda doc: edits.set_about(doc, **changes), clock.now())
    flash("Saved.")
    return outline(draft_id)


@bp.post("/manage/drafts/<int:draft_id>/delete")
@MANAGE
def delete_draft(draft_id: int) -> Response:
    """A draft goes for good."""
    row, document = opened(draft_id)
    drafts.delete(row, version())
    flash(f"The draft “{document.title}” is deleted.")
    return go(url_for(".manage"))


@bp.post("/manage/drafts/<int:draft_id>/values/")
@MANAGE
def create_value(draft_id: int) -> Response:
    """A value at the end, then its page."""
    row, _ = opened(draft_id)
    form = AddValueForm()
    if not form.validate():
        return _outline(draft_id, form, 422)
    identity = drafts.new_identity()
    shown, name = version(), form.name.data or ""
    edit = partial(edits.add_value, name=name, identity=identity)
    if not kept(form.name, lambda: drafts.save(row, shown, edit, clock.now())):
        return _outline(draft_id, form, 422)
    return go(url_for(".edit_value", draft_id=draft_id, value_code=identity))


@bp.get("/manage/drafts/<int:draft_id>/values/<string:value_code>/")
@MANAGE
def edit_value(draft_id: int, value_code: str) -> Response:
    """A value: its words, and its statements."""
    row, document = opened(draft_id)
    found = found_value(document, value_code)
    given = {"version": row.version, "name": found.name, "about": found.about, "colour": found.colour}
    return show_value(draft_id, value_code, ValueForm(formdata=None, data=given), AddStatementsForm(formdata=None))


def show_value(draft_id: int, value_code: str, form: ValueForm, more: AddStatementsForm, status: int = 200) -> Response:
    """The page of a value, also with a form that has something to mend."""
    row, document = opened(draft_id)
    found = found_value(document, value_code)
    more.offer(document)
    if more.version.data is None:
        given = found.statements[-1] if found.statements else None
        more.audience.data, more.level.data = (given.audience, given.level) if given else (None, "")
    groups = [
        (audience, level, [s for s in found.statements if (s.audience, s.level) == (audience.name, word)])
        for audience in document.audiences
        for word, level in (("", None), *((each.name, each) for each in document.levels))
    ]
    return page(
        "values/manage/value.html", status=status, draft=row, document=document, value=found, form=form, more=more,
        groups=[group for group in groups if group[2]], capital=capital,
        colour=colour_of(found, document.values.index(found)),
    )  # fmt: skip


@bp.post("/manage/drafts/<int:draft_id>/values/<string:value_code>/")
@MANAGE
def save_value(draft_id: int, value_code: str) -> Response:
    """Save a value's words."""
    row, document = opened(draft_id)
    found_value(document, value_code)
    form = ValueForm()
    if not form.validate():
        return show_value(draft_id, value_code, form, AddStatementsForm(formdata=None), 422)
    words = {"name": form.name.data or "", "about": form.about.data or "", "colour": form.colour.data or ""}
    shown = version()

    def edit(doc: Document) -> Document:
        return edits.edit_value(doc, value_code, **words)

    if not kept(form.name, lambda: drafts.save(row, shown, edit, clock.now())):
        return show_value(draft_id, value_code, form, AddStatementsForm(formdata=None), 422)
    flash("The value is saved.")
    return go(url_for(".edit_value", draft_id=draft_id, value_code=value_code))


@bp.post("/manage/drafts/<int:draft_id>/values/<string:value_code>/move")
@MANAGE
def move_value(draft_id: int, value_code: str) -> Response:
    """One place up or down."""
    row, _ = opened(draft_id)
    way = step()
    drafts.save(row, version(), lambda doc: edits.move_value(doc, value_code, way), clock.now())
    return outline(draft_id, f"value-{value_code}")


@bp.post("/manage/drafts/<int:draft_id>/values/<string:value_code>/remove")
@MANAGE
def remove_value(draft_id: int, value_code: str) -> Response:
    """A value and its statements go."""
    row, _ = opened(draft_id)
    drafts.save(row, version(), lambda doc: edits.remove_value(doc, value_code), clock.now())
    flash("The value and its statements are removed from the draft.")
    return outline(draft_id)
