"""What waits to be sent, what failed, and in a demonstration the mail itself."""

from flask import Response, abort, current_app, flash, url_for

from engage.access import Permission, public, requires
from engage.admin.forms.outbox import GiveUpForm
from engage.admin.views import bp
from engage.core import clock, mail
from engage.core import outbox as core
from engage.core import outbox_mending as mending
from engage.core.errors import NotThere
from engage.core.formatting import count
from engage.core.htmx import go, page
from engage.core.outbox import OutboxRow

OUTBOX = requires(Permission.OUTBOX_READ)


@bp.get("/admin/outbox")
@OUTBOX
def outbox() -> Response:
    """Counts and failures; never what a row holds or whom it goes to."""
    return page(
        "admin/outbox.html",
        tallies=core.tallies(), failures=mending.failures(), failed=core.failed(), alive=core.worker_is_alive(),
        now=clock.now(),
    )  # fmt: skip


@bp.post("/admin/outbox/<int:row_id>/retry")
@OUTBOX
def retry(row_id: int) -> Response:
    """Try a failed row again."""
    core.retry(_failed(row_id))
    flash("It is tried again within the next minute.")
    return go(url_for(".outbox"))


@bp.post("/admin/outbox/kinds/<string:kind>/retry")
@OUTBOX
def retry_kind(kind: str) -> Response:
    """Try all failed rows of a kind again."""
    again = mending.retry_all(kind)
    if not again:
        raise NotThere
    flash(f"{count(again, 'is', 'are')} tried again within the next minutes.")
    return go(url_for(".outbox"))


@bp.get("/admin/outbox/<int:row_id>/give-up")
@OUTBOX
def give_up(row_id: int) -> Response:
    """Ask why a failed row is given up."""
    return _give_up_page(GiveUpForm(formdata=None), _failed(row_id).kind, 1, row_id)


@bp.post("/admin/outbox/<int:row_id>/give-up")
@OUTBOX
def do_give_up(row_id: int) -> Response:
    """Give a failed row up."""
    row, form = _failed(row_id), GiveUpForm()
    if not form.validate():
        return _give_up_page(form, row.kind, 1, row_id, 422)
    mending.give_up(row, form.why.data or "")
    flash("It is given up. What it held is deleted.")
    return go(url_for(".outbox"))


@bp.get("/admin/outbox/kinds/<string:kind>/give-up")
@OUTBOX
def give_up_kind(kind: str) -> Response:
    """Ask why all failed rows of a kind are given up."""
    return _give_up_page(GiveUpForm(formdata=None), kind, _some(kind))


@bp.post("/admin/outbox/kinds/<string:kind>/give-up")
@OUTBOX
def do_give_up_kind(kind: str) -> Response:
    """Give all failed rows of a kind up."""
    form, rows = GiveUpForm(), _some(kind)
    if not form.validate():
        return _give_up_page(form, kind, rows, status=422)
    gone = mending.give_up_all(kind, form.why.data or "")
    flash(f"{count(gone, 'is', 'are')} given up. What {'it' if gone == 1 else 'they'} held is deleted.")
    return go(url_for(".outbox"))


def _failed(row_id: int) -> OutboxRow:
    row = core.failed_row(row_id)
    if row is None:
        raise NotThere
    return row


def _some(kind: str) -> int:
    rows = mending.how_many(kind)
    if not rows:
        raise NotThere
    return rows


def _give_up_page(form: GiveUpForm, kind: str, rows: int, row_id: int | None = None, status: int = 200) -> Response:
    return page("admin/outbox_give_up.html", status=status, form=form, kind=kind, rows=rows, row_id=row_id)


@bp.get("/demo/mail")
@public
def demo_mail() -> Response:
    """The mail that a demonstration lays into a folder; anywhere else this is not there."""
    settings = current_app.extensions["settings"]
    if not settings.demo:
        abort(404)
    return page("admin/outbox_mail.html", letters=mail.laid_down(settings))
