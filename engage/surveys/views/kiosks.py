"""Kiosks: the OD team makes a link for a place; whoever stands there opens it on the tablet."""

from flask import Response, current_app, flash, g, session, url_for

from engage.access import public
from engage.core import clock, sessions
from engage.core.errors import NotThere
from engage.core.htmx import go, page
from engage.core.marks import reads
from engage.surveys.actions import kiosks as actions
from engage.surveys.actions import stages
from engage.surveys.forms.codes import KioskForm, ScriptsForm
from engage.surveys.models import Kiosk
from engage.surveys.queries import codes as queries
from engage.surveys.queries import manage
from engage.surveys.views import bp
from engage.surveys.views.codes import KIOSK, NO_SCRIPTS
from engage.surveys.views.manage import MANAGE


@bp.get("/manage/<int:survey_id>/kiosks")
@MANAGE
def survey_kiosks(survey_id: int) -> Response:
    """The kiosks of a survey, and a form for one more."""
    return _show(survey_id, KioskForm(formdata=None))


@bp.post("/manage/<int:survey_id>/kiosks")
@MANAGE
def make_kiosk(survey_id: int) -> Response:
    """Its link, shown once."""
    form = KioskForm()
    if not form.validate():
        return _show(survey_id, form, status=422)
    survey = manage.survey(survey_id)
    token = actions.make(survey, form.place.data or "", clock.now())
    base = current_app.extensions["settings"].base_url
    return _show(survey_id, KioskForm(formdata=None), f"{base}{url_for('.kiosk', token=token)}", form.place.data)


@bp.post("/manage/<int:survey_id>/kiosks/<int:kiosk_id>/end")
@MANAGE
def end_kiosk(survey_id: int, kiosk_id: int) -> Response:
    """The tablet takes no more codes."""
    actions.end(manage.survey(survey_id), kiosk_id, clock.now())
    flash("The kiosk is ended. Its tablet shows the ordinary page from its next page on.")
    return go(url_for(".survey_kiosks", survey_id=survey_id))


def _show(survey_id: int, form: KioskForm, link: str = "", place: str | None = "", status: int = 200) -> Response:
    survey = manage.survey(survey_id)
    return page(
        "surveys/codes/kiosks.html", status=status, survey=survey, form=form, link=link, place=place,
        possible=stages.possible(survey), kiosks=queries.kiosks(survey_id),
    )  # fmt: skip


@bp.get("/kiosk/<token>")
@public
def kiosk(token: str) -> Response:
    """What this tablet is about to become."""
    return page("surveys/codes/kiosk.html", kiosk=_kiosk(token), form=ScriptsForm(formdata=None))


@bp.post("/kiosk/<token>")
@public
@reads
def become_kiosk(token: str) -> Response:
    """This device is a kiosk from here on; whoever was signed in on it is not any more."""
    found, form = _kiosk(token), ScriptsForm()
    if not form.scripts.data:
        form.form_errors.append(NO_SCRIPTS)
        return page("surveys/codes/kiosk.html", kiosk=found, form=form, status=422)
    sessions.end()
    g.pop("csrf_token", None)
    session[KIOSK] = token
    session.permanent = True
    return go(url_for(".code"))


def _kiosk(token: str) -> Kiosk:
    found = actions.in_force(token)
    if found is None:
        raise NotThere("This link makes no kiosk: it is mistyped, was ended, or its survey is not open.")
    return found
