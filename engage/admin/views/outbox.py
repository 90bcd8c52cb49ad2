"""What waits to be sent, what failed, and in a demonstration the mail itself."""

from flask import Response, abort, current_app, flash, url_for

from engage.access import Permission, public, requires
from engage.admin.views import bp
from engage.core import clock, mail
from engage.core import outbox as core
from engage.core.errors import NotThere
from engage.core.htmx import go, page


@bp.get("/admin/outbox")
@requires(Permission.OUTBOX_READ)
def outbox() -> Response:
    """Counts and failures; never what a row holds or whom it goes to."""
    return page(
        "admin/outbox.html",
        tallies=core.tallies(), failed=core.failed(), alive=core.worker_is_alive(), now=clock.now(),
    )  # fmt: skip


@bp.post("/admin/outbox/<int:row_id>/retry")
@requires(Permission.OUTBOX_READ)
def retry(row_id: int) -> Response:
    """Try a failed row again."""
    row = core.failed_row(row_id)
    if row is None:
        raise NotThere
    core.retry(row)
    flash("It is tried again within the next minute.")
    return go(url_for(".outbox"))


@bp.get("/demo/mail")
@public
def demo_mail() -> Response:
    """The mail that a demonstration lays into a folder; anywhere else this is not there."""
    settings = current_app.extensions["settings"]
    if not settings.demo:
        abort(404)
    return page("admin/outbox_mail.html", letters=mail.laid_down(settings))
