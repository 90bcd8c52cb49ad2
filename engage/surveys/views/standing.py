"""Joiner and leaver surveys that never close: begin a series, see its pools, pause and end it."""

from flask import Response, flash, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.directory import queries as directory
from engage.surveys.actions import standing as actions
from engage.surveys.forms.standing import StandingForm
from engage.surveys.queries import library
from engage.surveys.queries import standing as queries
from engage.surveys.rules import Stage, from_json
from engage.surveys.rules.standing import Moment
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE
from engage.surveys.views.manage_words import STAGES


@bp.get("/standing/")
@MANAGE
def standing_list() -> Response:
    """All series, those that go on first."""
    return page("surveys/standing/index.html", series=queries.listed())


@bp.get("/standing/new")
@MANAGE
def standing_new() -> Response:
    """What a series is begun with."""
    given = {"days": 30, "minimum_group": 10, "audience": "0", "question_set": "joiners"}
    return _new(_form(StandingForm(formdata=None, data=given)))


def _form(form: StandingForm) -> StandingForm:
    sets = [(each.code, f"{each.name} ({len(each.questions)})") for each in library.sets()]
    form.offer(sets, directory.units_by_path())
    return form


def _new(form: StandingForm, status: int = 200) -> Response:
    return page("surveys/standing/new.html", status=status, form=form)


@bp.post("/standing/")
@MANAGE
def standing_start() -> Response:
    """Begin it."""
    form = _form(StandingForm())
    if not form.validate():
        return _new(form, 422)
    plan = actions.Plan(
        title=form.title.data or "",
        intro=form.intro.data or "",
        kind=Moment(form.kind.data or ""),
        days=form.days.data or 0,
        set_code=form.question_set.data or "",
        minimum_group=form.minimum_group.data or 10,
        audience_unit_id=int(form.audience.data or 0) or None,
    )
    try:
        made = actions.start(plan, current_person().id, clock.now())
    except Invalid as bad:
        form.question_set.errors = [bad.message]
        return _new(form, 422)
    flash("The series is made. Next: back up the key of its first survey.")
    return go(url_for(".standing", series_id=made.id))


@bp.get("/standing/<int:series_id>/")
@MANAGE
def standing(series_id: int) -> Response:
    """Its plan and its surveys; never who is asked, how many, or how many have answered."""
    found, pools = queries.series(series_id), queries.pools(series_id)
    following = queries.pool_at(series_id, Stage.SCHEDULED)
    return page(
        "surveys/standing/show.html",
        series=found,
        pools=pools,
        current=next((each for each in pools if each.stage is Stage.OPEN), None),
        following=following,
        has_key=following is not None and queries.has_tried_key(following.survey),
        questions=len(from_json(found.document).questions),
        words=STAGES,
    )


@bp.post("/standing/<int:series_id>/pause")
@MANAGE
def standing_pause(series_id: int) -> Response:
    """Ask nobody further for now."""
    actions.pause(queries.series(series_id), clock.now())
    flash("The series is paused. Nobody further is asked.")
    return go(url_for(".standing", series_id=series_id))


@bp.post("/standing/<int:series_id>/go-on")
@MANAGE
def standing_go_on(series_id: int) -> Response:
    """Ask again."""
    actions.go_on(queries.series(series_id))
    flash("The series goes on.")
    return go(url_for(".standing", series_id=series_id))


@bp.post("/standing/<int:series_id>/end")
@MANAGE
def standing_end(series_id: int) -> Response:
    """End it, for good."""
    actions.end(queries.series(series_id), clock.now())
    flash("The series has ended. What was sealed is being destroyed; published results stay.")
    return go(url_for(".standing", series_id=series_id))
