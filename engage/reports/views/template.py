"""The council's own Word template."""

from flask import Response, flash, make_response, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid, NotThere
from engage.core.htmx import go, page
from engage.reports.actions import layout as actions
from engage.reports.forms.layout import TemplateForm
from engage.reports.queries import layout as queries
from engage.reports.views import MANAGE, bp
from engage.reports.views.documents import DOCX


@bp.get("/template/")
@MANAGE
def template() -> Response:
    """Which is in use, and a new one."""
    return _page(TemplateForm(formdata=None))


def _page(form: TemplateForm, status: int = 200) -> Response:
    return page("reports/template.html", status=status, form=form, found=queries.templates())


@bp.post("/template/")
@MANAGE
def upload_template() -> Response:
    """Look at a Word file, and take it in use."""
    form = TemplateForm()
    if not form.validate():
        return _page(form, 422)
    try:
        actions.upload_template(form.file.data.filename, form.file.data.read(), current_person().id, clock.now())
    except Invalid as problem:
        form.file.errors = [problem.message]
        return _page(form, 422)
    flash("The template is in use. Reports that are final keep the one they were made with.")
    return go(url_for(".template"))


@bp.post("/template/default")
@MANAGE
def use_default_template() -> Response:
    """Back to the one Engage came with."""
    actions.use_default()
    flash("The default template is in use.")
    return go(url_for(".template"))


@bp.get("/template/<int:template_id>/template.docx")
@MANAGE
def template_docx(template_id: int) -> Response:
    """A template as it was uploaded."""
    content = queries.template_content(template_id)
    if content is None:
        raise NotThere("There is no such template.")
    response = make_response(content)
    response.headers["Content-Type"] = DOCX
    response.headers["Content-Disposition"] = f'attachment; filename="template-{template_id}.docx"'
    return response
