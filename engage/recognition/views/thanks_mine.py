"""One's own thanks, on the screen, on paper and as a file; how one likes to be thanked; the month of one's teams."""

from flask import Response, flash, request, url_for

from engage.access import Role, current_person, signed_in
from engage.core import clock, spreadsheets
from engage.core.errors import NotThere
from engage.core.formatting import day, listed
from engage.core.htmx import go, page
from engage.directory.rules.months import month_of
from engage.recognition.actions import thanks as actions
from engage.recognition.forms.thanks import PreferencesForm
from engage.recognition.queries import thanks as queries
from engage.recognition.queries import thanks_mine as mine
from engage.recognition.queries import thanks_told as told
from engage.recognition.rules.thanks import ThanksState
from engage.recognition.views import bp

COLUMNS = (
    "Received or given",
    "Date",
    "From",
    "To",
    "Words",
    "Behaviours",
    "Shown to all staff",
    "State",
    "How it came",
)


@bp.get("/thanks/mine")
@signed_in
def thanks_mine() -> Response:
    """What somebody received, or (?show=given) what they gave."""
    me, number = current_person(), request.args.get("page", 1, type=int)
    gave = request.args.get("show") == "given"
    return page(
        "recognition/thanks/mine.html",
        gave=gave,
        found=mine.given(me.id, number) if gave else mine.received(me.id, number),
        news=not gave and mine.news(me.id),
        states=mine.STATES,
        leads=Role.MANAGER in me.roles,
    )


@bp.get("/thanks/mine/print")
@signed_in
def thanks_print() -> Response:
    """Everything that somebody received, laid out for paper."""
    got = [each for kind, each in mine.everything(current_person().id) if kind == "received"]
    return page("recognition/thanks/print.html", cards=got)


@bp.get("/thanks/mine.csv")
@signed_in
def thanks_mine_csv() -> Response:
    """Everything that somebody received and gave, as a file."""
    rows = (
        (kind, day(each.given_at), each.giver, listed(each.names), each.words,
         "; ".join(tag.text for tag in each.tags), "yes" if each.on_wall else "no",
         mine.STATES[ThanksState(each.state)], mine.provenance(each))
        for kind, each in mine.everything(current_person().id)
    )  # fmt: skip
    return spreadsheets.download("my-thanks", COLUMNS, rows)


@bp.post("/thanks/mine/seen")
@signed_in
def thanks_seen() -> Response:
    """What came so far leaves the start page."""
    actions.note_seen(current_person().id, clock.now())
    flash("They are off your start page. Here they stay.")
    return go(url_for(".thanks_mine"))


@bp.get("/thanks/preferences")
@signed_in
def thanks_preferences() -> Response:
    """How somebody likes to be thanked."""
    own = queries.preference(current_person().id)
    data = {"in_private": own.in_private, "on_paper": own.on_paper, "no_digest": own.no_digest}
    form = PreferencesForm(formdata=None, data=data)
    return page("recognition/thanks/preferences.html", form=form, leads=Role.MANAGER in current_person().roles)


@bp.post("/thanks/preferences")
@signed_in
def thanks_save_preferences() -> Response:
    """Keep it."""
    form, me = PreferencesForm(), current_person()
    # Whoever leads nobody is not asked about the summary, so what they do not send changes nothing.
    digest = form.no_digest.data if Role.MANAGER in me.roles else queries.preference(me.id).no_digest
    actions.prefer(me.id, actions.Wishes(form.in_private.data, digest, form.on_paper.data))
    flash("Saved. That is how you will be thanked from now on.")
    return go(url_for(".thanks_preferences"))


@bp.get("/thanks/teams")
@signed_in
def thanks_teams() -> Response:
    """Last month's thanks to people in the teams that somebody leads, for whoever leads one."""
    me = current_person()
    if Role.MANAGER not in me.roles:
        raise NotThere("This page is for whoever leads a team.")
    found = told.digest(me.id, month_of(clock.today()).before)
    return page("recognition/thanks/teams.html", digest=found, most=told.MOST_LISTED)
