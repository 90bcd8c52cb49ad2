"""What a round says, and how its judges score."""

from typing import Any

from flask import Response, flash

from engage.core import clock
from engage.core.fields import typed_day
from engage.core.htmx import page
from engage.recognition.actions import rounds as acts
from engage.recognition.forms.rounds import POINTS, ScaleForm, SettingsForm
from engage.recognition.models import AwardRound
from engage.recognition.queries import rounds as queries
from engage.recognition.rules.rounds import SETTLING, RoundStage
from engage.recognition.views import bp
from engage.recognition.views.rounds_manage import MANAGE, back, version

SWITCHES = ("seconded", "asks_manager", "anonymised", "tells_unsuccessful")


def _typed(name: str, moment: Any) -> dict[str, str]:
    if moment is None:
        return {}
    local = clock.local(moment)
    return {f"{name}_day": typed_day(local.date()), f"{name}_time": f"{local.hour}:{local.minute:02}"}


@bp.get("/awards/manage/<int:round_id>/settings")
@MANAGE
def award_settings(round_id: int) -> Response:
    """Title, words, dates, and the rules while it is a draft."""
    row = queries.award_round(round_id)
    given: dict[str, Any] = {"version": row.version, "title": row.title, "about": row.about}
    given |= {name: getattr(row, name) for name in SWITCHES}
    for name in ("opens", "closes", "announces"):
        given |= _typed(name, getattr(row, f"{name}_at"))
    given |= {"ceremony_day": typed_day(row.ceremony_on), "ceremony_at": row.ceremony_at}
    return _settings(row, SettingsForm(formdata=None, data=given))


def _settings(row: AwardRound, form: SettingsForm) -> Response:
    return page("recognition/rounds/settings.html", status=422 if form.errors else 200, round=row, form=form,
                draft=row.stage == RoundStage.DRAFT)  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/settings")
@MANAGE
def award_settings_save(round_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    row, form = queries.award_round(round_id), SettingsForm()
    if not form.validate():
        return _settings(row, form)
    switches = {name: bool(form[name].data) for name in SWITCHES}
    terms = acts.Terms(
        title=form.title.data or "", about=form.about.data or "", announces_at=form.moment_of("announces"),
        ceremony_on=form.ceremony_on, ceremony_at=form.ceremony_at.data or "", opens_at=form.moment_of("opens"),
        closes_at=form.moment_of("closes"), **switches,
    )  # fmt: skip
    acts.settle(row, version(), terms)
    flash("The settings are saved.")
    return back(round_id)


@bp.get("/awards/manage/<int:round_id>/scale")
@MANAGE
def award_scale(round_id: int) -> Response:
    """How many judges read each entry, and what each point means."""
    row = queries.award_round(round_id)
    given: dict[str, Any] = {"version": row.version, "judges_each": row.judges_each, "scale_top": row.scale_top}
    given |= {f"anchor_{point}": said for point, said in enumerate(queries.anchors(row), 1)}
    return _scale(row, ScaleForm(formdata=None, data=given))


def _scale(row: AwardRound, form: ScaleForm) -> Response:
    top = form.scale_top.data if form.scale_top.data in range(3, 11) else row.scale_top
    return page("recognition/rounds/scale.html", status=422 if form.errors else 200, round=row, form=form,
                points=[point for point in POINTS if point <= top], fixed=row.stage not in SETTLING)  # fmt: skip


@bp.post("/awards/manage/<int:round_id>/scale")
@MANAGE
def award_scale_save(round_id: int) -> Response:
    """Save it; where the scale became longer, the page comes again with room for the new points."""
    row, form = queries.award_round(round_id), ScaleForm()
    if not form.validate():
        return _scale(row, form)
    top = int(form.scale_top.data or 5)
    longer = top > row.scale_top
    acts.set_scale(row, version(), int(form.judges_each.data or 3), top, form.anchors)
    if longer:
        flash("The scale is saved. Now say what its new points mean.")
        return award_scale(round_id)
    flash("How judges score is saved.")
    return back(round_id)
