"""The log: an entry in two taps, looking at it, changing it, deleting it."""

import secrets
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.champions.actions import activity as actions
from engage.champions.forms.activity import ActivityForm, FilesForm
from engage.champions.models import Activity
from engage.champions.queries import activity as queries
from engage.champions.rules import activity as rules
from engage.champions.views import bp
from engage.core import clock, files
from engage.core.errors import Invalid, NotThere
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.core.links import Link
from engage.directory.queries import main_unit_of
from engage.directory.queries_choosing import chosen, find
from engage.directory.rules.choosing import UNIT

LONGEST = 100
LOG, ONE = "/champions/log", "/champions/log/<int:activity_id>"


@bp.get(LOG)
@signed_in
def activity_log() -> Response:
    """One's own log."""
    me = current_person()
    if not queries.logs(me.id):
        raise NotThere
    return page(
        "champions/activity/log.html",
        fragment="champions/activity/_activity_list.html",
        found=queries.own(me.id, request.args.get("page", 1, type=int)),
        kinds=rules.KINDS,
        hows=rules.HOWS,
    )


@bp.get(f"{LOG}/new")
@signed_in
def activity_new() -> Response:
    """The second tap: today, my unit, and how many there were last time, all of it filled in."""
    me, kind = current_person(), request.args.get("kind", "")
    kind = kind if kind in list(rules.Kind) else rules.Kind.CONVERSATION
    mine, like, home = queries.appointed(me.id), queries.last(me.id, kind), main_unit_of(me.id)
    data: dict[str, Any] = {
        "once": secrets.token_urlsafe(16), "kind": str(kind), "happened": typed_day(clock.today()),
        "people": like.people if like else 1, "how": like.how if like else str(rules.How.IN_PERSON),
        "network": str(mine[0].network_id),
    }  # fmt: skip
    form = _offered(ActivityForm(formdata=None, data=data), None)
    return _form(form, None, [f"{UNIT}:{home.id}"] if home else [])


@bp.post(LOG)
@signed_in
def activity_create() -> Response:
    """Keep it; a concern leads on to passing it on."""
    queries.appointed(current_person().id)
    form = _offered(ActivityForm(), None)
    if _finding() or not form.validate():
        return _again(form, None)
    row = actions.log(_entry(form), current_person().id, form.once.data or secrets.token_urlsafe(16), clock.now())
    return _logged(row)


@bp.post(f"{LOG}/repeat")
@signed_in
def activity_repeat() -> Response:
    """The last one again, today."""
    me = current_person()
    queries.appointed(me.id)
    once = request.form.get("once", "")[:LONGEST] or secrets.token_urlsafe(16)
    return _logged(actions.repeat(me.id, once, clock.now()))


def _logged(row: Activity) -> Response:
    what = rules.KINDS[rules.Kind(row.kind)].lower()
    if row.kind == rules.Kind.CONCERN:
        flash("The concern is logged. Pass it on now, so that somebody answers it.")
        return go(url_for(".concern_new", from_activity=row.id))
    flash(f"Logged: {what}, {row.people:,} {'person' if row.people == 1 else 'people'}.")
    return go(url_for(".desk"))


@bp.get(ONE)
@signed_in
def activity(activity_id: int) -> Response:
    """One's own entry."""
    return _show(queries.seen(activity_id, current_person().id), FilesForm(formdata=None))


def _show(row: Activity, form: FilesForm) -> Response:
    return page(
        "champions/activity/show.html",
        status=422 if form.errors else 200,
        row=row,
        form=form,
        held=files.on(queries.ON, row.id),
        kinds=rules.KINDS,
        hows=rules.HOWS,
        limits=rules,
    )


@bp.get(f"{ONE}/edit")
@signed_in
def activity_edit(activity_id: int) -> Response:
    """What stands there, to be changed."""
    row = queries.seen(activity_id, current_person().id)
    data = {
        "kind": row.kind, "happened": typed_day(row.happened_on), "people": row.people, "how": row.how,
        "site": row.site, "works_well": row.works_well, "even_better": row.even_better,
        "theme": str(row.theme_id or ""), "network": str(row.network_id),
    }  # fmt: skip
    form = _offered(ActivityForm(formdata=None, data=data), row)
    return _form(form, row, [f"{UNIT}:{row.unit_id}"] if row.unit_id else [])


@bp.post(f"{ONE}/edit")
@signed_in
def activity_save(activity_id: int) -> Response:
    """Keep what is changed."""
    row = queries.seen(activity_id, current_person().id)
    form = _offered(ActivityForm(), row)
    if _finding() or not form.validate():
        return _again(form, row)
    actions.save(row, _entry(form))
    flash("The entry is changed.")
    return go(url_for(".activity", activity_id=row.id))


@bp.post(f"{ONE}/delete")
@signed_in
def activity_delete(activity_id: int) -> Response:
    """Delete it, for good."""
    actions.delete(queries.seen(activity_id, current_person().id))
    flash("The entry is deleted.")
    return go(url_for(".activity_log"))


@bp.post(f"{ONE}/files")
@signed_in
def activity_files_add(activity_id: int) -> Response:
    """Hang files on it: all of them, or none."""
    row, form = queries.seen(activity_id, current_person().id), FilesForm()
    sent = [(each.filename, each.read()) for each in form.files.data or () if each and each.filename]
    try:
        actions.add_files(row, sent)
    except Invalid as invalid:
        form.files.errors = [invalid.message]
        return _show(row, form)
    flash("The file is added." if len(sent) == 1 else f"{len(sent)} files are added.")
    return go(url_for(".activity", activity_id=row.id))


@bp.post(f"{ONE}/files/<int:file_id>/remove")
@signed_in
def activity_files_remove(activity_id: int, file_id: int) -> Response:
    """Take a file away again."""
    row = queries.seen(activity_id, current_person().id)
    if name := actions.remove_file(row, file_id):
        flash(f"{name} is removed.")
    return go(url_for(".activity", activity_id=row.id))


def link(activity_id: int) -> Link | None:
    """An entry, and so its files, for whoever wrote it."""
    try:
        row = queries.seen(activity_id, current_person().id)
    except NotThere:
        return None
    return Link(url_for("champions.activity", activity_id=row.id), rules.KINDS[rules.Kind(row.kind)], True)


def _offered(form: ActivityForm, row: Activity | None) -> ActivityForm:
    """Today's networks and themes, and those that the entry has already."""
    networks = [(each.network_id, each.network.name) for each in queries.appointments(current_person().id)]
    earliest = clock.months_after(clock.today(), -rules.MONTHS_BACK)
    if row is not None:
        networks, earliest = [(row.network_id, "")], min(earliest, row.happened_on)
    form.offer(networks, queries.offered(row.theme if row else None), clock.today(), earliest)
    return form


def _entry(form: ActivityForm) -> actions.Entry:
    units = chosen(request.form.getlist("unit")[:1], (UNIT,))
    return actions.Entry(
        kind=form.kind.data or "", network_id=int(form.network.data), happened_on=form.happened_on,
        unit_id=units[0].id if units else None, site=form.site.data or "", how=form.how.data or "",
        people=form.people.data or 1, theme_id=int(form.theme.data) if form.theme.data else None,
        works_well=form.works_well.data or "", even_better=form.even_better.data or "",
    )  # fmt: skip


def _finding() -> bool:
    """Whether a unit is looked for without scripts; Enter in a field presses that button with nothing typed."""
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def _again(form: ActivityForm, row: Activity | None) -> Response:
    return _form(form, row, request.form.getlist("unit")[:1], 200 if _finding() else 422)


def _form(form: ActivityForm, row: Activity | None, keys: Sequence[str], status: int = 200) -> Response:
    typed = request.form.get("q", "").strip()[:LONGEST]
    return page(
        "champions/activity/edit.html" if row or request.method == "POST" else "champions/activity/new.html",
        status=status,
        form=form,
        row=row,
        chosen=chosen(keys, (UNIT,)),
        found=find(typed, (UNIT,)) if typed else (),
        q=typed,
        kinds=rules.KINDS,
        hows=rules.HOWS,
        most=rules.MOST_WORDS,
        today=clock.today(),
    )
