"""The words of a report, section by section; and who is asked to write the signed ones."""

from collections.abc import Sequence

from flask import Response, flash, url_for

from engage.core import clock
from engage.core.errors import NotThere
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.directory import queries_finding
from engage.directory.queries_finding import Found
from engage.reports.actions import reports as actions
from engage.reports.actions import standing
from engage.reports.actions.reports import Overtaken
from engage.reports.forms.reports import CommenterForm, WordsForm
from engage.reports.models import Report
from engage.reports.queries import papers
from engage.reports.queries import reports as queries
from engage.reports.rules.layout import Asks, Section
from engage.reports.rules.paper import Words
from engage.reports.views import MANAGE, bp

NOBODY = "Nobody who works here has this name. Type a first name and a surname."
WHICH = "More than one person has this name. Choose which of them it is."


def section_of(row: Report, key: str) -> Section:
    """A section of this report, or NotThere."""
    found = next((each for each in papers.sections_of(row) if each.key == key), None)
    if found is None:
        raise NotThere(actions.SECTION)
    return found


@bp.get("/<int:report_id>/sections/<string:key>")
@MANAGE
def edit_section(report_id: int, key: str) -> Response:
    """What stands in a section."""
    row = queries.report(report_id)
    actions.changeable(row)
    section, held = section_of(row, key), queries.own_words(report_id, key)
    form = WordsForm(formdata=None)
    form.version.data = str(held.version if held else 0)
    if held:
        form.text.data, form.author.data, form.written_day.data = held.text, held.author, typed_day(held.written_on)
        form.answer.data = {None: "", True: "yes", False: "no"}[held.yes]
    return page("reports/section.html", form=form, row=row, section=section)


@bp.post("/<int:report_id>/sections/<string:key>")
@MANAGE
def save_section(report_id: int, key: str) -> Response:
    """Save it, unless somebody else has meanwhile."""
    row, form = queries.report(report_id), WordsForm()
    actions.changeable(row)
    section = section_of(row, key)
    if not form.validate():
        return page("reports/section.html", status=422, form=form, row=row, section=section)
    try:
        actions.write(row, key, form.seen, _words(form, section), clock.now())
    except Overtaken as problem:
        held = queries.own_words(report_id, key)
        form.form_errors, form.version.data = [problem.message], str(held.version if held else 0)
        now = queries.report(report_id)
        return page("reports/section.html", status=409, form=form, row=now, section=section)
    flash(f"{section.heading} is saved.")
    return go(url_for(".show_report", report_id=report_id) + "#sections")


def _words(form: WordsForm, section: Section) -> Words:
    signed = section.asks is Asks.SIGNED
    yes = {"yes": True, "no": False}.get(form.answer.data or "") if section.asks is Asks.YES_NO else None
    author = (form.author.data or "") if signed else ""
    return Words(form.text.data or "", yes, author, form.written_on if signed else None)


@bp.get("/<int:report_id>/commenters/<string:key>")
@MANAGE
def edit_commenter(report_id: int, key: str) -> Response:
    """Who is asked for a signed section."""
    row = queries.report(report_id)
    actions.changeable(row)
    section, form = _signed(row, key), CommenterForm(formdata=None)
    asked = queries.asked_of(report_id).get(key)
    if asked and (found := queries_finding.shown([asked]).get(asked)):
        form.who.data, form.who_id.data = found.name, str(found.id)
    return page("reports/commenter.html", form=form, row=row, section=section)


@bp.post("/<int:report_id>/commenters/<string:key>")
@MANAGE
def save_commenter(report_id: int, key: str) -> Response:
    """Name them, or nobody."""
    row, form = queries.report(report_id), CommenterForm()
    section = _signed(row, key)
    who = _who(form) if form.validate() else None
    if form.errors:
        return page("reports/commenter.html", status=422, form=form, row=row, section=section)
    standing.name_commenters(row, {key: who})
    flash("Saved.")
    return go(url_for(".show_report", report_id=report_id) + "#sections")


def _signed(row: Report, key: str) -> Section:
    section = section_of(row, key)
    if section.asks is not Asks.SIGNED:
        raise NotThere("Nobody signs this section.")
    return section


def _who(form: CommenterForm) -> int | None:
    """Whose name was typed: the one that was chosen, or the only one of that name."""
    typed, chosen = form.who.data or "", form.chosen
    if not typed:
        return None
    found = queries_finding.find(typed)
    one = _only(found, typed, chosen)
    if one is not None:
        return one.id
    form.offer([(each.id, ", ".join(filter(None, (each.name, each.job_title, each.unit)))) for each in found])
    form.who.errors = [WHICH if found else NOBODY]
    return None


def _only(found: Sequence[Found], typed: str, chosen: int | None) -> Found | None:
    named = [each for each in found if each.name.lower() == " ".join(typed.lower().split())]
    picked = [each for each in found if each.id == chosen] or named or list(found)
    return picked[0] if len(picked) == 1 else None
