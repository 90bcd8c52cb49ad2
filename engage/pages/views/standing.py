"""Where a page stands: shown, reviewed, archived; and the files on it."""

from flask import Response, current_app, flash, url_for

from engage.config import Settings
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.files import Sent
from engage.core.htmx import go, page
from engage.directory.queries_audience import names
from engage.pages import actions
from engage.pages.forms import FilesForm, ReviewedForm
from engage.pages.models import GuidePage
from engage.pages.queries import guides
from engage.pages.rules import State, is_due
from engage.pages.views import bp
from engage.pages.views.managing import MANAGE
from engage.pages.views.words import KINDS, STATES


@bp.get("/manage/<int:page_id>/")
@MANAGE
def manage_page(page_id: int) -> Response:
    """One page: where it stands, what is next, its files."""
    return _page(guides.page_by_id(page_id))


def _page(
    row: GuidePage, status: int = 200, upload: FilesForm | None = None, review: ReviewedForm | None = None
) -> Response:
    upload, review = upload or FilesForm(formdata=None), review or ReviewedForm(formdata=None)
    return page(
        "pages/manage_page.html",
        status=status,
        found=guides.whole(row),
        row=row,
        kinds=KINDS,
        states=STATES,
        audience=names(row.audience),
        lacks=actions.lacks(row),
        due=is_due(State(row.state), row.review_on, clock.today()),
        upload=upload,
        review=review,
        errors=upload.errors or review.errors,
    )


@bp.get("/manage/<int:page_id>/preview")
@MANAGE
def preview_page(page_id: int) -> Response:
    """As staff will see it."""
    return page("pages/preview.html", found=guides.whole(guides.page_by_id(page_id)), kinds=KINDS, keeps=False)


@bp.post("/manage/<int:page_id>/publish")
@MANAGE
def publish_page(page_id: int) -> Response:
    """Show it to those it is for."""
    row = guides.page_by_id(page_id)
    actions.publish(row, clock.now())
    flash(f"{row.title} is published.")
    return _back(page_id)


@bp.post("/manage/<int:page_id>/archive")
@MANAGE
def archive_page(page_id: int) -> Response:
    """Take it away from staff."""
    row = guides.page_by_id(page_id)
    actions.archive(row, clock.now())
    flash(f"{row.title} is archived. Staff no longer see it.")
    return _back(page_id)


@bp.post("/manage/<int:page_id>/bring-back")
@MANAGE
def bring_back_page(page_id: int) -> Response:
    """Out of the archive, as a draft."""
    actions.bring_back(guides.page_by_id(page_id))
    flash("The page is a draft again. Read it before you publish it.")
    return _back(page_id)


@bp.post("/manage/<int:page_id>/delete")
@MANAGE
def delete_page(page_id: int) -> Response:
    """Remove a draft with its files."""
    row = guides.page_by_id(page_id)
    title = row.title
    actions.delete(row)
    flash(f"The draft {title} is deleted.")
    return go(url_for(".manage"))


@bp.post("/manage/<int:page_id>/reviewed")
@MANAGE
def review_page(page_id: int) -> Response:
    """It was read again today; the next time is said."""
    row, form = guides.page_by_id(page_id), ReviewedForm()
    if not form.validate() or form.next_on is None:
        return _page(row, 422, review=form)
    try:
        actions.reviewed(row, form.next_on, clock.now())
    except Invalid as problem:
        form.next_day.errors = [problem.message]
        return _page(row, 422, review=form)
    flash("Reviewed today. The desk reminds you when it is due again.")
    return _back(page_id)


@bp.post("/manage/<int:page_id>/files")
@MANAGE
def add_files(page_id: int) -> Response:
    """Hang files on the page: all of them, or none."""
    row, form = guides.page_by_id(page_id), FilesForm()
    if not form.validate():
        return _page(row, 422, upload=form)
    settings: Settings = current_app.extensions["settings"]
    sent = [Sent(each.filename, each.read()) for each in form.files.data if each.filename]
    try:
        actions.add_files(row, sent, settings.max_upload_mb * 1_000_000)
    except Invalid as problem:
        form.files.errors = [problem.message]
        return _page(row, 422, upload=form)
    flash(f"{'The file was' if len(sent) == 1 else f'{len(sent)} files were'} added.")
    return _back(page_id)


@bp.post("/manage/<int:page_id>/files/<int:file_id>/remove")
@MANAGE
def remove_file(page_id: int, file_id: int) -> Response:
    """Take a file away for good."""
    name = actions.remove_file(guides.page_by_id(page_id), file_id)
    flash(f"{name} was removed.")
    return _back(page_id)


def _back(page_id: int) -> Response:
    return go(url_for(".manage_page", page_id=page_id))
