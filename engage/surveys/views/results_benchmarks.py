"""Benchmarks for the OD team: the list, a file in, its template, and out again."""

from collections.abc import Iterator

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import Conflict, Invalid
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.surveys.actions import benchmarks as acts
from engage.surveys.formats import benchmark_in
from engage.surveys.forms.benchmarks import BenchmarkForm
from engage.surveys.queries import results_beside as queries
from engage.surveys.rules.benchmarks import COLUMNS, MOST_ROWS
from engage.surveys.rules.published import Head
from engage.surveys.views import bp
from engage.surveys.views.manage import MANAGE


@bp.get("/manage/benchmarks")
@MANAGE
def manage_benchmarks() -> Response:
    """What results can be set beside, and the form for more."""
    return _listed(BenchmarkForm(formdata=None))


def _listed(form: BenchmarkForm) -> Response:
    return page(
        "surveys/results/benchmarks.html", status=422 if form.errors else 200, form=form,
        benchmarks=queries.benchmarks(), most=MOST_ROWS,
    )  # fmt: skip


@bp.post("/manage/benchmarks")
@MANAGE
def import_benchmark() -> Response:
    """A file of figures, as a whole or not at all."""
    form = BenchmarkForm()
    if not form.validate():
        return _listed(form)
    about = acts.About(form.name.data or "", form.source.data or "", form.date)
    try:
        figures = benchmark_in.read(form.file.data.stream)
    except Invalid as invalid:
        form.file.errors = [invalid.message]
        return _listed(form)
    try:
        acts.bring_in(about, figures, clock.now())
    except Conflict as conflict:
        form.name.errors = [conflict.message]
        return _listed(form)
    flash(f"{about.name}: {len(figures)} {'figure is' if len(figures) == 1 else 'figures are'} there to compare with.")
    return go(url_for(".manage_benchmarks"))


@bp.get("/manage/benchmarks/template.csv")
@MANAGE
def benchmark_template() -> Response:
    """The columns, with a row for everything that the newest published survey asked."""
    waves = queries.published_waves()
    return download("benchmark", COLUMNS, list(_template(waves[0].head)) if waves else [])


def _template(head: Head) -> Iterator[tuple[str, str, str, str]]:
    for index in head.indices:
        yield "index", index.code, index.name, ""
    for theme in head.themes:
        yield "theme", theme.code, theme.name, ""
    for item in head.items:
        if item.directed:
            yield "question", item.identity, item.text, ""


@bp.post("/manage/benchmarks/<int:benchmark_id>/remove")
@MANAGE
def remove_benchmark(benchmark_id: int) -> Response:
    """Take one out."""
    flash(f"{acts.remove(benchmark_id)} is removed.")
    return go(url_for(".manage_benchmarks"))
