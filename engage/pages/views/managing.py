"""What the OD team writes: the list of all pages, a new one, its words."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import Permission, requires
from engage.core import clock
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.directory import queries_finding
from engage.directory.queries_audience import offered
from engage.directory.queries_finding import Found
from engage.directory.rules.audience import from_text
from engage.pages import actions
from engage.pages.actions import Words
from engage.pages.forms import PageForm
from engage.pages.models import GuidePage
from engage.pages.queries import guides
from engage.pages.rules import Kind, State, is_due
from engage.pages.views import bp
from engage.pages.views.words import KINDS, STATES

MANAGE = requires(Permission.PAGES_MANAGE)
NOBODY = "Nobody who works here has this name. Type a first name and a surname."
# The field that mends what a published page may not lack.
FIELDS = {"text": "text", "eligible": "eligible", "lead": "lead", "review": "review_day"}
WHICH = "More than one person has this name. Choose which of them it is."


@bp.get("/manage/")
@MANAGE
def manage() -> Response:
    """Every page, what is due for review first."""
    found = guides.kept(request.args.get("page", 1, type=int))
    leads = queries_finding.shown([row.lead_officer_id for row in found.rows if row.lead_officer_id])
    return page("pages/manage.html", found=found, leads=leads, kinds=KINDS, states=STATES, is_due=_is_due)


def _is_due(row: GuidePage) -> bool:
    return is_due(State(row.state), row.review_on, clock.today())


@bp.get("/manage/new")
@MANAGE
def new_page() -> Response:
    """An empty form."""
    form = PageForm(formdata=None)
    form.offer(offered())
    return _form(form, None)


@bp.post("/manage/")
@MANAGE
def create_page() -> Response:
    """A draft."""
    form = _sent()
    words = _words(form)
    if words is None:
        return _form(form, None, 422)
    made = actions.create(words, clock.now())
    flash("The draft is saved. Nobody else sees it before you publish it.")
    return go(url_for(".manage_page", page_id=made.id))


@bp.get("/manage/<int:page_id>/edit")
@MANAGE
def edit_page(page_id: int) -> Response:
    """The words of a page, to be changed."""
    row = guides.page_by_id(page_id)
    found = queries_finding.shown([row.lead_officer_id]) if row.lead_officer_id else {}
    lead = found.get(row.lead_officer_id or 0)
    form = PageForm(formdata=None, obj=row)
    form.lead.data, form.lead_id.data = (lead.name, str(lead.id)) if lead else ("", "")
    form.review_day.data = typed_day(row.review_on)
    form.offer(offered(), from_text(row.audience))
    return _form(form, row)


@bp.post("/manage/<int:page_id>/edit")
@MANAGE
def save_page(page_id: int) -> Response:
    """Save them, unless somebody else has saved the page meanwhile."""
    row, form = guides.page_by_id(page_id), _sent()
    words = _words(form)
    if words is None:
        return _form(form, row, 422)
    try:
        actions.save(row, _version(form), words, clock.now())
    except actions.Unready as problem:
        for code in problem.codes:
            form[FIELDS[code]].errors = [f"{actions.LACKS[code]} A published page must be whole."]
        return _form(form, row, 422)
    except actions.Overtaken as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(form, row, 409)
    flash("The page is saved.")
    return go(url_for(".manage_page", page_id=page_id))


def _sent() -> PageForm:
    form = PageForm()
    form.offer(offered())
    return form


def _form(form: PageForm, row: GuidePage | None, status: int = 200) -> Response:
    return page("pages/edit.html", status=status, form=form, row=row)


def _version(form: PageForm) -> int:
    sent = form.version.data or ""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def _words(form: PageForm) -> Words | None:
    """What was sent, where all of it can be taken; else the form says what to mend."""
    valid = form.validate()
    lead = _lead(form)
    if not valid or form.errors:
        return None
    return Words(
        kind=Kind(form.kind.data),
        title=form.title.data or "",
        summary=form.summary.data or "",
        text=form.text.data or "",
        eligible=form.eligible.data or "",
        link=form.link.data or "",
        contact=form.contact.data or "",
        lead_officer_id=lead,
        review_on=form.review_on,
        audience=form.audience,
    )


def _lead(form: PageForm) -> int | None:
    """Whose name was typed: the one it was before, the one that was chosen, or the only one of that name."""
    typed, chosen = form.lead.data or "", form.chosen_lead
    if not typed:
        return None
    before = queries_finding.shown([chosen]).get(chosen) if chosen else None
    if before is not None and before.name == typed:
        return before.id
    found = queries_finding.find(typed)
    one = _only(found, typed, chosen)
    if one is not None:
        form.lead.data, form.lead_id.data = one.name, str(one.id)
        return one.id
    form.offer_leads([(each.id, ", ".join(filter(None, (each.name, each.job_title, each.unit)))) for each in found])
    form.lead.errors = [WHICH if found else NOBODY]
    return None


def _only(found: Sequence[Found], typed: str, chosen: int | None) -> Found | None:
    picked = [each for each in found if each.id == chosen] or [
        each for each in found if each.name.lower() == " ".join(typed.lower().split())
    ]
    picked = picked or list(found)
    return picked[0] if len(picked) == 1 else None
