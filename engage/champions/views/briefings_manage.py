"""Briefings for the OD team: writing a pack, its files, showing it, and how many have read it."""

from flask import Response, current_app, flash, request, url_for

from engage.access import Permission, requires
from engage.champions.actions import briefings as actions
from engage.champions.forms.briefings import BriefingFilesForm, BriefingForm
from engage.champions.models import Briefing
from engage.champions.queries import briefings as queries
from engage.champions.rules import briefings as rules
from engage.champions.views import bp
from engage.config import Settings
from engage.core import clock, files
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.files import Sent
from engage.core.htmx import go, page

MANAGE = requires(Permission.NETWORKS_MANAGE)


@bp.get("/briefings/manage/")
@MANAGE
def briefings_manage() -> Response:
    """Every pack, drafts first, and how many have read each."""
    found = queries.listed(request.args.get("page", 1, type=int))
    return page(
        "champions/briefings/manage.html", found=found,
        read=queries.read_in_words([row.id for row in found.rows]), embargo=_embargo,
    )  # fmt: skip


def _embargo(row: Briefing) -> bool:
    return rules.under_embargo(row.embargo_until, clock.now())


@bp.get("/briefings/manage/new")
@MANAGE
def briefing_new() -> Response:
    """An empty form; employee champions are ticked."""
    form = _offered(BriefingForm(formdata=None))
    form.networks.data = [str(each.id) for each in queries.offered() if each.kind == "champions"]
    return _form(form, None)


@bp.post("/briefings/manage/")
@MANAGE
def briefing_create() -> Response:
    """A draft."""
    form = _offered(BriefingForm())
    if not form.validate():
        return _form(form, None, 422)
    row = actions.create(_words(form), clock.now())
    flash("The draft is saved. Only the OD team sees it.")
    return go(url_for(".briefing_manage", briefing_id=row.id))


@bp.get("/briefings/manage/<int:briefing_id>/edit")
@MANAGE
def briefing_edit(briefing_id: int) -> Response:
    """Its words, to be changed."""
    row = queries.one(briefing_id)
    form = BriefingForm(formdata=None)
    form.title.data, form.body.data, form.questions.data = row.title, row.body, row.questions
    form.opens.data, form.version.data = row.opens, str(row.version)
    form.networks.data = [str(each.id) for each in row.networks]
    if row.embargo_until is not None:
        until = clock.local(row.embargo_until)
        form.embargo_day.data, form.embargo_time.data = typed_day(until.date()), f"{until:%H:%M}"
    return _form(_offered(form), row)


@bp.post("/briefings/manage/<int:briefing_id>/edit")
@MANAGE
def briefing_save(briefing_id: int) -> Response:
    """Save them, unless somebody else has meanwhile."""
    row, form = queries.one(briefing_id), _offered(BriefingForm())
    if not form.validate():
        return _form(form, row, 422)
    sent = form.version.data or ""
    try:
        actions.save(briefing_id, int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1,
                     _words(form), clock.now())  # fmt: skip
    except Invalid as problem:
        form.body.errors = [problem.message]
        return _form(form, row, 422)
    except Conflict as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(form, row, 409)
    flash("The briefing is saved.")
    return go(url_for(".briefing_manage", briefing_id=briefing_id))


def _offered(form: BriefingForm) -> BriefingForm:
    form.offer([(each.id, each.name) for each in queries.offered()])
    return form


def _words(form: BriefingForm) -> actions.Words:
    return actions.Words(
        form.title.data or "", form.body.data or "", form.questions.data or "", form.network_ids, form.embargo_until,
        bool(form.opens.data),
    )  # fmt: skip


def _form(form: BriefingForm, row: Briefing | None, status: int = 200) -> Response:
    return page("champions/briefings/edit.html", status=status, form=form, row=row, most=rules)


@bp.get("/briefings/manage/<int:briefing_id>/")
@MANAGE
def briefing_manage(briefing_id: int) -> Response:
    """One pack: where it stands, what is next, its files."""
    return _page(queries.one(briefing_id))


def _page(row: Briefing, status: int = 200, form: BriefingFilesForm | None = None, lacking: str = "") -> Response:
    return page(
        "champions/briefings/manage_one.html", status=status, row=row, form=form or BriefingFilesForm(formdata=None),
        files=files.on(queries.ON, row.id), read=queries.read_in_words([row.id])[row.id], lacking=lacking,
        people=queries.people_of([row.id]).get(row.id, 0), embargo=_embargo(row), months=rules.MONTHS_KEPT,
    )  # fmt: skip


@bp.post("/briefings/manage/<int:briefing_id>/show")
@MANAGE
def briefing_show(briefing_id: int) -> Response:
    """To the people of its networks."""
    row = queries.one(briefing_id)
    try:
        actions.show(briefing_id, clock.now())
    except Invalid as problem:
        return _page(row, 422, lacking=problem.message)
    flash("The briefing is shown. People in its networks are told by mail, and on their start page.")
    return go(url_for(".briefing_manage", briefing_id=briefing_id))


@bp.post("/briefings/manage/<int:briefing_id>/withdraw")
@MANAGE
def briefing_withdraw(briefing_id: int) -> Response:
    """A draft again."""
    actions.withdraw(briefing_id, clock.now())
    flash("The briefing is a draft again. Only the OD team sees it.")
    return go(url_for(".briefing_manage", briefing_id=briefing_id))


@bp.post("/briefings/manage/<int:briefing_id>/delete")
@MANAGE
def briefing_delete(briefing_id: int) -> Response:
    """A draft, for good."""
    actions.remove(briefing_id)
    flash("The draft is deleted.")
    return go(url_for(".briefings_manage"))


@bp.post("/briefings/manage/<int:briefing_id>/files")
@MANAGE
def briefing_add_files(briefing_id: int) -> Response:
    """Hang files on it: all of them, or none."""
    row, form = queries.one(briefing_id), BriefingFilesForm()
    if not form.validate():
        return _page(row, 422, form)
    settings: Settings = current_app.extensions["settings"]
    sent = [Sent(each.filename, each.read()) for each in form.files.data if each.filename]
    try:
        actions.add_files(briefing_id, sent, settings.max_upload_mb * 1_000_000)
    except Invalid as problem:
        form.files.errors = [problem.message]
        return _page(row, 422, form)
    flash(f"{'The file was' if len(sent) == 1 else f'{len(sent)} files were'} added.")
    return go(url_for(".briefing_manage", briefing_id=briefing_id))


@bp.post("/briefings/manage/<int:briefing_id>/files/<int:file_id>/remove")
@MANAGE
def briefing_remove_file(briefing_id: int, file_id: int) -> Response:
    """Take a file away for good."""
    name = actions.remove_file(briefing_id, file_id)
    flash(f"{name} was removed.")
    return go(url_for(".briefing_manage", briefing_id=briefing_id))
