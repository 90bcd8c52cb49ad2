"""The documents for sign-off, and what the council writes in them and in its notices."""

from typing import Any

from flask import Response, flash, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock
from engage.core.htmx import go, page
from engage.governance.actions import texts as actions
from engage.governance.forms import FORMS, TextsForm
from engage.governance.queries import facts, finding, versions
from engage.governance.rules import dpia, eia
from engage.governance.rules.texts import TITLES, Document
from engage.governance.views import bp

READ = requires(Permission.POLICY_READ)
WRITE = requires(Permission.POLICY_WRITE)
DRAFTS = {Document.DPIA: dpia.draft, Document.EIA: eia.draft}


@bp.get("/governance/")
@READ
def index() -> Response:
    """Each document, since when it stands, and when it is looked at again."""
    newest = versions.newest_of_all()
    rows = [
        {"document": document, "title": title, "address": finding.address(document), "row": newest.get(document),
         "review": versions.day_in(versions.own(newest.get(document)), "review_day")}
        for document, title in TITLES.items()
    ]  # fmt: skip
    may = current_person().may
    return page("governance/index.html", rows=rows, answers=may(Permission.DATA_REQUESTS), today=clock.today())


@bp.get("/governance/<any(dpia, eia):paper>")
@READ
def paper(paper: str) -> Response:
    """An assessment, drafted from the settings in force."""
    document = Document(paper)
    row = versions.latest(document)
    drafted = DRAFTS[document](facts.facts(), versions.own(row))
    return page("governance/paper.html", paper=drafted, document=document, row=row)


@bp.get("/governance/texts/<any(privacy, accessibility, dpia, eia):document>")
@WRITE
def edit_texts(document: str) -> Response:
    """What the council wrote, to be changed."""
    wanted = Document(document)
    row = versions.latest(wanted)
    form = FORMS[wanted](formdata=None, data=versions.own(row))
    form.version.data = str(row.number if row else 0)
    return _form(wanted, form)


@bp.post("/governance/texts/<any(privacy, accessibility, dpia, eia):document>")
@WRITE
def save_texts(document: str) -> Response:
    """The next version, unless somebody else has saved one meanwhile."""
    wanted = Document(document)
    form = FORMS[wanted]()
    if not form.validate():
        return _form(wanted, form, 422)
    try:
        actions.publish(
            wanted, form.after, form.sent(wanted), form.changed.data or "", clock.now(), current_person().id
        )
    except actions.Overtaken as problem:
        newest = versions.latest(wanted)
        form.form_errors, form.version.data = [problem.message], str(newest.number if newest else 0)
        return _form(wanted, form, 409)
    flash(f"{TITLES[wanted]}: the new version stands.")
    return go(finding.address(wanted))


def _form(document: Document, form: TextsForm, status: int = 200) -> Response:
    shown: dict[str, Any] = {"document": document, "title": TITLES[document], "back": finding.address(document)}
    return page("governance/edit.html", status=status, form=form, to=url_for(".save_texts", document=document), **shown)
