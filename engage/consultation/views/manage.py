"""Running consultations: the list of all, a new one, its page, its settings, and each act of its life."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.consultation.actions import running
from engage.consultation.forms.manage import ClosingForm, NewForm, PublishForm, SettingsForm
from engage.consultation.models import Consultation
from engage.consultation.queries import manage as queries
from engage.consultation.rules import MONTHS_CONFIDENTIAL, MONTHS_NAMED, POSSIBLE, Kind, State, takes_words
from engage.consultation.views import bp
from engage.core import clock
from engage.core.errors import Conflict
from engage.core.htmx import go, page
from engage.directory import queries_audience as who
from engage.directory.rules.audience import Audience, from_text

MANAGE = requires(Permission.CONSULTATIONS_MANAGE)
STATES = {
    State.DRAFT: ("Draft", "slate"),
    State.OPEN: ("Open", "green"),
    State.CLOSED: ("Closed, to be answered", "amber"),
    State.ANSWERED: ("Answered", "blue"),
}


@bp.get("/manage/")
@MANAGE
def manage() -> Response:
    """All consultations, the newest first."""
    return page("consultation/manage/index.html", found=queries.listed(request.args.get("page", 1, type=int)),
                words=STATES)  # fmt: skip


@bp.get("/manage/new")
@MANAGE
def new() -> Response:
    """It begins with a title."""
    return _new(NewForm(formdata=None, data={"network": request.args.get("network", "")}))


def _new(form: NewForm) -> Response:
    network = {str(number): name for number, name in who.offered().networks}.get(form.network.data or "")
    return page("consultation/manage/new.html", status=422 if form.errors else 200, form=form, network=network)


@bp.post("/manage/")
@MANAGE
def create() -> Response:
    """A draft; next its settings."""
    form = NewForm()
    if not form.validate():
        return _new(form)
    chosen = {str(number) for number, _ in who.offered().networks} & {form.network.data or ""}
    audience = Audience(networks=frozenset(map(int, chosen)))
    row = running.create(form.title.data or "", clock.now(), audience)
    return go(url_for(".edit_settings", consultation_id=row.id))


@bp.get("/manage/<int:consultation_id>/")
@MANAGE
def manage_one(consultation_id: int) -> Response:
    """Where it stands and what is next."""
    return one(queries.consultation(consultation_id))


def one(row: Consultation, publish: PublishForm | None = None) -> Response:
    """The page of a consultation, also with a form that has something to mend."""
    form = publish or PublishForm(formdata=None, data={"version": row.version, "outcome": row.outcome})
    return page(
        "consultation/manage/show.html",
        status=422 if form.errors else 200,
        consultation=row,
        words=STATES,
        possible=frozenset(act for act, states in POSSIBLE.items() if row.state in states),
        names=who.names(row.audience),
        progress=queries.progress(row.id),
        form=form,
        over=row.state == State.OPEN and not takes_words(row.state, None, row.closes_at, clock.now()),
        months=MONTHS_NAMED if row.named else MONTHS_CONFIDENTIAL,
    )


@bp.get("/manage/<int:consultation_id>/settings")
@MANAGE
def edit_settings(consultation_id: int) -> Response:
    """What it says besides its text; of an open one, when it closes."""
    row = queries.consultation(consultation_id)
    given: dict[str, Any] = {"version": row.version, **_typed("closes", row.closes_at)}
    if row.state != State.DRAFT:
        return _settings(row, ClosingForm(formdata=None, data=given))
    given |= {"title": row.title, "intro": row.intro, "kind": row.kind, "names": "yes" if row.named else "no"}
    form = SettingsForm(formdata=None, data=given | _typed("opens", row.opens_at))
    form.offer(who.offered(), from_text(row.audience))
    return _settings(row, form)


def _typed(name: str, moment: Any) -> dict[str, str]:
    if moment is None:
        return {}
    local = clock.local(moment)
    return {f"{name}_day": f"{local.day}/{local.month}/{local.year}", f"{name}_time": f"{local.hour}:{local.minute:02}"}


def _settings(row: Consultation, form: SettingsForm | ClosingForm) -> Response:
    status = 422 if form.errors else 200
    return page("consultation/manage/settings.html", status=status, consultation=row, form=form,
                draft=row.state == State.DRAFT)  # fmt: skip


@bp.post("/manage/<int:consultation_id>/settings")
@MANAGE
def save_settings(consultation_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    row = queries.consultation(consultation_id)
    if row.state != State.DRAFT:
        closing = ClosingForm()
        if not closing.validate():
            return _settings(row, closing)
        running.change_closing(row, version(), closing.closes_at, clock.now())
    else:
        form = SettingsForm()
        form.offer(who.offered())
        if not form.validate():
            return _settings(row, form)
        running.settle(row, version(), _terms(form))
    flash("The settings are saved.")
    return go(url_for(".manage_one", consultation_id=consultation_id))


def _terms(form: SettingsForm) -> running.Terms:
    return running.Terms(
        title=form.title.data or "",
        intro=form.intro.data or "",
        kind=Kind(form.kind.data),
        named=form.names.data == "yes",
        audience=form.audience,
        opens_at=form.opens_at,
        closes_at=form.closes_at,
    )


def version() -> int:
    """The version that the page showed."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def back(consultation_id: int) -> Response:
    """To the page of the consultation."""
    return go(url_for(".manage_one", consultation_id=consultation_id))


@bp.post("/manage/<int:consultation_id>/open")
@MANAGE
def open_it(consultation_id: int) -> Response:
    """Open it, now or from its date on."""
    row = queries.consultation(consultation_id)
    running.open_it(row, clock.now())
    flash(f"{row.title} is open. {row.asked:,} people are asked.")
    return back(consultation_id)


@bp.post("/manage/<int:consultation_id>/close")
@MANAGE
def close(consultation_id: int) -> Response:
    """Close it now, for ever."""
    row = queries.consultation(consultation_id)
    running.close(row, clock.now())
    flash(f"{row.title} is closed. Next: put what people wrote under themes.")
    return back(consultation_id)


@bp.post("/manage/<int:consultation_id>/publish")
@MANAGE
def publish(consultation_id: int) -> Response:
    """Show everybody who was asked what changed."""
    row, form = queries.consultation(consultation_id), PublishForm()
    if not form.validate():
        if row.state != State.CLOSED:
            raise Conflict("Only a closed consultation can be answered. Nothing was changed.")
        return one(row, form)
    running.publish(row, version(), form.outcome.data or "", clock.now())
    flash("It is published. Everybody who was asked can read what changed.")
    return back(consultation_id)


@bp.post("/manage/<int:consultation_id>/delete")
@MANAGE
def delete(consultation_id: int) -> Response:
    """A draft that nobody needs."""
    row = queries.consultation(consultation_id)
    title = row.title
    running.delete(row)
    flash(f"The draft “{title}” is deleted.")
    return go(url_for(".manage"))
