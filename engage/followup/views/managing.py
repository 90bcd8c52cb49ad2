"""What the OD team writes: the list of all actions, a new one, its words; and all of them as a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock, links
from engage.core.errors import Conflict, Invalid
from engage.core.fields import typed_day
from engage.core.htmx import go, page
from engage.core.spreadsheets import download
from engage.directory import queries_choosing as choosing
from engage.directory.queries import units_by_path
from engage.directory.queries_themes import themes
from engage.directory.rules.choosing import PERSON, parse
from engage.followup import rules
from engage.followup.actions import keeping as actions
from engage.followup.actions.keeping import Words
from engage.followup.forms import BAD_DUE, CORPORATE, ActionForm, number
from engage.followup.models import ActionItem
from engage.followup.queries import manage as queries
from engage.followup.queries import shown
from engage.followup.views import bp
from engage.followup.views.reading import in_words

MANAGE = requires(Permission.ACTIONS_MANAGE)
LONGEST, MOST_CHOSEN = 100, 5
NO_LEAD = "Choose who leads it: type a name, then choose."
COLUMNS = (
    "Title", "What you said", "What we will do", "How we will know", "Service", "Lead officer", "Theme", "Year",
    "Done by", "Where it stands", "Why not", "Who decided", "Last update", "Ended", "Comes from", "In words",
)  # fmt: skip


@bp.get("/manage/")
@MANAGE
def manage() -> Response:
    """Every action, what runs first."""
    show, typed = request.args.get("show", ""), request.args.get("q", "").strip()[:LONGEST]
    show, today = show if show in queries.SHOWS else "", clock.today()

    def address(at: int) -> str:
        kept: dict[str, Any] = {"show": show or None, "q": typed or None}
        return url_for("followup.manage", **kept, page=at if at > 1 else None)

    found = queries.listed(show, typed, request.args.get("page", 1, type=int))
    return page(
        "followup/manage/list.html", fragment="followup/manage/_manage_list.html", found=found, show=show, q=typed,
        shows=queries.SHOWS, address=address, in_words=in_words,
        lacks=queries.who_lacks_lead([row.id for row in found.rows]),
        is_overdue=lambda row: rules.is_overdue(rules.State(row.state), row.due_on, today), most=rules,
        corporate=queries.corporate(rules.year_of(today)), year=rules.year_name(rules.year_of(today)),
        to_carry=len(queries.to_carry()),
    )  # fmt: skip


@bp.get("/manage/actions.csv")
@MANAGE
def actions_csv() -> Response:
    """All actions, for a spreadsheet."""
    rows = [
        (row.title, row.said, row.will_do, row.measure, row.unit.name if row.unit else "The whole council",
         row.lead.name if row.lead else "", row.theme.name if row.theme else "", rules.year_name(row.year),
         row.due_on.isoformat(), in_words(row), row.reason, row.decided_by,
         row.updated_on.isoformat() if row.updated_on else "", row.ended_on.isoformat() if row.ended_on else "",
         rules.SOURCES.get(row.source_kind, ""), row.source_words)
        for row in queries.everything()
    ]  # fmt: skip
    return download("actions", COLUMNS, rows)


@bp.get("/manage/new")
@MANAGE
def new() -> Response:
    """An empty form, about the thing that the address names where its reader may see it."""
    form = ActionForm(formdata=None)
    kind, source_id = rules.kind_of(request.args.get("kind", "")), number(request.args.get("source"))
    if kind and source_id is not None and links.resolve(kind, source_id):
        form.source_kind.data, form.source_id.data = kind, str(source_id)
    return _form(form, None, [])


@bp.post("/manage/")
@MANAGE
def create() -> Response:
    """A proposal."""
    form, keys = _sent(None)
    if _finds():
        return _form(form, None, keys)
    words, no_lead = _words(form, keys, None)
    if words is None:
        return _form(form, None, keys, 422, no_lead)
    try:
        row = actions.create(words, current_person().id)
    except Conflict as problem:
        return _form(form, None, (), 422, problem.message)
    flash("The action is proposed. Its lead officer is told. Staff read it once you have agreed it.")
    return go(url_for(".show", action_id=row.id))


@bp.get("/manage/<int:action_id>/edit")
@MANAGE
def edit(action_id: int) -> Response:
    """Its words, to be changed."""
    row = _open(action_id)
    form = ActionForm(formdata=None, obj=row)
    form.unit.data, form.theme.data = str(row.unit_id or CORPORATE), str(row.theme_id or "")
    form.due.data, form.source_id.data = typed_day(row.due_on), str(row.source_id or "")
    return _form(form, row, [f"{PERSON}:{row.lead_id}"] if row.lead_id else [])


@bp.post("/manage/<int:action_id>/edit")
@MANAGE
def save(action_id: int) -> Response:
    """Save them, unless somebody else has saved the action meanwhile."""
    row = _open(action_id)
    form, keys = _sent(row)
    if _finds():
        return _form(form, row, keys)
    words, no_lead = _words(form, keys, row)
    if words is None:
        return _form(form, row, keys, 422, no_lead)
    try:
        actions.save(action_id, number(form.version.data) or -1, words)
    except Invalid as problem:
        form.unit.errors = [problem.message]
        return _form(form, row, keys, 422)
    except actions.Overtaken as problem:
        form.form_errors, form.version.data = [problem.message], str(row.version)
        return _form(form, row, keys, 409)
    flash("The action is saved.")
    return go(url_for(".show", action_id=action_id))


def _open(action_id: int) -> ActionItem:
    row = shown.seen(action_id, current_person())
    if row.state in rules.ENDED:
        raise Conflict("This action has ended. Bring it back before you change it.")
    return row


def _finds() -> bool:
    return bool(request.form.get("find") and request.form.get("q", "").strip())


def _sent(row: ActionItem | None) -> tuple[ActionForm, list[str]]:
    form = ActionForm()
    _offer(form, row)
    return form, request.form.getlist("lead")[:MOST_CHOSEN]


def _offer(form: ActionForm, row: ActionItem | None) -> None:
    """What is open and offered today, with what the action holds already."""
    units = list(units_by_path())
    if row is not None and row.unit is not None and row.unit.id not in dict(units):
        units.append((row.unit.id, f"{row.unit.name} (closed)"))
    offered = [(each.id, each.name) for each in themes()]
    if row is not None and row.theme is not None and not row.theme.offered:
        offered.append((row.theme.id, row.theme.name))
    form.offer(units, offered)


def _form(
    form: ActionForm, row: ActionItem | None, keys: Sequence[str], status: int = 200, no_lead: str = ""
) -> Response:
    _offer(form, row)
    typed = request.form.get("q", "").strip()[:LONGEST]
    source_id = number(form.source_id.data)
    source = links.resolve(form.source_kind.data or "", source_id) if source_id is not None else None
    return page(
        "followup/manage/form.html", status=status, form=form, row=row, q=typed, no_lead=no_lead, most=rules,
        source=source, source_name=rules.SOURCES.get(form.source_kind.data or "", ""),
        chosen=choosing.chosen(keys, (PERSON,)), found=choosing.find(typed, (PERSON,)) if typed else (),
    )  # fmt: skip


def _words(form: ActionForm, keys: Sequence[str], row: ActionItem | None) -> tuple[Words | None, str]:
    """What was sent, where all of it can be taken; else the form, and a sentence about the lead, say what to mend."""
    valid, people = form.validate(), [each.id for each in choosing.chosen(keys, (PERSON,))]
    no_lead = "" if people else actions.LEFT if parse(keys, (PERSON,)) else NO_LEAD
    due = form.due_on if not form.due.errors else None
    kept = row is not None and due == row.due_on
    if due is not None and not kept and not rules.is_sound_due(due, clock.today()):
        form.due.errors = [BAD_DUE]
        valid = False
    kind, source_id = _source(form, row)
    if not valid or no_lead or due is None:
        return None, no_lead
    return Words(
        form.title.data or "", form.said.data or "", form.will_do.data or "", form.measure.data or "", kind, source_id,
        form.source_words.data or "", number(form.theme.data), form.unit_id, people[0], due,
        bool(form.asks_champions.data),
    ), ""  # fmt: skip


def _source(form: ActionForm, row: ActionItem | None) -> tuple[str, int | None]:
    """What it comes from: of an action that is there, that stays; of a new one, what its maker may see."""
    if row is not None:
        return row.source_kind, row.source_id
    kind, source_id = form.source_kind.data or "", number(form.source_id.data)
    if kind in rules.SOURCES and source_id is not None and links.resolve(kind, source_id):
        return kind, source_id
    return "", None
