"""Pulse series: start one, see its waves, make the next, stop it."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory import queries as directory
from engage.surveys.actions import pulse as actions
from engage.surveys.forms.pulse import PulseForm
from engage.surveys.queries import library
from engage.surveys.queries import pulse as queries
from engage.surveys.rules import from_json
from engage.surveys.rules.pulse import Mode
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE
from engage.surveys.views.manage_words import STAGES


@bp.get("/series/")
@MANAGE
def series_list() -> Response:
    """All series, those that go on first."""
    return page("surveys/pulse/index.html", series=queries.listed())


@bp.get("/series/new")
@MANAGE
def series_new() -> Response:
    """What a series is started with."""
    given = {"weeks": 4, "open_days": 7, "minimum_group": 10, "audience": "0"}
    return _new(_form(PulseForm(formdata=None, data=given)))


def _form(form: PulseForm) -> PulseForm:
    sets = [(each.code, f"{each.name} ({len(each.questions)})") for each in library.sets()]
    form.offer(sets, directory.units_by_path())
    return form


def _new(form: PulseForm, status: int = 200) -> Response:
    return page("surveys/pulse/new.html", status=status, form=form)


@bp.post("/series/")
@MANAGE
def series_start() -> Response:
    """Start it."""
    form = _form(PulseForm())
    if not form.validate():
        return _new(form, 422)
    try:
        made = actions.start(_plan(form), current_person().id, clock.now())
    except Invalid as bad:
        form.sets.errors = [bad.message]
        return _new(form, 422)
    flash("The series has begun. Its next survey is made two weeks before it opens, or now if you want.")
    return go(url_for(".series", series_id=made.id))


def _plan(form: PulseForm) -> actions.Plan:
    return actions.Plan(
        title=form.title.data or "",
        intro=form.intro.data or "",
        set_codes=tuple(form.sets.data or ()),
        mode=Mode(form.mode.data or ""),
        items=form.items.data or 0,
        weeks=form.weeks.data or 0,
        open_days=form.open_days.data or 0,
        starts_at=form.starts_at or clock.now(),
        sample=form.sample.data,
        minimum_group=form.minimum_group.data or 10,
        audience_unit_id=int(form.audience.data or 0) or None,
    )


@bp.get("/series/<int:series_id>/")
@MANAGE
def series(series_id: int) -> Response:
    """Its plan and its waves; never who is asked."""
    found, waves = queries.series(series_id), queries.waves(series_id)
    last = waves[0] if waves else None
    return page(
        "surveys/pulse/show.html",
        series=found,
        waves=waves,
        questions=len(from_json(found.document).questions),
        waiting=last is not None and last.stage in queries.UNOPENED,
        next_opens=queries.next_opens(found, last),
        words=STAGES,
    )


@bp.post("/series/<int:series_id>/next")
@MANAGE
def series_next(series_id: int) -> Response:
    """Make the next survey now."""
    survey = actions.make_next(queries.series(series_id), clock.now())
    flash(f"{survey.title} is scheduled. Next: back up its key.")
    return go(url_for(".survey_key", survey_id=survey.id))


@bp.post("/series/<int:series_id>/stop")
@MANAGE
def series_stop(series_id: int) -> Response:
    """Stop it, for good."""
    actions.stop(queries.series(series_id), clock.now())
    flash("The series is stopped. Who was asked in turn is deleted; its surveys and results stay.")
    return go(url_for(".series", series_id=series_id))
