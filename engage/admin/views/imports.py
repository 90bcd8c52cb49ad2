"""Imports: a file is looked at before anything changes, and the last one can be taken back."""

import json

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.admin.forms.imports import ConfirmForm, ProfileForm, UploadForm, chosen_columns
from engage.admin.views import bp
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.directory import queries
from engage.directory.actions import imports as actions
from engage.directory.imports import prepare, uploads, words
from engage.directory.imports.uploads import Upload
from engage.directory.rules.columns import FIELDS
from engage.directory.rules.plan import Plan

CHANGED = "The directory has changed since the preview. This is what the file would do now."
ALLOW = "Tick the box if the file is whole and this many should go"


@bp.get("/admin/imports")
@requires(Permission.PEOPLE_MANAGE)
def imports() -> Response:
    """Every import so far, and a form for the next."""
    return _list(UploadForm(formdata=None))


@bp.post("/admin/imports")
@requires(Permission.PEOPLE_MANAGE)
@reads
def upload() -> Response:
    """Take a file and look at it; what is wrong with it is said at once, and nothing is changed."""
    form = UploadForm().offer([row.name for row in queries.profiles()])
    if not form.validate():
        return _list(form, status=422)
    sent, settings = form.file.data, prepare.settings()
    kept = uploads.keep(sent.stream, sent.filename or "", form.kind.data, form.profile.data, current_person().id)
    try:
        prepare.plan(kept.kind, kept.path, settings.max_upload_mb * 1_000_000, kept.profile)
    except Invalid as problem:
        uploads.discard(kept)
        return _list(form, problem, status=422)
    return go(url_for(".preview", token=kept.token))


@bp.get("/admin/uploads/<token>")
@requires(Permission.PEOPLE_MANAGE)
def preview(token: str) -> Response:
    """What a kept file would change."""
    kept = uploads.find(token, current_person().id)
    return _preview(kept, _plan(kept), ConfirmForm(formdata=None))


@bp.post("/admin/uploads/<token>/confirm")
@requires(Permission.PEOPLE_MANAGE)
@reads
def confirm(token: str) -> Response:
    """Carry out what was previewed, if it still is the same; others write while the file is read."""
    kept = uploads.find(token, current_person().id)
    plan, form = _plan(kept), ConfirmForm()
    if not form.validate() or form.fingerprint.data != plan.fingerprint():
        return _preview(kept, plan, ConfirmForm(formdata=None), CHANGED, status=409)
    if prepare.stop(plan, bool(form.allow.data)):
        form.allow.errors = [ALLOW]
        return _preview(kept, plan, form, status=422)
    by_id = current_person().id
    try:
        number = actions.carry_out_alone(plan, kept.filename, by_id)
    except Conflict:
        return _preview(kept, _plan(kept), ConfirmForm(formdata=None), CHANGED, status=409)
    uploads.discard(kept)
    flash(f"Import {number} of {kept.kind} is done.")
    return go(url_for(".imports"))


@bp.post("/admin/uploads/<token>/discard")
@requires(Permission.PEOPLE_MANAGE)
@reads
def discard(token: str) -> Response:
    """Forget a kept file."""
    uploads.discard(uploads.find(token, current_person().id))
    flash("The file was discarded. Nothing was changed.")
    return go(url_for(".imports"))


@bp.post("/admin/imports/<int:run_id>/roll-back")
@requires(Permission.PEOPLE_MANAGE)
def roll_back(run_id: int) -> Response:
    """Take the last import back."""
    run = queries.import_run(run_id)
    if run is None:
        raise NotThere
    actions.roll_back(run)
    flash(f"Import {run.number} of {run.kind} was rolled back.")
    return go(url_for(".imports"))


@bp.get("/admin/import-profiles")
@requires(Permission.PEOPLE_MANAGE)
def profiles() -> Response:
    """The saved profiles, and a form for one; with ?name= that one's columns."""
    form = ProfileForm(formdata=None)
    row = queries.profile(request.args.get("name", ""))
    if row is not None:
        form.name.data = row.name
        for field, header in json.loads(row.columns).items():
            form[f"column_{field}"].data = header
    return _profiles(form)


@bp.post("/admin/import-profiles")
@requires(Permission.PEOPLE_MANAGE)
def save_profile() -> Response:
    """Save which column is which, under a name."""
    form = ProfileForm()
    valid = form.validate()
    columns = chosen_columns(form)
    if not valid or form.errors:
        return _profiles(form, status=422)
    row = actions.save_profile(form.name.data or "", columns)
    flash(f"The profile {row.name} is saved.")
    return go(url_for(".imports"))


def _plan(kept: Upload) -> Plan:
    return prepare.plan(kept.kind, kept.path, prepare.settings().max_upload_mb * 1_000_000, kept.profile)


def _list(form: UploadForm, problem: Invalid | None = None, status: int = 200) -> Response:
    last = queries.last_import()
    runs = queries.imports(request.args.get("page", 1, type=int))
    return page(
        "admin/imports.html", status=status, runs=runs, problem=problem, last_id=last.id if last else None,
        form=form.offer([row.name for row in queries.profiles()]),
        counts={run.id: json.loads(run.summary) for run in runs.rows},
    )  # fmt: skip


def _preview(kept: Upload, plan: Plan, form: ConfirmForm, changed: str = "", status: int = 200) -> Response:
    form.fingerprint.data = plan.fingerprint()
    return page(
        "admin/imports_preview.html", status=status, kept=kept, plan=plan, form=form, changed=changed,
        stops=prepare.stop(plan, allowed=False), notes=[words.note(note) for note in plan.notes],
    )  # fmt: skip


def _profiles(form: ProfileForm, status: int = 200) -> Response:
    return page("admin/imports_profiles.html", status=status, form=form, fields=FIELDS, saved=queries.profiles())
