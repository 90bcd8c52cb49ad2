"""The one list of themes that consultations, concerns, events and actions share."""

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.links import Link
from engage.directory.actions import themes as actions
from engage.directory.forms_themes import ThemeForm
from engage.directory.models import Theme
from engage.directory.queries_themes import theme as theme_of
from engage.directory.queries_themes import themes as every_theme
from engage.directory.views import bp

MANAGE = requires(Permission.THEMES_MANAGE)


@bp.get("/themes")
@MANAGE
def themes() -> Response:
    """The list, and room for one more."""
    return _themes(ThemeForm(formdata=None))


def _themes(form: ThemeForm) -> Response:
    rows = every_theme(with_retired=True)
    return page(
        "directory/themes.html",
        status=422 if form.errors else 200,
        offered=[row for row in rows if row.offered],
        retired=[row for row in rows if not row.offered],
        form=form,
    )


@bp.post("/themes")
@MANAGE
def add_theme() -> Response:
    """One more theme."""
    form = ThemeForm()
    if not form.validate():
        return _themes(form)
    try:
        row = actions.add(form.name.data or "", form.about.data or "")
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _themes(form)
    flash(f"The theme “{row.name}” is added.")
    return go(url_for(".themes"))


def _there(theme_id: int) -> Theme:
    found = theme_of(theme_id)
    if found is None:
        raise NotThere("There is no such theme.")
    return found


@bp.get("/themes/<int:theme_id>")
@MANAGE
def edit_theme(theme_id: int) -> Response:
    """One theme: its name, or retire it."""
    row = _there(theme_id)
    return _theme(row, ThemeForm(formdata=None, data={"was": row.name, "name": row.name, "about": row.about}))


def _theme(row: Theme, form: ThemeForm) -> Response:
    return page("directory/theme.html", status=422 if form.errors else 200, theme=row, form=form)


@bp.post("/themes/<int:theme_id>")
@MANAGE
def save_theme(theme_id: int) -> Response:
    """Another name; everything under the theme stays under it."""
    row, form = _there(theme_id), ThemeForm()
    if not form.validate():
        return _theme(row, form)
    try:
        actions.rename(theme_id, form.name.data or "", form.about.data or "", form.was.data or "")
    except Invalid as invalid:
        form.name.errors = [invalid.message]
        return _theme(row, form)
    flash("The theme is saved.")
    return go(url_for(".themes"))


@bp.post("/themes/<int:theme_id>/move")
@MANAGE
def move_theme(theme_id: int) -> Response:
    """A place up or down."""
    way = request.form.get("way", "")
    if way not in ("up", "down"):
        raise Invalid("Choose up or down.")
    actions.move(theme_id, way == "up")
    return go(url_for(".themes"))


@bp.post("/themes/<int:theme_id>/retire")
@MANAGE
def retire_theme(theme_id: int) -> Response:
    """Offer it no longer."""
    row = actions.offer(theme_id, False)
    flash(f"“{row.name}” is retired. What was put under it stays under it.")
    return go(url_for(".themes"))


@bp.post("/themes/<int:theme_id>/bring-back")
@MANAGE
def bring_theme_back(theme_id: int) -> Response:
    """Offer it again."""
    row = actions.offer(theme_id, True)
    flash(f"“{row.name}” is offered again.")
    return go(url_for(".themes"))


def link(theme_id: int) -> Link | None:
    """What was heard under a theme, for whoever may read that."""
    row = theme_of(theme_id)
    if row is None:
        return None
    return Link(url_for("home.what_we_heard", theme=theme_id), row.name, current_person().may(Permission.HEARD_READ))
