"""Training cohorts: managers trained of all managers, by service."""

from flask import Response, flash, request, url_for

from engage.access import current_person
from engage.core import clock
from engage.core.errors import Invalid
from engage.core.htmx import go, page
from engage.core.spreadsheets import Cell, download
from engage.programme.actions import training as actions
from engage.programme.forms.training import CoursesForm
from engage.programme.models import Item
from engage.programme.queries import training as queries
from engage.programme.queries.boards_seen import seen
from engage.programme.queries.training import Cohorts
from engage.programme.rules.training import FEWEST, MOST_COURSE
from engage.programme.views import bp
from engage.programme.views.boards_forms import blame, form_page
from engage.programme.views.measures import MANAGE
from engage.programme.views.milestones import back_to

HERE = "/programme/manage/training"


def _asked() -> Cohorts | None:
    """The course that is asked for, else the first that an item counts; None where there is none."""
    first = next(iter(queries.items()), None)
    usual = (first.course, first.trainer_course) if first else ("", "")
    course = request.args.get("course", usual[0])[:MOST_COURSE]
    trainers = request.args.get("trainers", usual[1] if course == usual[0] else "")[:MOST_COURSE]
    return queries.cohorts(course, trainers, clock.today()) if course else None


@bp.get(HERE)
@MANAGE
def training() -> Response:
    """By service, with the names of managers who have yet to do it."""
    found = _asked()
    missing = queries.missing(found.course, found.on) if found else ()
    return page("programme/training/index.html", fragment="programme/training/_cohorts.html", found=found,
                missing=missing, courses=queries.courses(), fewest=FEWEST)  # fmt: skip


@bp.get(f"{HERE}.csv")
@MANAGE
def training_csv() -> Response:
    """The same numbers as a file, without names."""
    found = _asked()
    rows: list[list[Cell]] = [
        [each.name, each.total.trained, each.total.managers, "; ".join(each.joining)]
        for each in (found.places if found else ())
    ]
    return download("managers-trained", ("Unit", "Managers trained", "All managers", "Counted with it"), rows)


@bp.get("/programme/manage/items/<int:item_id>/course")
@MANAGE
def edit_course(item_id: int) -> Response:
    """Which course an item counts."""
    item, form = seen(item_id, current_person()).item, CoursesForm(formdata=None)
    form.course.data, form.trainers.data = item.course, item.trainer_course
    return _form(item, form)


@bp.post("/programme/manage/items/<int:item_id>/course")
@MANAGE
def save_course(item_id: int) -> Response:
    """Save it."""
    item, form = seen(item_id, current_person()).item, CoursesForm()
    if not form.validate():
        return _form(item, form)
    try:
        actions.count_cohorts(item, form.course.data or "", form.trainers.data or "")
    except Invalid as problem:
        blame(form, problem)
        return _form(item, form)
    flash("The course is saved." if item.course else "The item counts no course.")
    return go(back_to(item)[0])


def _form(item: Item, form: CoursesForm) -> Response:
    form.offer(sorted({*queries.courses(), item.course, item.trainer_course} - {""}))
    return form_page(form, "Count managers with a course", back_to(item), "Save",
                     action=url_for(".save_course", item_id=item.id))  # fmt: skip
