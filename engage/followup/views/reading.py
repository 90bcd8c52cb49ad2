"""What staff read: what came of what they said, by service; one action; and what came of one thing."""

from typing import Any

from flask import Response, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import NotThere
from engage.core.htmx import page
from engage.core.links import resolve
from engage.followup import rules
from engage.followup.forms import ConfirmForm, UpdateForm, WhyForm, number
from engage.followup.models import ActionItem
from engage.followup.queries import shown
from engage.followup.queries.concerned import champions_of
from engage.followup.rules import State
from engage.followup.views import bp
from engage.followup.views.references import source


@bp.get("/")
@signed_in
def index() -> Response:
    """What came of what staff said: all of it, one's own service, or one state."""
    service, show = request.args.get("service", ""), request.args.get("show", "")
    service = service if service in (shown.OWN, shown.CORPORATE) or number(service) else ""
    wanted = shown.Wanted(service, show if show in shown.SHOWS else "")
    me = current_person()

    def address(at: int) -> str:
        kept: dict[str, Any] = {"service": wanted.service or None, "show": wanted.show or None}
        return url_for("followup.index", **kept, page=at if at > 1 else None)

    return page(
        "followup/index.html", fragment="followup/_action_list.html", wanted=wanted, address=address,
        found=shown.listed(me, wanted, request.args.get("page", 1, type=int)), services=shown.services(),
        shows=shown.SHOWS, keeps=shown.keeps(me), in_words=in_words,
    )  # fmt: skip


def in_words(row: ActionItem) -> str:
    """Where an action stands, as staff read it."""
    return rules.in_words(State(row.state), row.closed_how)


@bp.get("/<int:action_id>")
@signed_in
def show(action_id: int) -> Response:
    """One action with all that was written of it, and what its reader may do."""
    return one(shown.seen(action_id, current_person()))


def one(
    row: ActionItem, status: int = 200, update: UpdateForm | None = None, confirm: ConfirmForm | None = None,
    why: WhyForm | None = None,
) -> Response:  # fmt: skip
    """Its page, with the form that has to be mended where there is one."""
    me, keeps, stands = current_person(), shown.keeps(current_person()), row.standing
    asks = row.asks_champions and row.state == State.SAID_DONE
    concerned = champions_of(row) if asks else frozenset()
    forms = (update or UpdateForm(formdata=None), confirm or ConfirmForm(formdata=None), why or WhyForm(formdata=None))
    return page(
        "followup/show.html", status=status, row=row, story=shown.story(row), source=source(row), keeps=keeps,
        in_words=in_words(row), update=forms[0], confirm=forms[1], why=forms[2], most=rules, asked=len(concerned),
        may_update=rules.may_update(stands, me.id, keeps), may_say_done=rules.may_say_done(stands, me.id),
        may_confirm=rules.may_confirm(stands, me.id, concerned), is_https=rules.is_https,
        overdue=rules.is_overdue(stands.state, row.due_on, clock.today()), year=rules.year_name,
        source_name=rules.SOURCES.get(row.source_kind, ""), errors=next((each for each in forms if each.errors), None),
    )  # fmt: skip


@bp.get("/about/<string:kind>/<int:source_id>")
@signed_in
def about(kind: str, source_id: int) -> Response:
    """What came of one thing, for whoever may see that thing: the page that shows it includes this as a part."""
    known, me = rules.kind_of(kind), current_person()
    thing = resolve(known, source_id) if known else None
    if thing is None:
        raise NotThere
    return page(
        "followup/about.html", fragment="followup/_about_list.html", thing=thing, kind=known, source_id=source_id,
        rows=shown.about(known, source_id, me), keeps=shown.keeps(me), in_words=in_words,
    )  # fmt: skip
