"""Running feedback rounds: the OD team's pages. None of them says who has answered, or how many."""

from typing import Any

from flask import Response, flash, request, url_for

from engage.access import Permission, current_person, requires
from engage.core import clock, switches
from engage.core.errors import Conflict, NotThere
from engage.core.fields import moment
from engage.core.htmx import go, page
from engage.directory import queries as directory
from engage.directory import queries_framework
from engage.directory.queries_finding import find
from engage.values.actions import feedback_rounds as actions
from engage.values.actions import feedback_sharing
from engage.values.forms.feedback import DatesForm, ItemsForm, NewRoundForm, RoundForm
from engage.values.models import FeedbackRound
from engage.values.queries import feedback as queries
from engage.values.queries import feedback_items as offered_items
from engage.values.queries import feedback_people
from engage.values.rules import feedback_promise as promise
from engage.values.rules.feedback_round import POSSIBLE, Stage, by_value, from_text
from engage.values.views import bp
from engage.values.views.feedback import OUTSIDE, place_or_404

MANAGE = requires(Permission.FEEDBACK_RUN)
STAGES = {
    Stage.DRAFT: "Draft",
    Stage.PROPOSING: "Proposing",
    Stage.COLLECTING: "Collecting answers",
    Stage.CLOSED: "Closed",
    Stage.REPORTED: "Reports made",
}
SETTINGS = ("title", "intro", "remind_days", "conversation_first", "open_to_all", "outside", "minimum", "kept_months")


@bp.get("/feedback/manage/")
@MANAGE
def feedback_manage() -> Response:
    """All rounds."""
    return page("values/feedback/manage/index.html", rounds=queries.rounds(), words=STAGES)


@bp.get("/feedback/manage/new")
@MANAGE
def feedback_new() -> Response:
    """A title, on the framework in force."""
    return _new(NewRoundForm(formdata=None))


def _new(form: NewRoundForm, status: int = 200) -> Response:
    framework = queries_framework.in_force(clock.today())
    return page("values/feedback/manage/new.html", status=status, form=form, framework=framework)


@bp.post("/feedback/manage/")
@MANAGE
def feedback_create() -> Response:
    """A draft that asks what is asked by default."""
    form, framework = NewRoundForm(), queries_framework.in_force(clock.today())
    if not form.validate():
        return _new(form, 422)
    if framework is None:
        raise Conflict("No values are published yet: there is nothing to give feedback on.")
    items = [item for item, chosen in offered_items.offered(framework) if chosen]
    made = actions.create(form.title.data or "", framework.id, items, current_person().id, clock.now())
    return go(url_for(".feedback_settings", round_id=made.id))


@bp.get("/feedback/manage/<int:round_id>/")
@MANAGE
def feedback_round(round_id: int) -> Response:
    """One round: where it stands and what is next."""
    found = queries.overview(round_id)
    made = promise.from_text(found.round.promise) if found.round.promise else actions.promised(found.round)
    items = from_text(found.round.asked)
    return page(
        "values/feedback/manage/show.html",
        found=found,
        round=found.round,
        words=STAGES,
        possible={act for act, stages in POSSIBLE.items() if found.round.stage in stages},
        items=items,
        promise=promise.parts(made),
        now=clock.now(),
    )


@bp.get("/feedback/manage/<int:round_id>/settings")
@MANAGE
def feedback_settings(round_id: int) -> Response:
    """What a round says besides what is asked; once it is open, its dates alone."""
    found = queries.round_(round_id)
    return _settings(found, _form(found, fresh=True))


def _form(found: FeedbackRound, fresh: bool) -> DatesForm:
    kind = RoundForm if found.stage == Stage.DRAFT else DatesForm
    return kind(formdata=None, data=_as_typed(found)) if fresh else kind()


def _as_typed(found: FeedbackRound) -> dict[str, Any]:
    given: dict[str, Any] = {name: getattr(found, name) for name in SETTINGS} | {"version": found.version}
    if found.propose_until:
        until = found.propose_until
        given["propose_day"] = f"{until.day}/{until.month}/{until.year}"
    if found.closes_at:
        local = clock.local(found.closes_at)
        given |= {"closes_day": f"{local.day}/{local.month}/{local.year}", "closes_time": f"{local:%H:%M}"}
    return given


def _settings(found: FeedbackRound, form: DatesForm, status: int = 200) -> Response:
    outside = switches.is_on(OUTSIDE)
    return page("values/feedback/manage/settings.html", status=status, round=found, form=form, may_ask_outside=outside)


@bp.post("/feedback/manage/<int:round_id>/settings")
@MANAGE
def feedback_save_settings(round_id: int) -> Response:
    """Save them, unless they changed elsewhere meanwhile."""
    found = queries.round_(round_id)
    form = _form(found, fresh=False)
    if not form.validate():
        return _settings(found, form, 422)
    if not isinstance(form, RoundForm):
        actions.change_dates(found, version(), form.propose_until, form.closes_at, clock.now())
    else:
        if form.outside.data:
            switches.require(OUTSIDE)
        given = {name: form[name].data for name in SETTINGS}
        actions.settle(found, version(), actions.Terms(propose_until=form.propose_until, closes_at=moment(
            form.closes_day.data, form.closes_time.data), **given))  # fmt: skip
    flash("The settings are saved.")
    return go(url_for(".feedback_round", round_id=round_id))


def version() -> int:
    """The version of the round that the page showed."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


@bp.get("/feedback/manage/<int:round_id>/behaviours")
@MANAGE
def feedback_behaviours(round_id: int) -> Response:
    """What is asked, to choose from."""
    found = queries.round_(round_id)
    form = ItemsForm(formdata=None, data={"asked": [item.key for item in from_text(found.asked)]})
    return _behaviours(found, form)


def _behaviours(found: FeedbackRound, form: ItemsForm, status: int = 200) -> Response:
    framework = queries_framework.framework(found.framework_id)
    items = [item for item, _ in offered_items.offered(framework)] if framework else []
    chosen = set(form.asked.data or ())
    values = by_value(items)
    return page(
        "values/feedback/manage/behaviours.html", status=status, round=found, form=form, values=values, chosen=chosen,
        may_edit=found.stage == Stage.DRAFT,
    )  # fmt: skip


@bp.post("/feedback/manage/<int:round_id>/behaviours")
@MANAGE
def feedback_choose(round_id: int) -> Response:
    """Choose what is asked."""
    found, form = queries.round_(round_id), ItemsForm()
    framework = queries_framework.framework(found.framework_id)
    items = [item for item, _ in offered_items.offered(framework)] if framework else []
    form.offer([item.key for item in items])
    if not form.validate():
        return _behaviours(found, form, 422)
    actions.choose(found, version(), [item for item in items if item.key in (form.asked.data or ())])
    flash("What is asked is saved.")
    return go(url_for(".feedback_round", round_id=round_id))


@bp.get("/feedback/manage/<int:round_id>/people")
@MANAGE
def feedback_people_page(round_id: int) -> Response:
    """Whom the round is about, how far their lists are, and who coaches."""
    found, typed = queries.round_(round_id), request.args.get("q", "")
    people = feedback_people.subjects(round_id, request.args.get("page", 1, type=int))
    return page(
        "values/feedback/manage/people.html",
        fragment="values/feedback/manage/_feedback_invite.html",
        round=found,
        people=people,
        coaches=feedback_people.coaches(people.rows),
        gone=feedback_people.coaches_gone(people.rows),
        typed=typed,
        found=find(typed),
        already=feedback_people.already(round_id),
        may_invite=found.stage in POSSIBLE["invite"],
        may_coach=found.conversation_first and found.stage in POSSIBLE["coach"],
    )


def _to_people(round_id: int) -> Response:
    return go(url_for(".feedback_people_page", round_id=round_id))


@bp.post("/feedback/manage/<int:round_id>/people/<int:person_id>/invite")
@MANAGE
def feedback_invite(round_id: int, person_id: int) -> Response:
    """Offer somebody feedback."""
    if directory.person(person_id) is None:
        raise NotThere("There is no such person.")
    actions.invite(queries.round_(round_id), person_id)
    flash("They are invited.")
    return _to_people(round_id)


@bp.post("/feedback/manage/<int:round_id>/people/<int:person_id>/withdraw")
@MANAGE
def feedback_withdraw(round_id: int, person_id: int) -> Response:
    """Take somebody out who has not begun."""
    place_or_404(round_id, person_id)
    actions.withdraw_invitation(queries.round_(round_id), person_id)
    flash("The invitation is withdrawn.")
    return _to_people(round_id)


@bp.post("/feedback/manage/<int:round_id>/people/<int:person_id>/coach")
@MANAGE
def feedback_coach(round_id: int, person_id: int) -> Response:
    """Become somebody's coach."""
    place_or_404(round_id, person_id)
    feedback_sharing.take_as_coach(queries.round_(round_id), person_id, current_person().id)
    flash("You are the coach. You can open the report once it is made.")
    return _to_people(round_id)


@bp.post("/feedback/manage/<int:round_id>/people/<int:person_id>/give-back")
@MANAGE
def feedback_give_back(round_id: int, person_id: int) -> Response:
    """Stop being somebody's coach."""
    place_or_404(round_id, person_id)
    feedback_sharing.give_back(queries.round_(round_id), person_id, current_person().id)
    flash("You are no longer the coach.")
    return _to_people(round_id)
