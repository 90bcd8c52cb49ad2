"""The OD team's side of what is shared with union representatives."""

import secrets

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import quiet_shared as actions
from engage.champions.forms.quiet_shared import SharedFilesForm, SharedForm
from engage.champions.models import SharedItem
from engage.champions.queries import quiet_shared as queries
from engage.champions.rules import quiet_shared as rules
from engage.champions.views import bp
from engage.core import clock, files
from engage.core.errors import Conflict, Invalid
from engage.core.files import Sent
from engage.core.htmx import go, page

MANAGE = requires(Permission.NETWORKS_MANAGE)


@bp.get("/networks/manage/shared")
@MANAGE
def shared_manage() -> Response:
    """What was shared, and drafts."""
    return page("champions/quiet/shared_manage.html", found=queries.items(request.args.get("page", 1, type=int)),
                networks=queries.union_networks(), months=rules.MONTHS_KEPT)  # fmt: skip


@bp.get("/networks/manage/shared/new")
@MANAGE
def shared_new() -> Response:
    """An empty form."""
    form = _offered(SharedForm(formdata=None, data={"once": secrets.token_urlsafe(16)}))
    if len(unions := queries.union_networks()) == 1:
        form.networks.data = [str(unions[0].id)]
    return _form(form, None)


@bp.post("/networks/manage/shared")
@MANAGE
def shared_create() -> Response:
    """A draft: nobody else reads it yet."""
    form = _offered(SharedForm())
    if not form.validate() or len(form.once.data or "") < 8:
        return _form(form, None, 422)
    row = actions.create(_words(form), form.once.data or "", clock.now())
    flash("The draft is saved. Add files if there are any, then share it.")
    return _back(row.id)


@bp.get("/networks/manage/shared/<int:item_id>")
@MANAGE
def shared_manage_item(item_id: int) -> Response:
    """One item, and what can be done with it."""
    return _show(queries.item(item_id))


def _show(row: SharedItem, status: int = 200, upload: SharedFilesForm | None = None, lacking: str = "") -> Response:
    return page(
        "champions/quiet/shared_manage_item.html",
        status=status,
        row=row,
        files=files.on(queries.ON, row.id),
        upload=upload or SharedFilesForm(formdata=None),
        lacking=lacking,
        most=rules,
    )


@bp.get("/networks/manage/shared/<int:item_id>/edit")
@MANAGE
def shared_edit(item_id: int) -> Response:
    """A draft's words."""
    row = _draft(item_id)
    chosen = [str(each.network_id) for each in row.networks]
    held = {"title": row.title, "body": row.body, "address": row.address, "networks": chosen}
    return _form(_offered(SharedForm(formdata=None, data=held)), row)


@bp.post("/networks/manage/shared/<int:item_id>/edit")
@MANAGE
def shared_save(item_id: int) -> Response:
    """Save them."""
    row, form = _draft(item_id), _offered(SharedForm())
    if not form.validate():
        return _form(form, row, 422)
    sent = form.version.data or ""
    try:
        actions.save(row, int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0, _words(form))
    except Conflict as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(form, row, 409)
    flash("The draft is saved.")
    return _back(item_id)


def _draft(item_id: int) -> SharedItem:
    row = queries.item(item_id)
    if row.shared_at is not None:
        raise Conflict(actions.SHARED)
    return row


def _offered(form: SharedForm) -> SharedForm:
    form.offer([(each.id, each.name) for each in queries.union_networks()])
    return form


def _words(form: SharedForm) -> actions.Words:
    return actions.Words(
        form.title.data or "",
        form.body.data or "",
        form.address.data or "",
        tuple(int(each) for each in form.networks.data or ()),
    )


def _form(form: SharedForm, row: SharedItem | None, status: int = 200) -> Response:
    return page("champions/quiet/shared_edit.html", status=status, form=form, row=row, most=rules)


@bp.post("/networks/manage/shared/<int:item_id>/share")
@MANAGE
def shared_share(item_id: int) -> Response:
    """Show it to its readers."""
    row = queries.item(item_id)
    try:
        actions.share(row, clock.now())
    except Invalid as problem:
        return _show(row, 422, lacking=problem.message)
    flash("It is shared. Whoever has an address is told that something waits.")
    return _back(item_id)


@bp.post("/networks/manage/shared/<int:item_id>/delete")
@MANAGE
def shared_delete(item_id: int) -> Response:
    """Take it from every page."""
    actions.delete(queries.item(item_id))
    flash("It is deleted, with its files.")
    return go(url_for(".shared_manage"))


@bp.post("/networks/manage/shared/<int:item_id>/files")
@MANAGE
def shared_files(item_id: int) -> Response:
    """Hang files on a draft: all of them, or none."""
    row, form = queries.item(item_id), SharedFilesForm()
    if not form.validate():
        return _show(row, 422, form)
    sent = [Sent(each.filename, each.read()) for each in form.sent]
    try:
        actions.add_files(row, sent)
    except Invalid as problem:
        form.files.errors = [problem.message]
        return _show(row, 422, form)
    flash(f"{'The file was' if len(sent) == 1 else f'{len(sent)} files were'} added.")
    return _back(item_id)


@bp.post("/networks/manage/shared/<int:item_id>/files/<int:file_id>/remove")
@MANAGE
def shared_files_remove(item_id: int, file_id: int) -> Response:
    """Take a file off a draft."""
    actions.remove_file(queries.item(item_id), file_id)
    flash("The file was removed.")
    return _back(item_id)


def _back(item_id: int) -> Response:
    return go(url_for(".shared_manage_item", item_id=item_id))
