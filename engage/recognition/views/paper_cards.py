"""Entering paper cards, one after the other, and taking out what was entered by mistake."""

import secrets
from collections.abc import Sequence

from flask import Response, flash, request, url_for

from engage.access import current_person, signed_in
from engage.core import clock
from engage.core.errors import Conflict, Invalid, NotThere
from engage.core.formatting import listed
from engage.core.htmx import go, page
from engage.directory import queries_choosing as choosing
from engage.directory.models import Person
from engage.directory.rules.choosing import PERSON, Choice
from engage.recognition.actions import paper_cards as actions
from engage.recognition.forms.paper import CardForm
from engage.recognition.queries import paper as sites
from engage.recognition.queries import paper_cards as queries
from engage.recognition.queries.paper_wall import receiver_names
from engage.recognition.rules import paper as rules
from engage.recognition.rules.thanks import MOST_PEOPLE
from engage.recognition.views import bp

LONGEST_TYPED = 100


def _require() -> None:
    if not rules.may_enter(current_person().roles):
        raise NotThere("Employee champions, managers and the OD team enter cards. Give yours to one of them.")


@bp.get("/thanks/cards/")
@signed_in
def cards() -> Response:
    """An empty form for the next card, at the site of the one before."""
    _require()
    site, names = request.args.get("site", ""), _sites()
    form = CardForm(formdata=None, data={"once": secrets.token_urlsafe(18), "site": site if site in names else ""})
    form.offer(names, queries.values())
    return _cards(form)


def _sites() -> list[str]:
    return [each.name for each in sites.sites()]


def _cards(form: CardForm, q: str = "", to: Sequence[Choice] = (), wrong: str = "", status: int = 200) -> Response:
    viewer, now = current_person(), clock.now()
    entered = [
        (each, receiver_names(each), rules.may_take_out(each.entered_by_id, viewer.id, each.given_at, now))
        for each in queries.entered_today(viewer.id)
    ]
    return page(
        "recognition/paper/cards.html", status=status, form=form, q=q, chosen=to, entered=entered, wrong=wrong,
        found=choosing.find(q) if q else (), most=MOST_PEOPLE,
    )  # fmt: skip


@bp.post("/thanks/cards/")
@signed_in
def enter_card() -> Response:
    """Look for whom it is to, or enter it and go on to the next."""
    _require()
    form = CardForm()
    form.offer(_sites(), queries.values())
    q = " ".join(request.form.get("q", "").split())[:LONGEST_TYPED]
    to = choosing.chosen(request.form.getlist("to")[: MOST_PEOPLE + 1])
    if "find" in request.form and q:
        return _cards(form, q, to)
    valid, giver = form.validate(), _giver(form)
    wrong = _wrong(to, giver)
    if not valid or form.errors or wrong:
        return _cards(form, q, to, wrong, 422)
    card = actions.Card(
        to=to, giver_id=giver.id if giver else None, signed=form.signed.data or "", words=form.words.data or "",
        behaviours=form.chosen, private=bool(form.private.data), site=form.site.data or "", once=form.once.data or "",
    )  # fmt: skip
    try:
        row = actions.enter(card, current_person().id, clock.now())
    except (Invalid, Conflict) as problem:
        return _cards(form, q, to, problem.message, problem.status)
    wall = "It is shown to all staff" if row.to_all and row.state == "shown" else "It is private"
    wall = "It waits for the OD team to look at it" if row.state == "waiting" else wall
    flash(f"Entered: to {listed(receiver_names(row)[:3])}, from {giver.name if giver else card.signed}. {wall}.")
    return go(url_for(".cards", site=form.site.data or None, _anchor="q"))


def _giver(form: CardForm) -> Person | None:
    """Whoever the number is of; what is wrong with number and name stands on their fields."""
    number, signed = form.number.data or "", form.signed.data or ""
    if not number:
        if not signed:
            form.signed.errors = [
                "Type the name that stands under the card. “A colleague” will do where there is none."
            ]
        return None
    found = queries.by_number(number) if len(number) <= 40 else None
    if found is None:
        form.number.errors = ["Nobody who works here has this number. Leave it out, and type the name as signed."]
    elif signed and not rules.names_agree(signed, (found.first_name, found.known_as, found.surname)):
        form.number.errors = [
            f"This is the number of {found.name}, and the card is signed by somebody else. Check both."
        ]
        return None
    return found


def _wrong(to: Sequence[Choice], giver: Person | None) -> str:
    people = [each.id for each in to if each.kind == PERSON]
    if not to:
        return "Choose who the card is to."
    if len(to) > MOST_PEOPLE:
        return f"Choose {MOST_PEOPLE} people and teams at most."
    if current_person().id in people:
        return "You cannot enter a card to yourself. Ask another champion or manager, or the OD team."
    return "A card cannot be to whoever signed it." if giver and giver.id in people else ""


@bp.post("/thanks/cards/<int:thanks_id>/take-out")
@signed_in
def take_out_card(thanks_id: int) -> Response:
    """Delete what was entered by mistake."""
    _require()
    row = queries.card(thanks_id, current_person().id)
    site = row.site
    actions.take_out(row, current_person().id, clock.now())
    flash("The card is taken out.")
    return go(url_for(".cards", site=site or None))
