"""The council's own layout of a committee paper."""

from flask import Response, flash, request, url_for

from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.reports.actions import layout as actions
from engage.reports.forms.layout import ASKS, NewSectionForm, SectionForm
from engage.reports.queries import layout as queries
from engage.reports.rules.layout import DEFAULTS, Asks, Section
from engage.reports.views import MANAGE, bp

WORDS: dict[str, str] = {**ASKS, Asks.FIGURES: "The figures"}


@bp.get("/layout/")
@MANAGE
def layout() -> Response:
    """The sections of a paper in their order."""
    held = queries.sections()
    return page("reports/layout.html", sections=held, asks=WORDS, changed=held != DEFAULTS)


@bp.get("/layout/new")
@MANAGE
def new_layout_section() -> Response:
    """A section of the council's own."""
    form = NewSectionForm(formdata=None)
    form.numbered.data = form.shown.data = True
    return page("reports/layout_section.html", form=form, section=None)


@bp.post("/layout/")
@MANAGE
def create_layout_section() -> Response:
    """Add it at the end."""
    form = NewSectionForm()
    if not form.validate():
        return page("reports/layout_section.html", status=422, form=form, section=None)
    try:
        actions.add(_section("", form, Asks(form.asks.data)))
    except Invalid as problem:
        form.heading.errors = [problem.message]
        return page("reports/layout_section.html", status=422, form=form, section=None)
    flash("The section is added, at the end.")
    return go(url_for(".layout"))


@bp.get("/layout/<string:key>")
@MANAGE
def edit_layout_section(key: str) -> Response:
    """A section's heading and how it is shown."""
    section = queries.section(key)
    return page("reports/layout_section.html", form=SectionForm(formdata=None, obj=section), section=section)


@bp.post("/layout/<string:key>")
@MANAGE
def save_layout_section(key: str) -> Response:
    """Change it, for all papers that are not final."""
    section, form = queries.section(key), SectionForm()
    if not form.validate():
        return page("reports/layout_section.html", status=422, form=form, section=section)
    try:
        actions.change(_section(key, form, section.asks))
    except Invalid as problem:
        form.shown.errors = [problem.message]
        return page("reports/layout_section.html", status=422, form=form, section=section)
    flash("The section is saved.")
    return go(url_for(".layout"))


def _section(key: str, form: SectionForm, asks: Asks) -> Section:
    return Section(
        key, form.heading.data or "", asks, form.hint.data or "", bool(form.numbered.data), bool(form.shown.data)
    )


@bp.post("/layout/<string:key>/move")
@MANAGE
def move_layout_section(key: str) -> Response:
    """A place further up or down."""
    actions.move(key, request.form.get("way") == "up")
    return go(url_for(".layout"))


@bp.post("/layout/start-again")
@MANAGE
def reset_layout() -> Response:
    """Back to the defaults."""
    actions.start_again()
    flash("Papers have the sections again that Engage came with.")
    return go(url_for(".layout"))
